"""Records that stand in texts -> spaCy's DocBin: a Doc for each text, cut into words by a blank English tokenizer.

Entities are the names of the article (`doc.ents`, labels in spaCy's way, ids those of the store); the places of the
layer's records are spans (`doc.spans["content"]`, `["source"]`, `["trigger"]`, …), their ids those of the records.
A span of spaCy begins and ends with words: a place that does not is widened to the words that it touches, and every
place stands as it is, in characters, in `doc.user_data["rashomon"]`.

The only module outside `parse` that imports spaCy, when it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Any, BinaryIO

from rashomon.model import Document, EntityKind, Span
from rashomon.show.exports.places import places_of
from rashomon.show.exports.written import Written

if TYPE_CHECKING:
    from rashomon.store import View

__all__ = ["KEY", "write_docbin"]

# under which our own stands in the user data of a Doc
KEY = "rashomon"
_LABELS: Mapping[EntityKind, str] = {
    "person": "PERSON", "organisation": "ORG", "place": "GPE", "nationality": "NORP", "group": "NORP", "other": "MISC",
}  # fmt: skip
_ATTRIBUTES = ("ORTH", "SPACY", "ENT_IOB", "ENT_TYPE", "ENT_ID")


def write_docbin(view: View, layer: str, records: Iterable[Any], out: BinaryIO) -> Written:
    """Write a Doc for each text that a record of the layer stands in; all of them are in memory until the end."""
    from spacy.tokens import DocBin

    packed, count = DocBin(attrs=_ATTRIBUTES, store_user_data=True), 0
    for key, some in groupby(records, lambda record: record.id if layer == "document" else record.document):
        theirs = [] if layer == "document" else list(some)
        packed.add(_doc(view, view.document(key), layer, theirs))
        count += len(theirs) or 1
    out.write(packed.to_bytes())
    return Written(count)


def _doc(view: View, document: Document, layer: str, records: Sequence[Any]) -> Any:
    from spacy.util import filter_spans

    doc = _tokenizer()(document.text)
    places: list[tuple[str, str, int, int]] = []
    groups: dict[str, list[Any]] = {}
    for record in records:
        for role, _, span in places_of(record):
            places.append((role, record.id, span.start, span.end))
            groups.setdefault(role, []).append(_words(doc, span, _label(record, layer), record.id))
    doc.spans.update(groups)
    names = [m for m in view.records("mention", document.id) if m.form == "name"]
    doc.ents = filter_spans([_words(doc, m.span, _LABELS[m.kind], m.entity or "") for m in names])
    doc.user_data[KEY] = {
        "document": document.id,
        "ref": document.ref,
        "text_sha256": document.text_sha256,
        "places": places,
    }
    return doc


@cache
def _tokenizer() -> Any:
    import spacy

    # the tokenizer alone takes texts of more than a million characters
    return spacy.blank("en").tokenizer


def _words(doc: Any, span: Span, label: str, key: str) -> Any:
    """Return the words that a place touches."""
    return doc.char_span(span.start, span.end, label=label, span_id=key, alignment_mode="expand")


def _label(record: Any, layer: str) -> str:
    """Return the act of a saying, the type of an event, the kind of anything else, the layer where it has none."""
    return next((str(held) for name in ("act", "type", "kind") if (held := getattr(record, name, None))), layer)
