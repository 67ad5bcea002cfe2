"""Settings of ingestion and retrieval, read from LOTSE_* variables and `.env` at entry points."""

from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict


class IndexSettings(BaseSettings):
    """Where guides come from, where the index lives and which model embeds."""

    model_config = SettingsConfigDict(env_prefix="LOTSE_", env_file=".env", extra="ignore")

    corpus_dir: Path = Path("corpus")
    var_dir: Path = Path("var")
    embedding_model: str = "bundled"
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
