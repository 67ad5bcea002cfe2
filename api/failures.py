"""The error tree of the API; those of the assistant and of ingest have their own.

ApiFailure
├── NotAllowed
│   ├── SwitchedOff          no key was set for the staff pages
│   ├── SignInFirst          a staff page without a session
│   ├── WrongKey             a key that is none of those set
│   └── ForgedForm           a form without the token that was put into it
├── TooMany                  a client asks too often
├── Overloaded               more questions at once than can be answered
├── DatabaseUnavailable      the database cannot be reached, or a newer Lotse made it
├── UploadRefused            a file that is not taken
├── GuideNotFound            no such guide in the release
├── ReleaseNotFound          no such release
├── CommandFailed            a command of ingest did not do what it was asked for
└── NoReport                 the evals have not written this report yet
"""

from http import HTTPStatus


class ApiFailure(Exception):
    """A failure with a status and a stable `code`; its text is a German sentence."""

    code = "api_failure"
    status = HTTPStatus.INTERNAL_SERVER_ERROR
    retry_after: int | None = None  # seconds


class NotAllowed(ApiFailure):
    """Something needs a key, a session or a token that is not there."""

    code = "not_allowed"
    status = HTTPStatus.FORBIDDEN


class SwitchedOff(NotAllowed):
    """The staff pages are switched off because no key was set."""

    code = "switched_off"
    status = HTTPStatus.NOT_FOUND


class SignInFirst(NotAllowed):
    """A staff page was asked for without a session."""

    code = "sign_in_first"


class WrongKey(NotAllowed):
    """The key is not one of those that were set."""

    code = "wrong_key"
    status = HTTPStatus.UNAUTHORIZED


class ForgedForm(NotAllowed):
    """A form without the token that was put into it, or with an old one."""

    code = "forged_form"


class TooMany(ApiFailure):
    """The client has asked too often."""

    code = "rate_limited"
    status = HTTPStatus.TOO_MANY_REQUESTS

    def __init__(self, retry_after: int) -> None:
        self.retry_after = retry_after
        wait = "einer Sekunde" if retry_after == 1 else f"{retry_after} Sekunden"
        super().__init__(
            f"Das waren zu viele Anfragen hintereinander. Bitte in {wait} noch einmal versuchen."
        )


class Overloaded(ApiFailure):
    """More questions at once than can be answered."""

    code = "overloaded"
    status = HTTPStatus.SERVICE_UNAVAILABLE
    retry_after = 5

    def __init__(self) -> None:
        super().__init__(
            "Gerade fragen sehr viele gleichzeitig. Bitte in ein paar Sekunden noch einmal fragen."
        )


class DatabaseUnavailable(ApiFailure):
    """The database cannot be reached, or was made by a newer Lotse."""

    code = "database_unavailable"
    status = HTTPStatus.SERVICE_UNAVAILABLE


class UploadRefused(ApiFailure):
    """A file that is not taken; its text says why."""

    code = "upload_refused"
    status = HTTPStatus.UNPROCESSABLE_ENTITY


class GuideNotFound(ApiFailure):
    """The release holds no guide with this id."""

    code = "guide_not_found"
    status = HTTPStatus.NOT_FOUND

    def __init__(self) -> None:
        super().__init__("Diesen Leitfaden gibt es nicht (mehr).")


class ReleaseNotFound(ApiFailure):
    """There is no such release (any more)."""

    code = "release_not_found"
    status = HTTPStatus.NOT_FOUND


class CommandFailed(ApiFailure):
    """A command of ingest did not do what it was asked for; its text is what it said."""

    code = "ingest_command_failed"
    status = HTTPStatus.CONFLICT


class NoReport(ApiFailure):
    """The evals have not written this report yet."""

    code = "no_report"
    status = HTTPStatus.NOT_FOUND
