"""Settings of ingestion and retrieval, read from LOTSE_* variables and `.env` at entry points."""

from dataclasses import fields
from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from ingest.chat_model import EXTRACTIVE
from ingest.limits import Limits


class IndexSettings(BaseSettings):
    """Where guides come from, where the index lives and which model embeds."""

    model_config = SettingsConfigDict(env_prefix="LOTSE_", env_file=".env", extra="ignore")

    corpus_dir: Path = Path("corpus")
    var_dir: Path = Path("var")
    embedding_model: str = "bundled"
    ocr: bool = False
    limit_file_mb: int = 50
    limit_pages: int = 2_000
    limit_page_seconds: float = 20
    limit_seconds: float = 300
    limit_memory_mb: int = 1_536
    limit_characters: int = 5_000_000
    limit_passages: int = 20_000
    limit_zip_entries: int = 2_000
    limit_zip_mb: int = 200
    limit_zip_ratio: int = 100

    chat_model: str = Field(
        default=EXTRACTIVE,
        description="„extractive“ oder „Anbieter:Modell“ für LangChains init_chat_model.",
    )
    chat_base_url: str = Field(
        default="", description="Adresse eines OpenAI-kompatiblen Servers; leer: die des Anbieters."
    )
    chat_api_key: SecretStr = Field(
        default=SecretStr(""), description="Schlüssel des Chat-Modells; leer: keiner."
    )
    chat_deadline: float = Field(
        default=30.0, gt=0, description="Sekunden, die ein Chat-Modell für eine Antwort hat."
    )

    @property
    def limits(self) -> Limits:
        """What reading one foreign file may take."""
        return Limits(**{item.name: getattr(self, f"limit_{item.name}") for item in fields(Limits)})

    golden_suite: Path = Path("evals/suites/grundlagen.jsonl")

    @property
    def index_dir(self) -> Path:
        """The folder of the generations and their pointer."""
        return self.var_dir / "index"

    @property
    def registry_file(self) -> Path:
        """The SQLite file that remembers vectors by the hash of their text."""
        return self.var_dir / "registry.sqlite"

    @property
    def models_dir(self) -> Path:
        """The folder that the bundled model is unpacked into."""
        return self.var_dir / "models"
