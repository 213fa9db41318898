"""Which records of a layer are wanted -> a test that tells whether a record is one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args, get_origin, get_type_hints

import msgspec

from rashomon.errors import NotFound
from rashomon.model import LAYERS, AnyRecord, Article, Document, Entity
from rashomon.store.places import spans_of

if TYPE_CHECKING:
    from rashomon.store.view import View


class Selection(msgspec.Struct, frozen=True, kw_only=True):
    """Which records of a layer are wanted: those that answer to everything that is not None.

    `outlet`, `speaker` (a name of the entity that speaks) and `source` (the words of the source) are sought without
    regard to case inside longer texts. `document` is an id, the beginning of one, a ref, or the end of one. `search`
    is a query of `View.search`: of the articles that it finds, records are wanted on whose spans a found word stands,
    and records that are about the whole article. `act` and `kind` are compared whole; `limit` counts records.
    """

    outlet: str | None = None
    document: str | None = None
    speaker: str | None = None
    source: str | None = None
    search: str | None = None
    act: str | None = None
    kind: str | None = None
    limit: int | None = None


def check_selection(layer: str, wanted: Selection) -> None:
    """Raise NotFound, saying what there is, if no record of the layer could ever answer to the selection."""
    hints = get_type_hints(LAYERS[layer])
    for field in ("speaker", "source", "act", "kind"):
        value = getattr(wanted, field)
        if value is None:
            continue
        if field not in hints:
            raise NotFound(f"{layer} records have no {field}; they have: {', '.join(LAYERS[layer].__struct_fields__)}")
        known = get_args(hints[field]) if get_origin(hints[field]) is Literal else (value,)
        if value not in known:
            raise NotFound(f"no {layer} is of the {field} {value!r}; there are: {', '.join(known)}")


class Matcher:
    """Tells whether a record answers to a selection; what the store has to be asked for is asked once."""

    def __init__(self, view: View, wanted: Selection) -> None:
        self.view, self.wanted = view, wanted
        self.documents = None if wanted.outlet is None else _documents_of(view, wanted.outlet)
        self.speakers = None if wanted.speaker is None else _entities_named(view, wanted.speaker)
        self.hits = None if wanted.search is None else dict(view.search(wanted.search))
        self.text = ("", "")

    def __call__(self, found: AnyRecord) -> bool:
        """Tell whether a record of the view is wanted."""
        wanted, document = self.wanted, _document_of(found)
        return (
            (self.documents is None or document in self.documents)
            and (self.speakers is None or getattr(found, "speaker", None) in self.speakers)
            and wanted.act in (None, getattr(found, "act", None))
            and wanted.kind in (None, getattr(found, "kind", None))
            and self._is_found(found, document)
            and (wanted.source is None or _holds(self._source_of(found, document), wanted.source))
        )

    def _is_found(self, found: AnyRecord, document: str) -> bool:
        if self.hits is None:
            return True
        hits = self.hits.get(document, ())
        if isinstance(found, (Document, Article, Entity)):
            return bool(hits)
        return any(span.overlaps(hit) for _, span in spans_of(found) for hit in hits)

    def _source_of(self, found: AnyRecord, document: str) -> str:
        spans = getattr(found, "source", ())
        if not spans:
            return ""
        if self.text[0] != document:  # records come article by article
            self.text = (document, self.view.document(document).text)
        return " ".join(span.of(self.text[1]) for span in spans)


def _documents_of(view: View, outlet: str) -> set[str]:
    return {a.document for a in view.articles() if _holds(a.outlet or "", outlet)}


def _entities_named(view: View, name: str) -> set[str]:
    return {e.id for e in view.records("entity") if any(_holds(n, name) for n in (e.name, *e.aliases))}


def _document_of(found: AnyRecord) -> str:
    return found.id if isinstance(found, Document) else getattr(found, "document", None) or ""


def _holds(text: str, part: str) -> bool:
    return part.casefold() in text.casefold()
