"""The routes of the API, one file a subject; ROUTERS is the one list of them."""

from api.routes import chat, guides, health, pages, recommend

ROUTERS = (chat.router, recommend.router, guides.router, health.router, pages.router)
