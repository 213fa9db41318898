"""What all records are made of: spans, documents, findings, and the ids of findings."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Literal

import msgspec

MediaType = Literal["text/plain", "text/html"]


class Span(msgspec.Struct, frozen=True, order=True):
    """A half-open range of code points, `0 <= start < end`; raises ValueError when it is not one."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def of(self, text: str) -> str:
        """Return the characters of `text` that this span points at."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two spans share a character."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: Span) -> bool:
        """Tell whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


class Declared(msgspec.Struct, frozen=True, kw_only=True):
    """What the input says of an article beside its text (the fields of a JSON line); None where it is silent."""

    title: str | None = None
    outlet: str | None = None
    date: str | None = None
    url: str | None = None
    author: str | None = None


class RawDocument(msgspec.Struct, frozen=True, kw_only=True):
    """The bytes of one article and where they came from; `ref` is the path as given, the URL, or the id given.

    `charset` is set where the bytes are known to be in it (a JSON line), else the encoding is to be detected. `only`
    says what the bytes are where they are not the whole article, such as "the summary in its feed".
    """

    ref: str
    content: bytes
    media_type: MediaType
    charset: str | None = None
    declared: Declared = Declared()
    only: str | None = None

    @property
    def sha256(self) -> str:
        """Return the hex digest of the bytes, and of what is declared beside them if anything is."""
        beside = b"" if self.declared == Declared() else b"\0" + msgspec.json.encode(self.declared)
        return hashlib.sha256(self.content + beside).hexdigest()


class Record(msgspec.Struct, frozen=True, kw_only=True, tag_field="layer"):
    """What the layers have in common: a tag named `layer`."""


class Document(Record, frozen=True, kw_only=True, tag="document"):
    """The canonical text of one article; `text` never changes, all offsets point into it.

    `id` is 16 hex digits of sha256 over ref and text: two outlets that print the same text stay two documents.
    """

    id: str
    text: str
    ref: str
    text_sha256: str
    raw_sha256: str
    media_type: MediaType


class Rejection(Record, frozen=True, kw_only=True, tag="rejection"):
    """An input that was not read, and why; `stage` names who rejected it."""

    ref: str
    reason: str
    stage: str


class Finding(Record, frozen=True, kw_only=True):
    """Something a stage found: deterministic `id`, the stage and version in `by`, `score` in 0..1."""

    id: str
    by: str
    score: float = 1.0
    reason: str | None = None


class Annotation(Finding, frozen=True, kw_only=True):
    """A finding about one document, named by its id."""

    document: str


def digest(*parts: str) -> str:
    """Return 16 hex digits of sha256 over the parts, told apart by NUL characters."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def finding_id(layer: str, document: str, spans: Sequence[Span], *more: str) -> str:
    """Return the deterministic id of a finding: the layer, where it stands, and what else tells it apart."""
    places = ",".join(f"{s.start}-{s.end}" for s in spans)
    return digest(layer, document, places, *more)
