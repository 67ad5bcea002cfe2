"""Length and bytes: how ingest and the process that reads foreign files talk over a pipe."""

import struct
from typing import IO

_LENGTH = struct.Struct("!Q")


def write_frame(pipe: IO[bytes], payload: bytes) -> None:
    """Write one frame and flush it."""
    pipe.write(_LENGTH.pack(len(payload)))
    pipe.write(payload)
    pipe.flush()


def read_frame(pipe: IO[bytes], most: int) -> bytes:
    """Return the next frame; EOFError if the other side is gone, OverflowError beyond `most`."""
    (length,) = _LENGTH.unpack(_exactly(pipe, _LENGTH.size))
    if length > most:
        raise OverflowError(length)
    return _exactly(pipe, length)


def _exactly(pipe: IO[bytes], count: int) -> bytes:
    data = pipe.read(count)
    if len(data) < count:
        raise EOFError
    return data
