"""The application -> the addresses of its pages, at least one for every route, so that no test forgets a page.

A route whose path has a parameter, or whose page changes much with its query, has its addresses in EXAMPLES; a new
route with a parameter and without an example fails `test_every_page.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from litestar.routes import HTTPRoute

from rashomon.show.web import Settings, create_app
from rashomon.store import View, open_view

__all__ = ["PAGES", "fill", "names_in", "stands_empty"]

# what programs read, and what pages load
_FOR_PROGRAMS = ("/api", "/static", "/style")
# what a page asks for to put into itself
_PARTS = ("/card", "/progress")
_DOWNLOADS = (".csv", ".svg", ".json", ".jsonl", ".html")

# of one article of the sample story: {article}, its second {other}, a {quote} and an {event} in it, {digest} of its
# text; of the whole story {story}, {person}, {quotation}, {claim}, {cluster}
EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "/": ("/", "/?story={story}"),
    "/articles": ("/articles",),
    "/articles/{document:str}": (
        "/articles/{article}",
        "/articles/{article}?finding={quote}",
        "/articles/{article}?finding={event}",
    ),
    "/at/{digest:str}/{place:str}": ("/at/{digest}/100-160",),
    "/people/{key:str}": ("/people/{person}", "/people/unknown"),
    "/quotations/{key:str}": ("/quotations/{quotation}",),
    "/claims/{key:str}": ("/claims/{claim}",),
    "/events/{key:str}": ("/events/{cluster}",),
    "/compare": ("/compare", "/compare?a={article}&a={other}"),
    "/corrections/finding": ("/corrections/finding?finding={quote}",),
    "/corrections/entity/{key:str}": ("/corrections/entity/{person}",),
    # looked at where a token is asked for
    "/enter": (),
    # there as long as something is added: see the tests of adding
    "/add/{job:str}": (),
    "/search": ("/search", "/search?q=gate", "/search?q=%22"),
}


def _pages() -> list[str]:
    """Return the addresses of all pages, with names in braces where a store has to fill them."""
    app = create_app(Settings(""))
    routes = [route.path for route in app.routes if isinstance(route, HTTPRoute) and "GET" in route.methods]
    paths = sorted(p for p in routes if not p.startswith(_FOR_PROGRAMS) and not p.endswith((*_PARTS, *_DOWNLOADS)))
    return [address for path in paths for address in EXAMPLES.get(path, (path,))]


PAGES = _pages()


def stands_empty(address: str) -> bool:
    """Tell whether a page is there also in a store without an article."""
    return "{" not in address


def names_in(store: Path) -> dict[str, str]:
    """Return what fills the braces of addresses, in a store of the sample story."""
    with open_view(store) as view:
        article, other = _article(view, "courier-inquiry.html"), _article(view, "courier-crew-freed.txt")
        return {
            "article": article,
            "other": other,
            "digest": view.document(article).text_sha256[:16],
            "quote": next(view.records("attribution", article)).id,
            "event": next(view.records("event", article)).id,
            "story": next(view.records("story")).id,
            "person": next(e.id for e in view.records("entity") if e.name == "Marta Kelviste"),
            "quotation": next(view.records("utterance")).id,
            "claim": next(view.records("claim")).id,
            "cluster": next(view.records("cluster")).id,
        }


def fill(address: str, names: Mapping[str, str]) -> str:
    """Return an address with its braces filled; raises KeyError for a parameter that has no example."""
    return address.format_map(names)


def _article(view: View, name: str) -> str:
    return next(str(d.id) for d in view.records("document") if d.ref.endswith(name))
