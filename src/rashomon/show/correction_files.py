"""Corrections -> a file that a machine is measured by or learns from, and back: JSON lines.

`evaluation` has a line for each correction that is not undone: what the machine said, what the person says, and the
text around it. It holds all that is needed to let the corrections hold in another store that has the same texts.

`training` has a line for each article of which attributions were looked at, as `training/attribution` reads them: the
text, the attributions that stand by a person's word, and as `discard` all that no person looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from rashomon.errors import NotFound, NotPossible, RashomonError
from rashomon.model import Attribution, Correction, Span
from rashomon.pipeline import relink
from rashomon.store import View, Writer

__all__ = ["AS", "Brought", "Line", "bring", "lines_for_evaluation", "lines_for_training"]

AS = ("evaluation", "training")
# characters of text before and after the words that a correction is about
AROUND = 200


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A correction with what it is measured by: `text` is that around the words, from `start` on.

    `texts` are the sha256 digests of the texts of the documents that are named in it.
    """

    layer: str
    verdict: str
    machine: dict[str, Any]
    person: dict[str, Any] | None
    ref: str | None
    start: int
    text: str
    texts: dict[str, str]
    correction: Correction


class Brought(msgspec.Struct):
    """What became of the lines of a file: corrections that hold now, that stood there, that found no text."""

    held: int = 0
    there: int = 0
    not_found: list[str] = msgspec.field(default_factory=list)


def lines_for_evaluation(view: View) -> Iterator[Line]:
    """Yield a line for each correction that is not undone, in order of time."""
    for one in view.records("correction"):
        if one.undone_at is None:
            yield _line(view, one)


def _line(view: View, one: Correction) -> Line:
    origin: str | None = getattr(one.was, "document", None)
    named = {origin, *(e.document for e in one.members), *(p.entity.document for p in one.parties)}
    found = {key: next(view.records("document", key)) for key in sorted(filter(None, named))}
    text, start, end = "", 0, 0
    if origin is not None and one.document is not None:
        text = found[origin].text
        spans = [s for held in (one.was, one.becomes) if held for s in _spans(held)]
        start = max(0, min((s.start for s in spans), default=0) - AROUND)
        end = min(len(text), max((s.end for s in spans), default=0) + AROUND)
    return Line(
        layer=one.target, verdict=one.verdict, machine=msgspec.to_builtins(one.was),
        person=msgspec.to_builtins(one.becomes), ref=found[origin].ref if origin else None, start=start,
        text=text[start:end], texts={key: d.text_sha256 for key, d in found.items()}, correction=one,
    )  # fmt: skip


def _spans(held: Any) -> Iterator[Span]:
    if isinstance(held, Span):
        yield held
    elif isinstance(held, msgspec.Struct):
        for name in held.__struct_fields__:
            yield from _spans(getattr(held, name))
    elif isinstance(held, tuple):
        for one in held:
            yield from _spans(one)


def lines_for_training(view: View) -> Iterator[dict[str, Any]]:
    """Yield the articles of which attributions were looked at, each with what stands by a person's word."""
    judged: dict[str, list[Correction]] = {}
    for one in view.records("correction"):
        if one.target == "attribution" and one.standing not in ("undone", "replaced", "text has changed"):
            judged.setdefault(one.document, []).append(one)
    for document, corrections in sorted(judged.items()):
        yield _article(view, document, corrections)


def _article(view: View, document: str, corrections: list[Correction]) -> dict[str, Any]:
    text: str = next(view.records("document", document)).text
    standing: dict[str, Attribution] = {a.id: a for a in view.records("attribution", document)}
    right = [found for one in corrections if (found := _standing(one, standing))]
    looked_at = [s for one in corrections for held in (one.was, *right) for s in _spans(held)]
    sentences = [s.span for s in view.records("sentence", document) if any(s.span.overlaps(o) for o in looked_at)]
    others = [s for key, a in standing.items() if a not in right for s in _spans(a)]
    return {
        "id": document,
        "text": text,
        "attributions": [
            {name: [[s.start, s.end] for s in getattr(a, name)] for name in ("source", "cue", "content")} for a in right
        ],
        "discard": _rest(len(text), sentences, others),
    }


def _standing(one: Correction, standing: Mapping[str, Attribution]) -> Attribution | None:
    """Return the attribution that stands by a correction: of its id, or of its words where it was read anew."""
    if not isinstance(one.becomes, Attribution):
        return None
    same = (a for a in standing.values() if isinstance(one.becomes, Attribution) and a.content == one.becomes.content)
    return standing.get(one.finding) or next(same, None)


def _rest(length: int, known: Iterable[Span], but: Iterable[Span]) -> list[list[int]]:
    """Return the ranges of a text outside of some spans, or inside of others."""
    left = bytearray(b"\1" * length)
    for span in known:
        left[span.start : span.end] = bytes(span.end - span.start)
    for span in but:
        left[span.start : span.end] = b"\1" * (span.end - span.start)
    ranges, at = [], left.find(1)
    while at >= 0:
        end = left.find(0, at)
        end = length if end < 0 else end
        ranges.append([at, end])
        at = left.find(1, end)
    return ranges


def bring(writer: Writer, lines: Iterable[bytes]) -> Brought:
    """Let the corrections of a file for evaluation hold in an open store; raises RashomonError for one that is none."""
    brought = Brought()
    decoder = msgspec.json.Decoder(Line)
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            read = decoder.decode(line)
            writer.bring(read.correction, read.texts)
            brought.held += 1
        except (msgspec.MsgspecError, ValueError) as error:
            raise RashomonError(f"line {number} is no correction: {error}") from error
        except NotPossible:
            brought.there += 1
        except NotFound as error:
            brought.not_found.append(str(error))
    relink(writer)
    return brought
