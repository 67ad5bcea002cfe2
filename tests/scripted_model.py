"""An OpenAI-compatible chat server over real HTTP that does what a test's script says."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Body = dict[str, Any]


class Exchange(BaseHTTPRequestHandler):
    """One request to the scripted model; the script answers with these words."""

    def do_POST(self) -> None:
        server = self.server
        assert isinstance(server, _Server)
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        server.scripted.asked.append(body)
        try:
            server.scripted.script(self, body)
        except (BrokenPipeError, ConnectionResetError):
            server.scripted.hung_up.set()

    def log_message(self, *_: object) -> None:
        """Keep the test's output clean."""

    def begin(self, status: int = 200, kind: str = "text/event-stream") -> None:
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("connection", "close")
        self.end_headers()

    def piece(self, text: str) -> None:
        """Send a piece of the answer."""
        self._chunk({"content": text}, None)

    def wait(self) -> None:
        """Say nothing until the client has gone; comments keep the connection in use."""
        while True:
            time.sleep(0.02)
            self.raw(": \n\n")

    def end(self) -> None:
        """Send what a whole stream ends with."""
        self._chunk({}, "stop")
        self.raw("data: [DONE]\n\n")

    def raw(self, text: str) -> None:
        self.wfile.write(text.encode())
        self.wfile.flush()

    def _chunk(self, delta: Body, reason: str | None) -> None:
        choice = {"index": 0, "delta": delta, "finish_reason": reason}
        chunk = {"id": "1", "object": "chat.completion.chunk", "model": "m", "choices": [choice]}
        self.raw(f"data: {json.dumps(chunk)}\n\n")


Script = Callable[[Exchange, Body], None]


@dataclass
class Scripted:
    """A running server: its address, what it was asked, and whether a client went away."""

    script: Script
    url: str = ""
    asked: list[Body] = field(default_factory=list)
    hung_up: threading.Event = field(default_factory=threading.Event)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    scripted: Scripted


@contextmanager
def scripted_model(script: Script) -> Iterator[Scripted]:
    """Run a script behind `Scripted.url` until the block ends."""
    server = _Server(("127.0.0.1", 0), Exchange)
    server.scripted = Scripted(script, f"http://127.0.0.1:{server.server_address[1]}/v1")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server.scripted
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def says(text: str) -> Script:
    """Return a script that streams a text word by word and ends well."""

    def script(exchange: Exchange, _: Body) -> None:
        exchange.begin()
        for word in text.split(" "):
            exchange.piece(word + " ")
        exchange.end()

    return script
