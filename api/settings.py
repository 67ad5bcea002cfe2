"""Settings of the server: those of the assistant, where it listens, who may do what."""

from pydantic import Field, SecretStr

from assistant import AssistantSettings


class ApiSettings(AssistantSettings):
    """What the HTTP server needs besides the assistant's settings."""

    host: str = "127.0.0.1"
    port: int = 8000
    admin_keys: SecretStr = SecretStr("")
    api_keys: SecretStr = SecretStr("")
    trusted_proxies: str = ""
    rate_limit: int = Field(default=0, ge=0)
    max_concurrency: int = Field(default=8, ge=1)
    database_url: SecretStr = SecretStr("")
    log_questions: bool = False
    retention_days: int = Field(default=90, ge=1)
    report: str = ""
    allowed_origins: str = Field(
        default="",
        description="Herkunft der Seiten, auf denen das Fenster steht, mit Komma getrennt.",
    )

    def origins(self) -> list[str]:
        """Return the origins whose pages may ask, e.g. `https://www.example.org`."""
        return [origin.rstrip("/") for origin in listed(self.allowed_origins)]

    @property
    def database_address(self) -> str:
        """The SQLAlchemy URL of the database; a file in `var_dir` unless one is set."""
        return self.database_url.get_secret_value() or f"sqlite:///{self.var_dir}/lotse.sqlite"


def listed(text: str) -> tuple[str, ...]:
    """Return the entries of a comma-separated setting."""
    return tuple(part.strip() for part in text.split(",") if part.strip())
