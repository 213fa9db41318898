"""A store -> the reading room in a browser, and its API: pages and JSON from the same records."""

from rashomon.show.web.app import create_app
from rashomon.show.web.settings import Settings

__all__ = ["Settings", "create_app"]
