"""Ingestion and search: guides become passages in a published release that can be searched."""

from ingest.changes import AnswerChange, GoldenAnswer, GuideChange, ReleaseDiff
from ingest.chat_model import EXTRACTIVE, open_chat_model
from ingest.child import end_with_parent
from ingest.embeddings import BatchEmbeddings, SentenceEmbeddings, load_embeddings, model_id
from ingest.errors import (
    BadMetadata,
    ChatModelFailed,
    DamagedRelease,
    DuplicateGuide,
    IngestError,
    IngestRunning,
    InsideArchive,
    ModelUnavailable,
    NoRelease,
    NoSpace,
    NoTextLayer,
    NothingToPublish,
    PurgeIncomplete,
    TooManyWithdrawn,
    UnknownGeneration,
    UnknownGuide,
    UnreadableFile,
    VerificationFailed,
    WrongModel,
)
from ingest.findings import Findings, GuideHit, Hit, KnownWord, SentenceHit
from ingest.fusion import z_scores
from ingest.generation import read_documents, read_manifest
from ingest.index import Index
from ingest.lexical import LexicalIndex, fold, grams
from ingest.limits import Limits
from ingest.live import LiveIndex
from ingest.originals import REPLACED, edition_name
from ingest.outcome import GuideFailure, GuideNotice, IngestReport
from ingest.pipeline import ingest
from ingest.ranking import (
    ASKED,
    EQUAL_WEIGHTS,
    OWN,
    SIGNALS,
    WEIGHTS_SUM,
    Ranking,
    Weights,
    comparable,
)
from ingest.readers import read_markdown
from ingest.registry import Registry
from ingest.releases import aside_reason, current_generation, generations
from ingest.sections import split_sections
from ingest.sentences import split_sentences
from ingest.settings import IndexSettings
from ingest.training import INTENT, RANKING, SUFFICIENCY, Trained, keep_trained, read_trained
from ingest.types import Block, Document, Guide, Manifest, Passage, RawBlock, Sentence
from ingest.vectors import Progress
from ingest.wordings import read_wordings

__all__ = [
    "ASKED",
    "EQUAL_WEIGHTS",
    "EXTRACTIVE",
    "INTENT",
    "OWN",
    "RANKING",
    "REPLACED",
    "SIGNALS",
    "SUFFICIENCY",
    "WEIGHTS_SUM",
    "AnswerChange",
    "BadMetadata",
    "BatchEmbeddings",
    "Block",
    "ChatModelFailed",
    "DamagedRelease",
    "Document",
    "DuplicateGuide",
    "Findings",
    "GoldenAnswer",
    "Guide",
    "GuideChange",
    "GuideFailure",
    "GuideHit",
    "GuideNotice",
    "Hit",
    "Index",
    "IndexSettings",
    "IngestError",
    "IngestReport",
    "IngestRunning",
    "InsideArchive",
    "KnownWord",
    "LexicalIndex",
    "Limits",
    "LiveIndex",
    "Manifest",
    "ModelUnavailable",
    "NoRelease",
    "NoSpace",
    "NoTextLayer",
    "NothingToPublish",
    "Passage",
    "Progress",
    "PurgeIncomplete",
    "Ranking",
    "RawBlock",
    "Registry",
    "ReleaseDiff",
    "Sentence",
    "SentenceEmbeddings",
    "SentenceHit",
    "TooManyWithdrawn",
    "Trained",
    "UnknownGeneration",
    "UnknownGuide",
    "UnreadableFile",
    "VerificationFailed",
    "Weights",
    "WrongModel",
    "aside_reason",
    "comparable",
    "current_generation",
    "edition_name",
    "end_with_parent",
    "fold",
    "generations",
    "grams",
    "ingest",
    "keep_trained",
    "load_embeddings",
    "model_id",
    "open_chat_model",
    "read_documents",
    "read_manifest",
    "read_markdown",
    "read_trained",
    "read_wordings",
    "split_sections",
    "split_sentences",
    "z_scores",
]
