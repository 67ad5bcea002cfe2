"""The routes of the API, one file a subject; ROUTERS is the one list of them."""

from api.errors import Shape
from api.routes import chat, feedback, guides, health, openai, pages, recommend, staff

ROUTERS = (
    chat.router,
    recommend.router,
    guides.router,
    feedback.router,
    openai.router,
    health.router,
    pages.router,
    staff.router,
)
# How failures look below an address that has a form of its own for them.
SHAPES: dict[str, Shape] = {"/v1": openai.problem_response, "/staff": staff.problem_page}
