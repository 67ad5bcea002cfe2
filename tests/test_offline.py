"""Ingest and a chat with sockets to anything but this machine forbidden."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import RECHNUNG, ROOT

PROGRAM = """
import socket
import sys
from pathlib import Path

LOCAL = {"127.0.0.1", "::1", "localhost"}
connect, lookup = socket.socket.connect, socket.getaddrinfo

def guarded_connect(self, address):
    if self.family != socket.AF_UNIX and address[0] not in LOCAL:
        raise AssertionError(f"connected to {address}")
    return connect(self, address)

def guarded_lookup(host, *rest, **named):
    if host not in LOCAL and host is not None:
        raise AssertionError(f"looked up {host}")
    return lookup(host, *rest, **named)

socket.socket.connect = guarded_connect
socket.getaddrinfo = guarded_lookup

from assistant import Assistant
from ingest import LiveIndex, Registry, ingest, load_embeddings, model_id

var, guides, models = map(Path, sys.argv[1:])
load = lambda: load_embeddings("bundled", models)
report = ingest(guides, var / "index", Registry(var / "r.sqlite"), model_id("bundled"), load)
assert report.published and report.embedded > 0
live = LiveIndex(var / "index", model_id("bundled"))
answer = Assistant(live, load(), "die IHK").ask("Ab wann muss ich Rechnungen empfangen?")
print(answer.status, answer.guides[0].guide_id)
live.close()
"""


@pytest.mark.slow  # 23 s: the real model in a process of its own
def test_no_network_is_needed_at_run_time(tmp_path: Path) -> None:
    guides = tmp_path / "guides"
    guides.mkdir()
    (guides / "rechnung.md").write_text(RECHNUNG, "utf-8")
    command = [sys.executable, "-c", PROGRAM, tmp_path, guides, ROOT / "var" / "models"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split()[1] == "rechnung"
