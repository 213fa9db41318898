"""A request -> the room in which it is answered: a look at the store, what was worked out before, and the templates.

A page is a handler that takes `room` and its own query parameters and returns `room.page(template, **values)`:

    @get("/people", sync_to_thread=True)
    def list_people(room: Room, kind: str | None = None) -> Page: ...

Handlers run in threads, each with a view of its own. What takes long is worked out once for each state of the store.
"""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from functools import cache
from threading import Lock
from typing import Any, TypeVar
from urllib.parse import quote, urlencode

from jinja2 import Environment
from litestar import MediaType, Request, Response

from rashomon.model import Story
from rashomon.show.layout.addresses import Paths
from rashomon.show.layout.environment import make_environment
from rashomon.show.layout.gather import Pile, gather_stored
from rashomon.show.layout.scope import Scope
from rashomon.show.web.settings import Settings
from rashomon.store import View, open_view, shown

__all__ = ["ROOMY", "Kept", "Page", "Room", "address", "open_room"]

# a store of so few articles is laid out whole where no story is chosen: 30 take about a third of a second, once
ROOMY = 30
# things kept at a time: a story and its wording take some megabytes
MOST_KEPT = 24

Page = Response[str]
T = TypeVar("T")


class Kept:
    """What was worked out for the present state of the store, the last used at the end; threads share it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: dict[tuple[object, ...], Any] = {}

    def get(self, key: tuple[object, ...], make: Callable[[], T]) -> T:
        """Return what was made under this key, or make it; two that ask at once may both make it."""
        with self._lock:
            if key in self._kept:
                self._kept[key] = self._kept.pop(key)
                return self._kept[key]  # type: ignore[no-any-return]
        made = make()
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > MOST_KEPT:
                del self._kept[next(iter(self._kept))]
        return made


class Room:
    """What a handler needs to answer one request; `view` is one unchanging look at the store."""

    def __init__(self, view: View, settings: Settings, kept: Kept, request: Request[Any, Any, Any]) -> None:
        self.view, self.settings, self.request = view, settings, request
        self._kept = kept

    @property
    def called(self) -> str:
        """Return which store it is, as anybody may see it."""
        return shown(self.settings.store)

    def keep(self, name: str, key: tuple[object, ...], make: Callable[[], T]) -> T:
        """Return what `make` gives, made once as long as the store stays as it is."""
        return self._kept.get((self.view.state, name, *key), make)

    def outlets(self) -> Sequence[str]:
        """Return the names of all outlets of the store, so that each looks the same on every page."""
        return self.keep("outlets", (), self.view.outlets)

    def documents(self, story: str | None) -> Sequence[str] | None:
        """Return the documents of a story, or all; None where nothing is chosen and there are more than ROOMY.

        Raises NotFound where there is no such story.
        """
        if story:
            chosen: Story = self.view.whole("story", story)
            return chosen.documents
        if self.view.counts().get("document", 0) > ROOMY:
            return None
        return [a.document for a in self.view.articles()]

    def pile(self, documents: Sequence[str]) -> Pile:
        """Return these documents laid out, without how they are worded."""
        scope = Scope(self.view, documents)
        return self.keep("pile", tuple(documents), lambda: gather_stored(scope, self.outlets()))

    def page(self, template: str, status: int = 200, **values: object) -> Page:
        """Return a page: a template of show/web/templates that extends base.html, with everything in its place.

        Beside `values` a template has `room` (settings, request) and `address` (path and query -> link).
        """
        html = self.fill(template, **values)
        return Response(html, status_code=status, media_type=MediaType.HTML)

    def fill(self, template: str, **values: object) -> str:
        """Return a template with everything in its place, such as a picture that is saved."""
        return _environment().get_template(template).render(room=self, address=address, **values)

    def here(self, **changed: object) -> str:
        """Return the address of this page with some query parameters changed, or taken out where they are None."""
        given: Mapping[str, list[str]] = self.request.query_params.dict()
        return address(self.request.url.path, **{**given, **changed})


def address(path: str, /, **query: object) -> str:
    """Return the link to a page; None, "" and empty lists are left out, lists are given value by value."""
    held = {name: value for name, value in query.items() if value not in (None, "", [], ())}
    asked = urlencode(held, doseq=True)
    return quote(path, safe="/:,-") + (f"?{asked}" if asked else "")


async def open_room(request: Request[Any, Any, Any]) -> AsyncIterator[Room]:
    """Open the room for one request, and close it after the answer; raises StoreError where there is no store."""
    state = request.app.state
    with await to_thread(open_view, state.settings.store) as view:
        yield Room(view, state.settings, state.kept, request)


@cache
def _environment() -> Environment:
    return make_environment(["rashomon.show.web"], Paths())
