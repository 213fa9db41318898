"""What the rules and the tagger both hand over: spans of one attribution, before kind, act and speaker are known."""

from __future__ import annotations

import msgspec

from rashomon.model import Span

__all__ = ["Draft"]


class Draft(msgspec.Struct, frozen=True):
    """One attribution as spans of code points into `Document.text`, each role in text order.

    `reason` says which rule made it, or what the score rests on.
    """

    content: tuple[Span, ...]
    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    score: float = 1.0
    reason: str | None = None
