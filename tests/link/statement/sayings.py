"""A line of an article -> what it has somebody say, for the tests of statements.

`saying("that the bridge is safe", by="Mara Lint")`: what stands between double marks is quoted, all else is told; a
speaker with a name of two words is a person. An entity is known by its name, as in a pile whose names are resolved.
"""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.link.statement.keys import keys_of
from rashomon.link.statement.quoted import outside, quoted_spans
from rashomon.model import Act, Span, digest
from rashomon.profiles import Saying, Stretch


def saying(
    text: str,
    *,
    by: str | None = None,
    document: str = "a",
    day: str | None = "2026-03-02",
    beside: Sequence[str] = (),
    act: Act = "statement",
    around: Sequence[str] = (),
) -> Saying:
    """Return what one article has somebody say; `beside` are the people named around it."""
    whole = [Span(0, len(text))]
    quoted = quoted_spans(text, whole)
    return Saying(
        finding=digest(document, text),
        document=document,
        span=whole[0],
        quoted=tuple(Stretch(s.start, s.of(text)) for s in quoted),
        plain=tuple(Stretch(s.start, s.of(text)) for s in outside(whole, quoted) if s.of(text).strip(' "')),
        around=tuple(around),
        act=act,
        speaker=digest(by) if by else None,
        name=by.split()[-1].lower() if by and " " in by and by[0].isupper() else None,
        company=tuple(sorted(map(digest, beside))),
        day=day,
    )


def share_a_key(a: Saying, b: Saying) -> bool:
    """Tell whether two sayings are compared at all."""
    return not keys_of(a, {}).isdisjoint(keys_of(b, {}))
