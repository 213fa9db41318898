"""A layer under filters -> its records page by page, and each by its id."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from litestar import Response, get
from litestar.params import Parameter

from rashomon.errors import NotFound, RashomonError
from rashomon.show.rows import Reader
from rashomon.show.web.api.answers import Page, Row, next_of, page_response, row_of
from rashomon.show.web.api.filters import selection_of
from rashomon.show.web.room import Room
from rashomon.show.wording import COMPUTED, select_from
from rashomon.store import Selection
from rashomon.store.matching import Matcher
from rashomon.store.places import layer_named

__all__ = ["Limit", "list_layer", "refuse_large", "show_record"]

MOST_RECORDS = 500
# articles for which is counted anew how they word things: some seconds
MOST_COUNTED = 200

Limit = Annotated[int, Parameter(ge=1, le=MOST_RECORDS, description=f"Records of a page, at most {MOST_RECORDS}.")]
After = Annotated[str | None, Parameter(description="Where the page before has ended: as it stands in its `next`.")]


@get("/{layer:str}", sync_to_thread=True, operation_id="listLayer")
def list_layer(room: Room, layer: str, limit: Limit = 50, after: After = None) -> Response[Page]:
    """List the records of a layer, one page after the other, in the order of `rashomon list`.

    Filters have the names of its options. An unknown layer is not found; an unknown filter is refused.
    """
    layer_named(layer)
    wanted = selection_of(room.request.query_params, ("limit", "after"))
    if layer in COMPUTED:
        records, following, total = _computed(room, layer, wanted, after, limit)
    else:
        records, following, total = room.view.page(layer, wanted, after, limit)
    reader = Reader(room.view)
    page = Page(layer, [row_of(record, reader) for record in records], next_of(room, following), total)
    return page_response(room, page, following)


def _computed(
    room: Room, layer: str, wanted: Selection, after: str | None, limit: int
) -> tuple[list[Any], str | None, int | None]:
    """Return a page of what is worked out when it is asked for; the whole list is kept as long as the store is so."""
    refuse_large(room, layer, wanted)
    key = (layer, msgspec.json.encode(wanted))
    every = room.keep("computed", key, lambda: list(select_from(room.view, layer, wanted)))
    at = 0
    if after is not None:
        at = next((n for n, record in enumerate(every, 1) if record.id == after), -1)
        if at < 0:
            raise RashomonError(f"{after!r} is no place in this list: take `after` from the page before")
    records = every[at : at + limit]
    return records, records[-1].id if at + limit < len(every) else None, len(every)


def refuse_large(room: Room, layer: str, wanted: Selection) -> None:
    """Raise RashomonError where a layer that is worked out when asked would be of more articles than MOST_COUNTED."""
    if layer not in COMPUTED:
        return
    which = Matcher(room.view, "article", msgspec.structs.replace(wanted, entity=None, speaker=None, kind=None))
    of = room.view.counts().get("document", 0) if which.documents is None else len(which.documents)
    if of > MOST_COUNTED:
        raise RashomonError(
            f"{layer} records are worked out when asked, of at most {MOST_COUNTED} articles; these would be of {of:,}: "
            "choose some by story, article, outlet, search, from or to"
        )


@get("/{layer:str}/{key:str}", sync_to_thread=True, operation_id="showRecord")
def show_record(room: Room, layer: str, key: str) -> Row:
    """Return one record of a layer by its id."""
    layer_named(layer)
    if layer in COMPUTED or layer == "rejection":
        raise NotFound(f"{layer} records have no address of their own; see /api/layers/{layer}")
    found = room.view.record(layer, key)
    if found is None:
        raise NotFound(f"no {layer} has the id {key!r}; see /api/layers/{layer}")
    return row_of(found, Reader(room.view))
