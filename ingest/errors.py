"""The error tree of ingestion.

IngestError
├── UnreadableFile        the file is damaged, encrypted or not what its name says
│   └── NoTextLayer       a PDF of pictures only
├── BadMetadata           front matter or sidecar with a missing or wrong field
├── DuplicateGuide        two files claim the same id
├── NothingToPublish      no readable guide at all
├── TooManyWithdrawn      the run would drop more than a fifth of the guides
├── VerificationFailed    the built release is not what it should be, so it was not published
├── NoSpace               the disk is full
├── UnknownGeneration     there is no such generation, or none to go back to
├── UnknownGuide          no release holds such a guide
├── PurgeIncomplete       words of a purged guide are still on the disk
├── IngestRunning         another ingest holds the lock
├── NoRelease             nothing has been published yet
├── DamagedRelease        the published release cannot be opened
├── WrongModel            the release was embedded by another model than the one that asks
└── ModelUnavailable      the embedding model cannot be loaded
"""


class IngestError(Exception):
    """A failure with a stable `code`; its text is a German sentence that says what to do."""

    code = "ingest_error"


class UnreadableFile(IngestError):
    """The file is damaged, encrypted or not what its name says."""

    code = "unreadable_file"


class NoTextLayer(UnreadableFile):
    """The PDF holds pictures only."""

    code = "no_text_layer"


class BadMetadata(IngestError):
    """Front matter or sidecar has a missing or wrong field."""

    code = "bad_metadata"


class DuplicateGuide(IngestError):
    """Two files claim the same guide id."""

    code = "duplicate_guide"


class NothingToPublish(IngestError):
    """The run found no readable guide."""

    code = "nothing_to_publish"


class TooManyWithdrawn(IngestError):
    """The run would drop more guides at once than an oversight should."""

    code = "too_many_withdrawn"


class VerificationFailed(IngestError):
    """A built generation did not pass its checks; the old one serves on."""

    code = "verification_failed"


class NoSpace(IngestError):
    """The disk is too full for another generation."""

    code = "no_space"


class UnknownGeneration(IngestError):
    """There is no such generation, or none to go back to."""

    code = "unknown_generation"


class UnknownGuide(IngestError):
    """No release holds a guide with this id."""

    code = "unknown_guide"


class PurgeIncomplete(IngestError):
    """Words of a purged guide were found on the disk."""

    code = "purge_incomplete"


class IngestRunning(IngestError):
    """Another ingest holds the lock of this index."""

    code = "ingest_running"


class NoRelease(IngestError):
    """No release has been published in this index."""

    code = "no_release"


class DamagedRelease(IngestError):
    """The release that the pointer names cannot be opened."""

    code = "damaged_release"


class WrongModel(IngestError):
    """The release was embedded by another model than the one that would embed the questions."""

    code = "wrong_model"


class ModelUnavailable(IngestError):
    """The embedding model cannot be loaded."""

    code = "model_unavailable"
