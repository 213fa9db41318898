"""Records that stand in texts -> W3C Web Annotations (JSON-LD): an AnnotationCollection whose first page has them all.

An annotation is one record. Its bodies are what the machine says of the words, as a sentence and as the record itself;
it has one target for each place that the record points at. A target is the text of a document, named by the digest of
that text, not the page on the web: offsets and quotations are those of the text; `scope` is the page where there is
one. Positions are half-open ranges of code points, as the standard wants; `role` says what the words are for the
record (`content`, `source`, `cue`, …), and is ours.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, BinaryIO

import msgspec

from rashomon.model import Span
from rashomon.show.exports.places import places_of
from rashomon.show.exports.said import say_record
from rashomon.show.exports.written import Written
from rashomon.show.layout.escape import safe_url
from rashomon.show.rows import Reader

if TYPE_CHECKING:
    from rashomon.store import View

__all__ = ["CONTEXT", "write_annotations"]

CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"rashomon": "urn:rashomon:", "role": "rashomon:role"}]
# characters before and after the words
AROUND = 32

_encode = msgspec.json.Encoder().encode


def write_annotations(view: View, layer: str, records: Iterable[Any], out: BinaryIO) -> Written:
    """Write the records of a layer as annotations; how many there are stands at the end."""
    maker, count = _Maker(view, layer), 0
    name = f"urn:rashomon:{layer}"
    head = {"@context": CONTEXT, "id": name, "type": "AnnotationCollection", "label": f"Rashomon: {layer}"}
    page = {"id": f"{name}:all", "type": "AnnotationPage", "partOf": name, "startIndex": 0}
    out.write(_encode(head)[:-1] + b',\n"first":' + _encode(page)[:-1] + b',"items":[\n')
    for count, record in enumerate(records, 1):
        out.write((b",\n" if count > 1 else b"") + _encode(maker.annotation(record)))
    out.write(b'\n]},\n"total":' + str(count).encode() + b"}\n")
    return Written(count)


class _Maker:
    """Makes annotations of the records of one layer."""

    def __init__(self, view: View, layer: str) -> None:
        self._layer, self._reader = layer, Reader(view)

    def annotation(self, record: Any) -> dict[str, Any]:
        """Return a record as an annotation."""
        said = {"type": "TextualBody", "purpose": "describing", "format": "text/plain", "language": "en"}
        whole = {"type": "TextualBody", "purpose": "describing", "format": "application/json"}
        return {
            "id": f"urn:rashomon:{self._layer}:{record.id}",
            "type": "Annotation",
            "motivation": "identifying" if self._layer in ("mention", "reference") else "describing",
            "generator": {"type": "Software", "name": record.by},
            "body": [
                said | {"value": say_record(record, self._reader)},
                whole | {"value": _encode(record).decode()},
            ],
            "target": [self._target(*place) for place in places_of(record)],
        }

    def _target(self, role: str, key: str, span: Span) -> dict[str, Any]:
        document = self._reader.document(key)
        article = self._reader.article_of(key)
        page = safe_url(article.url) if article else None
        position = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
        return {
            "type": "SpecificResource",
            "source": f"urn:rashomon:text:{document.text_sha256}",
            **({"scope": page} if page else {}),
            "role": role,
            "selector": [_quote(document.text, span), position],
        }


def _quote(text: str, span: Span) -> dict[str, str]:
    return {
        "type": "TextQuoteSelector",
        "exact": span.of(text),
        "prefix": text[max(0, span.start - AROUND) : span.start],
        "suffix": text[span.end : span.end + AROUND],
    }
