"""The error tree of ingestion.

IngestError
├── UnreadableFile        the file is damaged, encrypted or not what its name says
│   ├── NoTextLayer       a PDF of pictures only
│   ├── OcrUnavailable    pictures were to be read, but ocrmypdf is missing or failed
│   ├── UnknownFormat     neither Markdown nor PDF, Word, HTML or ZIP
│   ├── ForbiddenFile     lies outside the import root, or declares what no guide needs
│   ├── ReaderCrashed     the process that read the file died
│   └── LimitExceeded     more than a file may ask for (LOTSE_LIMIT_…)
│       ├── FileTooLarge  more bytes, or an archive with too many or too tightly packed ones
│       ├── TooManyPages  more pages
│       ├── TooMuchText   more characters, blocks or passages
│       ├── TooMuchMemory more memory while it was read
│       └── TooSlow       more time, for a page or for all of it
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
├── ModelUnavailable      the embedding model cannot be loaded
└── ChatModelFailed       the chat model that proposes questions cannot be asked
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


class OcrUnavailable(UnreadableFile):
    """A PDF of pictures was to be read, but `ocrmypdf` is missing or failed."""

    code = "ocr_unavailable"


class UnknownFormat(UnreadableFile):
    """The file's content is none of the formats that have a reader."""

    code = "unknown_format"


class ForbiddenFile(UnreadableFile):
    """The file lies outside the import root or declares what no guide needs (a DOCTYPE)."""

    code = "forbidden_file"


class ReaderCrashed(UnreadableFile):
    """The process that read the file died."""

    code = "reader_crashed"


class LimitExceeded(UnreadableFile):
    """Reading the file asks for more than the limits allow."""

    code = "limit_exceeded"


class FileTooLarge(LimitExceeded):
    """The file has more bytes than allowed, or its archive unpacks to more."""

    code = "file_too_large"


class TooManyPages(LimitExceeded):
    """The document has more pages than allowed."""

    code = "too_many_pages"


class TooMuchText(LimitExceeded):
    """The document has more characters, blocks or passages than allowed."""

    code = "too_much_text"


class TooMuchMemory(LimitExceeded):
    """Reading the file took more memory than allowed."""

    code = "too_much_memory"


class TooSlow(LimitExceeded):
    """A page or the whole file took more time than allowed."""

    code = "too_slow"


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


class InsideArchive(IngestError):
    """A guide to purge lies in a ZIP file with others."""

    code = "inside_archive"


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


class ChatModelFailed(IngestError):
    """The chat model that proposes readers' questions is not set or cannot be asked."""

    code = "chat_model_failed"
