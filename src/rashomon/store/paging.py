"""A layer under a selection -> one page of it, and the place from which the next one goes on.

The place travels as a cursor: opaque to who carries it, safe in an address, and good for the list that it was made for
alone. It names what stands last on a page and not how many went before, so that nothing comes twice, and nothing is
passed over, when records are added meanwhile.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import msgspec

from rashomon.errors import RashomonError
from rashomon.model import digest
from rashomon.store.matching import Matcher
from rashomon.store.places import layer_named
from rashomon.store.selection import Selection, check_selection
from rashomon.store.walking import Place, articles_by, walk

if TYPE_CHECKING:
    from rashomon.store.view import View

Order = Literal["canonical", "date", "outlet"]
# Records that are looked at for one page: about a tenth of a second. Who seeks what is rare, and no index knows, gets a
# page that is not full, and looks on from where it ends
PATIENCE = 1_000
_TAG = 8


class PageOf(NamedTuple):
    """Records in order, and the cursor of the next page, None at the end; `total` of all pages where it is known.

    A page that is not full, or empty, may have a next one: so far was looked.
    """

    records: list[Any]
    next: str | None
    total: int | None


def read_page(
    view: View, layer: str, wanted: Selection, after: str | None, limit: int, order: Order = "canonical"
) -> PageOf:
    """Return the records behind a cursor that answer to a selection, whose own limit does not count.

    Articles can come by "date", the newest first, or by "outlet". Raises NotFound as `View.select` does, RashomonError
    for a cursor of another list.
    """
    layer_named(layer)
    check_selection(layer, wanted)
    wanted = msgspec.structs.replace(wanted, limit=None)
    if order != "canonical" and layer != "article":
        raise RashomonError(f"articles come by {order}, {layer} records do not")
    name = digest(layer, order, msgspec.json.encode(wanted).decode())[:_TAG]
    start = _read_cursor(after, name) if after else None
    matches = Matcher(view, layer, wanted)
    if order == "canonical":
        candidates = walk(view, layer, matches, start)
    else:
        candidates = articles_by(view, order, matches.documents, start)
    found: list[Any] = []
    last, full = start, limit < 1
    for place, one in islice(candidates, PATIENCE):
        if not matches(one):
            last = place if not full else last
        elif full:
            break  # there is one more
        else:
            found.append(one)
            last, full = place, len(found) >= limit
    else:
        # either at the end, or out of patience
        last = last if next(candidates, None) else None
    total = view.counts().get(layer, 0) if wanted == Selection() else None
    return PageOf(found, _write_cursor(last, name) if last else None, total)


def _write_cursor(place: Place, name: str) -> str:
    return urlsafe_b64encode(name.encode() + msgspec.json.encode(place)).decode().rstrip("=")


def _read_cursor(after: str, name: str) -> Place:
    try:
        held = urlsafe_b64decode(after + "=" * (-len(after) % 4))
        place: Place = msgspec.json.decode(held[_TAG:], type=Place)
    except ValueError as error:
        raise RashomonError(f"{after!r} is no place in a list: take `after` from the page before") from error
    if held[:_TAG] != name.encode():
        raise RashomonError(f"{after!r} is a place in another list: take `after` from the page before, as it stands")
    return place
