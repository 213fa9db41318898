"""Hypothesis strategies for the records of rashomon.model: any kind, with every span inside its document's text."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from rashomon.model import RECORDS, Document, Passage, Record, Span, digest, layer_of

# every character but lone surrogates, which no encoding of a file gives
characters = st.characters(codec="utf-8")
words = st.text(characters, max_size=12)
scores = st.floats(0, 1)
# what a spreadsheet would take for a formula, what CSV quotes, and what is easily lost: all of them in front
awkward = st.builds(str.__add__, st.sampled_from(["=", "+", "-", "@", "\t", "\r", "'", '"', ",", "\n", "\0"]), words)
texts = st.one_of(words, awkward)


def spans(length: int) -> st.SearchStrategy[Span]:
    """Give spans inside a text of `length` characters, at least one."""
    borders = st.tuples(st.integers(0, length), st.integers(0, length)).filter(lambda pair: pair[0] != pair[1])
    return borders.map(lambda pair: Span(min(pair), max(pair)))


refs = st.text(characters, min_size=1, max_size=12)


@st.composite
def documents(draw: st.DrawFn, ref: st.SearchStrategy[str] = refs) -> Document:
    """Give documents whose id and digests are those of their text."""
    text, name = draw(st.text(characters, min_size=1, max_size=60)), draw(ref)
    return Document(
        id=digest(name, text),
        text=text,
        ref=name,
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        raw_sha256=hashlib.sha256(b"raw" + text.encode()).hexdigest(),
        media_type=draw(st.sampled_from(["text/plain", "text/html"])),
    )


def records(kind: type[Record], document: Document) -> st.SearchStrategy[Any]:
    """Give records of one kind about a document, by the types of their fields: a new kind needs nothing here."""
    if kind is Document:
        return documents()
    known: Mapping[str, st.SearchStrategy[Any]] = {
        "document": st.just(document.id),
        "documents": st.just((document.id,)),
        "score": scores,
        "by": st.just(f"{layer_of(kind)}/1"),
        "id": st.text("0123456789abcdef", min_size=16, max_size=16),
    }
    return _structs(kind, len(document.text), known)


def any_record(document: Document) -> st.SearchStrategy[Any]:
    """Give a record of any kind about a document."""
    return st.sampled_from(RECORDS).flatmap(lambda kind: records(kind, document))


def _structs(kind: Any, length: int, known: Mapping[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[Any]:
    fields = {
        name: known[name] if name in known else _values(hint, length, known)
        for name, hint in get_type_hints(kind).items()
        if name in kind.__struct_fields__
    }
    return st.builds(kind, **fields)


def _values(hint: Any, length: int, known: Mapping[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[Any]:
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return st.one_of([_values(part, length, known) for part in inner])
    if origin is Literal:
        return st.sampled_from(inner)
    if origin is tuple and inner[-1] is Ellipsis:
        return st.lists(_values(inner[0], length, known), max_size=3).map(tuple)
    if origin is tuple:
        return st.tuples(*(_values(part, length, known) for part in inner))
    if origin is dict:
        keys = words if inner[0] is str else _values(inner[0], length, known)
        return st.dictionaries(keys, _values(inner[1], length, known), max_size=3)
    if hint is Span:
        return spans(length)
    if hint is Passage or hasattr(hint, "__struct_fields__"):
        return _structs(hint, length, known)
    return _SIMPLE[hint]


_SIMPLE: Mapping[Any, st.SearchStrategy[Any]] = {
    str: texts,
    int: st.integers(0, 1000),
    float: st.floats(allow_nan=False, allow_infinity=False),
    bool: st.booleans(),
    type(None): st.none(),
}
