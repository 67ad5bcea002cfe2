"""Writes that survive a power cut: data, directory entries and replacements reach the disk."""

import os
from pathlib import Path


def write_durably(file: Path, text: str) -> None:
    """Replace a small file at once: a reader sees the old text or the new one, never a part."""
    fresh = file.with_name(f"{file.name}.tmp")
    with fresh.open("w", encoding="utf-8") as opened:
        opened.write(text)
        opened.flush()
        os.fsync(opened.fileno())
    os.replace(fresh, file)
    sync(file.parent)


def sync_tree(folder: Path) -> None:
    """Flush every file and directory below a folder, and the folder itself."""
    for path in folder.rglob("*"):
        sync(path)
    sync(folder)


def sync(path: Path) -> None:
    """Flush one file or directory."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
