"""Settings of the server: those of the assistant, and where it listens."""

from assistant import AssistantSettings


class ApiSettings(AssistantSettings):
    """What the HTTP server needs besides the assistant's settings."""

    host: str = "127.0.0.1"
    port: int = 8000
