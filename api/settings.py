"""Settings of the server: those of the assistant, and where it listens."""

from pydantic import Field

from assistant import AssistantSettings


class ApiSettings(AssistantSettings):
    """What the HTTP server needs besides the assistant's settings."""

    host: str = "127.0.0.1"
    port: int = 8000
    allowed_origins: str = Field(
        default="",
        description="Herkunft der Seiten, auf denen das Fenster steht, mit Komma getrennt.",
    )

    def origins(self) -> list[str]:
        """Return the origins whose pages may ask, e.g. `https://www.example.org`."""
        return [origin.strip().rstrip("/") for origin in self.allowed_origins.split(",") if origin]
