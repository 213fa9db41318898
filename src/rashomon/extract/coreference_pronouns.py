"""Pronouns of one article -> whom they stand for: the rule sieve."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.extract.draft import Draft
from rashomon.extract.noted import Noted
from rashomon.model import Parse

__all__ = ["resolve_pronouns"]


def resolve_pronouns(parse: Parse, noted: Sequence[Noted], drafts: Sequence[Draft]) -> None:
    """Set the entity of each pronoun that is clear."""
    for n in noted:
        if n.form != "pronoun":
            continue
        best = -1
        for k, d in enumerate(drafts):
            if n.plural:
                ok = d.kind in ("organisation", "nationality", "group") or d.plural
            else:
                ok = d.kind == "person" and not d.plural and (not n.gender or d.gender in ("", n.gender))
            if not ok:
                continue
            last = max((m.head for m in d.mentions if m.head < n.head), default=-1)
            if last > best:
                best, who = last, k
        if best >= 0:
            drafts[who].add(n, who)
