"""A correction -> what it is about and what it says, in words, and the cells of its row in a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from rashomon.model import Correction, Entity, Participant, Span
from rashomon.show.fields import changeable
from rashomon.show.fields import say as say_typed
from rashomon.show.rows import GAP, Reader
from rashomon.show.words import counted

__all__ = ["Difference", "correction_cells", "differences", "said", "subject"]

NOTHING = "none"


class Difference(NamedTuple):
    """A field that a person changed, in words: what it was, and what it is."""

    field: str
    was: str
    becomes: str


def subject(one: Correction, text: str) -> str:
    """Return the words that a correction is about, `text` being that of `was`; of entities, who they are."""
    if isinstance(one.was, Entity):
        others = [p.entity.name for p in one.parties[1:]] or [e.name for e in one.members]
        return ", ".join(dict.fromkeys([one.was.name, *others]))
    named = (getattr(one.was, name) for name in ("content", "trigger", "span") if hasattr(one.was, name))
    held: Any = next(named, ())
    spans: Sequence[Span] = held if isinstance(held, tuple) else (held,)
    title = getattr(one.was, "title", None)
    return GAP.join(span.of(text) for span in spans) or (title if isinstance(title, str) else one.target)


def differences(one: Correction, text: str, now: Any = None) -> list[Difference]:
    """Return what a person changed, field by field; or, with `now`, what the machine says otherwise than it did.

    `text` is that of `was`.
    """
    other = now if now is not None else one.becomes
    if other is None or one.verdict in ("merge", "split"):
        return []
    fields = [f for f in changeable(one.target) if getattr(one.was, f) != getattr(other, f)]
    return [Difference(f, *(_say(getattr(held, f), f, one, text) for held in (one.was, other))) for f in fields]


def _say(value: Any, field: str, one: Correction, text: str) -> str:
    spans = value if isinstance(value, tuple) else (value,)
    if spans and all(isinstance(span, (Span, Participant)) for span in spans):
        return GAP.join(_words(span, one, text) for span in spans)
    if field in ("speaker", "entity") and value is not None:
        return one.names.get(str(value), str(value))
    return say_typed(value) or NOTHING


def _words(held: Span | Participant, one: Correction, text: str) -> str:
    if isinstance(held, Span):
        return f"“{held.of(text)}”"
    return f"“{held.span.of(text)}”" + (f" ({one.names.get(held.entity, held.entity)})" if held.entity else "")


def said(one: Correction, text: str) -> Iterator[str]:
    """Yield what a person said, in plain words."""
    if one.verdict == "merge":
        yield f"one with {', '.join(p.entity.name for p in one.parties[1:])}"
    elif one.verdict == "split":
        name = one.becomes.name if isinstance(one.becomes, Entity) else "somebody else"
        yield f"{name} in {counted(len({e.document for e in one.members}), 'article')}"
    else:
        yield from (f"{d.field}: {d.was} → {d.becomes}" for d in differences(one, text))


def correction_cells(one: Correction, reader: Reader) -> Sequence[str]:
    """Return the cells of a row: id, when, who, what they say, of what, how it differs, and whether it stands."""
    document = getattr(one.was, "document", None)
    text = reader.document(document).text if document else ""
    verdict = f"{one.verdict} {one.target}"
    return (
        one.id[:8],
        one.at[:16].replace("T", " "),
        one.who,
        verdict,
        subject(one, text),
        "; ".join(said(one, text)),
        one.standing,
    )
