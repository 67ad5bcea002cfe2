"""A server that begins an answer and is killed in the middle: run as a process of its own."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response, StreamingResponse
from starlette.routing import Route

WIDGET = Path(__file__).parents[2] / "api" / "web" / "static" / "widget.js"
PAGE = '<!doctype html><title>x</title><script src="/widget.js" data-lotse data-open></script>'


async def page(_: Request) -> Response:
    return HTMLResponse(PAGE)


async def widget(_: Request) -> Response:
    return FileResponse(WIDGET)


async def chat(_: Request) -> Response:
    return StreamingResponse(_half(), media_type="text/event-stream")


async def _half() -> AsyncIterator[bytes]:
    yield b'event: token\r\ndata: {"text": "Ein halber Satz"}\r\n\r\n'
    yield b": ping\r\n\r\n"
    await asyncio.sleep(0.2)  # until it is on its way
    os.kill(os.getpid(), 9)


routes = [
    Route("/", page),
    Route("/widget.js", widget),
    Route("/api/chat", chat, methods=["POST"]),
]

if __name__ == "__main__":
    uvicorn.run(Starlette(routes=routes), port=int(sys.argv[1]), log_level="critical")
