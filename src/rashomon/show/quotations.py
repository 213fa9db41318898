"""Words of two articles -> where they run alike and where not; quotations that several articles have, aligned so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

import msgspec

from rashomon.link.statement import Quoted, align_words, quoted_spans
from rashomon.model import Change, Span, Use, Utterance
from rashomon.show.rows import Reader
from rashomon.show.words import one_line
from rashomon.store import View

__all__ = ["Piece", "Quotation", "Quote", "find_quotations", "pieces_of"]


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of two texts: words of the one, of the other, or of both, and what became of them."""

    kind: Literal["kept", "left_out", "put_in", "replaced", "bracketed"]
    one: str | None
    other: str | None


class Quote(msgspec.Struct, frozen=True, kw_only=True):
    """How one article, by its letter, has somebody's words; `pieces` are aligned with the first quote of all.

    `changes` are those to the fullest use in the pile; `carried_from` is the document whose text they came along with.
    """

    letter: str
    span: Span
    speaker: str | None
    changes: tuple[Change, ...]
    carried_from: str | None
    pieces: tuple[Piece, ...]


class Quotation(msgspec.Struct, frozen=True, kw_only=True):
    """The same words of somebody in several of the articles; the first quote is the fullest among these."""

    utterance: str
    speaker: str | None
    quotes: tuple[Quote, ...]


def pieces_of(one: Quoted, other: Quoted) -> tuple[Piece, ...]:
    """Return how the words of the other differ from those of the one, in reading order."""
    found = align_words(one, other)
    return tuple(Piece(kind=d.kind, one=_words(one.text, d.full), other=_words(other.text, d.use)) for d in found)


def _words(text: str, span: Span | None) -> str | None:
    return one_line(span.of(text)) if span else None


def find_quotations(view: View, letters: Mapping[str, str], reader: Reader) -> Iterator[Quotation]:
    """Yield the quotations that several of the documents have, those first that most have; `letters` by document."""
    found = {one.id: one for document in letters for one in view.records("utterance", document)}
    shared = [(one, [use for use in _in_order(one) if use.document in letters]) for one in found.values()]
    several = [(one, uses) for one, uses in shared if len({use.document for use in uses}) > 1]
    for one, uses in sorted(several, key=lambda pair: (-len(pair[1]), pair[0].id)):
        words = [_quoted(view, use, reader) for use in uses]
        quotes = (
            Quote(
                letter=letters[use.document],
                span=use.span,
                speaker=reader.name(use.speaker) if use.speaker else None,
                changes=use.changes,
                carried_from=use.carried_from,
                pieces=pieces_of(words[0], own),
            )
            for use, own in zip(uses, words, strict=True)
        )
        yield Quotation(
            utterance=one.id, speaker=reader.name(one.speaker) if one.speaker else None, quotes=tuple(quotes)
        )


def _in_order(one: Utterance) -> Sequence[Use]:
    """Return the uses, the fullest first, then the longer ones, then by the day."""
    rest = [use for number, use in enumerate(one.uses) if number != one.fullest]
    return [one.uses[one.fullest], *sorted(rest, key=lambda use: use.span.start - use.span.end)]


def _quoted(view: View, use: Use, reader: Reader) -> Quoted:
    """Return the words of a use: what stands in quotation marks, all that is said where nothing does."""
    text = reader.document(use.document).text
    said = view.record("attribution", use.attribution) or view.record("nested", use.attribution)
    content = tuple(said.content) if said else (use.span,)
    return Quoted(text, quoted_spans(text, content) or content)
