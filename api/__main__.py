"""`python -m api`: serve the chat on LOTSE_HOST:LOTSE_PORT."""

import logging

import uvicorn

from api.app import create_app
from api.settings import ApiSettings


def main() -> None:
    """Start the server; no access log, because it would hold addresses of people."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    settings = ApiSettings()
    print(f"Lotse startet auf http://{settings.host}:{settings.port} …", flush=True)
    uvicorn.run(create_app(settings), host=settings.host, port=settings.port, access_log=False)


if __name__ == "__main__":
    main()
