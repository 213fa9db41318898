"""Records -> JSON and back, where they stand and what they refer to: the same code for every layer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, Literal, get_args, get_origin

import msgspec

from rashomon.errors import NotFound
from rashomon.model import LAYERS, AnyRecord, Record, Span, layer_of

# the layers whose records are about several documents
OF_SEVERAL = ("cluster", "reuse", "family", "story", "claim", "utterance")


def layer_named(name: str) -> type[Record]:
    """Return the kind of record that a layer holds; raises NotFound, with the layers that there are, if none is so."""
    if name not in LAYERS:
        raise NotFound(f"no layer {name!r}; there are: {', '.join(LAYERS)}")
    return LAYERS[name]


@cache
def _decoder(layer: str) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(LAYERS[layer])


_encoder = msgspec.json.Encoder()


def encode(record: AnyRecord) -> str:
    """Return the record as JSON, the way every export writes it."""
    return _encoder.encode(record).decode()


def decode(layer: str, json: str) -> Any:
    """Return the record of this JSON; raises msgspec.DecodeError (or its child ValidationError) if it is none."""
    return _decoder(layer).decode(json)


def place_of(record: AnyRecord) -> tuple[str | None, int, int]:
    """Return the document that the record is about, and the borders of its first span; 0, 0 if it has none."""
    span = _first_span(record)
    return getattr(record, "document", None), span.start if span else 0, span.end if span else 0


# what most fields hold: no span is inside
_PLAIN = frozenset({str, int, float, bool, type(None), Ellipsis})


def _first_span(value: Any) -> Span | None:
    """Return the first span that `spans_of` would find; each record that is written is asked for it."""
    if type(value) is Span:
        return value
    for one in _held_by(value):
        if type(one) not in _PLAIN and (span := _first_span(one)) is not None:
            return span
    return None


def _held_by(value: Any) -> Iterable[Any]:
    """Return what a struct, a sequence or a mapping holds that may hold a span, in order; nothing for anything else."""
    if isinstance(value, msgspec.Struct):
        return (getattr(value, field) for field in _fields_with_spans(type(value)))
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, (tuple, list)) else ()


@cache
def _fields_with_spans(kind: type[msgspec.Struct]) -> tuple[str, ...]:
    """Return the fields of a struct that may hold a span, by what is said of their types."""
    return tuple(field.name for field in msgspec.structs.fields(kind) if not _is_plain(field.type))


def _is_plain(kind: Any) -> bool:
    """Tell whether nothing of a type can hold a span."""
    inside = get_args(kind)
    return kind in _PLAIN or get_origin(kind) is Literal or (bool(inside) and all(map(_is_plain, inside)))


def row_of(finding: Any) -> dict[str, Any]:
    """Return a finding as a row of the table `record`."""
    document, start, stop = place_of(finding)
    return {
        "layer": layer_of(finding),
        "id": finding.id,
        "document": document,
        "start": start,
        "stop": stop,
        "made_by": finding.by,
        "json": encode(finding),
    }


def spans_of(record: Record) -> Iterator[tuple[str | None, Span]]:
    """Yield every span of the record, in the order of its fields, with the document whose text it points into."""
    yield from _spans(record, getattr(record, "document", None))


def lies_within(record: Record, length: int) -> bool:
    """Tell whether no span of the record leaves a text of so many characters."""
    return all(span.end <= length for _, span in spans_of(record))


def _spans(value: Any, document: str | None) -> Iterator[tuple[str | None, Span]]:
    if isinstance(value, Span):
        yield document, value
    elif isinstance(value, msgspec.Struct):  # a passage, or a use of words, names the document that it points into
        inside = getattr(value, "document", document)
        for field in value.__struct_fields__:
            held = getattr(value, field)
            if type(held) not in _PLAIN:
                yield from _spans(held, inside)
    elif isinstance(value, (tuple, list)):
        for item in value:
            yield from _spans(item, document)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _spans(item, document)


def documents_of(record: Record) -> list[str]:
    """Return the ids of the documents that a record of the whole pile is about, each once, in order."""
    return sorted({key for layer, key in references_of(record) if layer == "document"})


# the fields that hold the id of another record, or several, and its layer
_REFERENCES = {
    "document": "document",
    "documents": "document",
    "entity": "entity",
    "speaker": "entity",
    "member": "entity",
    "actors": "entity",
    "recipients": "entity",
    "attribution": "attribution",
    "chain": "attribution",
    "within": "attribution",
    "events": "event",
    "claim": "claim",
    "finding": "finding",
    "carried_from": "document",
}


def references_of(value: Any) -> Iterator[tuple[str, str]]:
    """Yield the layer and the id of every record that this one names, its document among them."""
    if isinstance(value, msgspec.Struct):
        for field in value.__struct_fields__:
            held = getattr(value, field)
            several = held if isinstance(held, tuple) else (held,)
            if field in _REFERENCES:
                yield from ((_REFERENCES[field], one) for one in several if isinstance(one, str))
            yield from references_of(tuple(one for one in several if not isinstance(one, str)))
    elif isinstance(value, tuple):
        for item in value:
            yield from references_of(item)
