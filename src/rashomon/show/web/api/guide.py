"""What the API has -> a page for people, JSON for programs."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import MediaType, Response, get

from rashomon.show.formats import FORMATS
from rashomon.show.web.api.answers import Answered, Guide
from rashomon.show.web.api.filters import FILTERS
from rashomon.show.web.room import Room, address
from rashomon.store import Selection

__all__ = ["tell_addresses"]

OPENAPI = "/api/schema/openapi.json"


@get("/", sync_to_thread=True, operation_id="tellAddresses", media_type=MediaType.JSON)
def tell_addresses(room: Room) -> Response[Any]:
    """Tell which addresses there are, with examples that work on this store; a page where a browser asks."""
    guide = _guide(room)
    # browsers ask for HTML by name; programs ask for anything, or for JSON
    if "text/html" in room.request.headers.get("accept", ""):
        page = room.page("api.html", story=None, guide=guide, writes=room.settings.write)
        page.headers["vary"] = "accept"
        return page
    return Response(msgspec.json.encode(guide), media_type=MediaType.JSON, headers={"vary": "accept"})


def _guide(room: Room) -> Guide:
    view, counts = room.view, room.view.counts()
    articles = view.page("document", Selection(), limit=2).records
    layer = "attribution" if "attribution" in counts else "document"
    one = next(iter(view.page(layer, Selection(), limit=1).records), None)
    first = articles[0] if articles else None
    told = [
        Answered("/api/layers/{layer}", "the records of a layer, with filters, page by page", f"/api/layers/{layer}"),
        Answered("/api/layers/{layer}/{id}", "one record, with its words", one and f"/api/layers/{layer}/{one.id}"),
        Answered(
            "/api/layers/{layer}/export?format={format}", "all records that the filters want, as a file",
            address(f"/api/layers/{layer}/export", format="csv"),
        ),
        Answered(
            "/api/articles/{id}", "an article with what was found in it", first and f"/api/articles/{first.id}"
        ),
        Answered(
            "/api/search?q={words}", 'the articles that hold words, "phrases", begin*', address("/api/search", q="said")
        ),
        Answered(
            "/api/compare?article={id}&article={id}", "two to five articles side by side",
            address("/api/compare", article=[a.id for a in articles]) if len(articles) > 1 else None,
        ),
        Answered(
            "/api/cite/{digest}/{start}-{end}", "the words at a place of a text, as long as the text is the same",
            first and f"/api/cite/{first.text_sha256[:16]}/0-{min(80, len(first.text))}",
        ),
    ]  # fmt: skip
    formats = {name: f"{held.about} ({', '.join(held.layers) or 'any layer'})" for name, held in FORMATS.items()}
    return Guide(told, counts, dict(FILTERS), formats, OPENAPI)
