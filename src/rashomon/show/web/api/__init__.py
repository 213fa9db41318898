"""The record for programs, under /api: what pages show, as records with their words, one page after the other."""

from __future__ import annotations

from litestar import Router

from rashomon.show.web.api.articles import cite_words, compare_some, find_words, show_article
from rashomon.show.web.api.exporting import export_layer
from rashomon.show.web.api.filters import PARAMETERS
from rashomon.show.web.api.guide import tell_addresses
from rashomon.show.web.api.layers import list_layer, show_record
from rashomon.show.web.api.writing import add_article, correct_finding

__all__ = ["PAGES"]

_LAYERS = Router("/layers", route_handlers=[list_layer, export_layer], parameters=PARAMETERS)
PAGES = (
    Router(
        "/api",
        route_handlers=[
            tell_addresses, _LAYERS, Router("/layers", route_handlers=[show_record]), show_article, find_words,
            compare_some, cite_words, correct_finding, add_article,
        ],
        include_in_schema=True,
    ),
)  # fmt: skip
