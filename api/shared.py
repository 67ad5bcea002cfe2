"""What all requests of one application share."""

from dataclasses import dataclass

from fastapi import Request

from api.auth import Keys, LoginForms, Sessions
from api.database import Database
from api.ingest_run import IngestRun
from api.limits import RateLimit, Turnstile
from api.settings import ApiSettings, listed

FEEDBACKS_A_MINUTE = 60  # of one client
LOGIN_TRIES, LOGIN_MINUTES = 5, 5  # of one client


@dataclass(frozen=True, slots=True)
class Shared:
    """Made once by `create_app`, found by requests in `app.state.shared`."""

    settings: ApiSettings
    database: Database
    turnstile: Turnstile
    answer_rate: RateLimit
    feedback_rate: RateLimit
    login_rate: RateLimit
    api_keys: Keys
    admin_keys: Keys
    sessions: Sessions
    login_forms: LoginForms
    ingest_run: IngestRun

    @classmethod
    def of(cls, settings: ApiSettings) -> "Shared":
        """Return what the settings ask for; nothing is opened yet."""
        return cls(
            settings=settings,
            database=Database(settings.database_address),
            turnstile=Turnstile(settings.max_concurrency),
            answer_rate=RateLimit(settings.rate_limit),
            feedback_rate=RateLimit(FEEDBACKS_A_MINUTE),
            login_rate=RateLimit(LOGIN_TRIES, LOGIN_MINUTES),
            api_keys=Keys(listed(settings.api_keys.get_secret_value())),
            admin_keys=Keys(listed(settings.admin_keys.get_secret_value())),
            sessions=Sessions(),
            login_forms=LoginForms(),
            ingest_run=IngestRun(settings),
        )


def shared(request: Request) -> Shared:
    """Return what the application of a request shares."""
    found: Shared = request.app.state.shared
    return found


def client_address(request: Request) -> str:
    """Return the address that a request came from, as far as it can be trusted."""
    return request.client.host if request.client else ""
