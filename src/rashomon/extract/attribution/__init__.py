"""The parse of one article -> who says what in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rashomon.extract.act import act_of
from rashomon.extract.attribution.draft import Draft
from rashomon.extract.attribution.rules import rules_spans
from rashomon.extract.speaker import speaker_of
from rashomon.model import Attribution, AttributionKind, Document, Entity, Mention, Parse, finding_id

__all__ = ["Draft", "find_attributions", "rules_spans"]

BY = "attribution/1"


def find_attributions(
    document: Document, parse: Parse, mention: Sequence[Mention], entity: Sequence[Entity]
) -> Mapping[str, Any]:
    """Give the `attribution` records of an article in text order, found by the rules.

    Spans are code points into `Document.text`. `speaker` is the entity of the source, None where it is not clear.
    """
    drafts = rules_spans(document, parse)
    return {"attribution": [_finish(document, parse, mention, draft) for draft in drafts]}


def _finish(document: Document, parse: Parse, mentions: Sequence[Mention], draft: Draft) -> Attribution:
    """Add to the spans of a draft, whoever found them, what can be told from them: kind, act, speaker, id."""
    kind = act_of(draft, parse)
    reasons = [r for r in (draft.reason, f"{kind.act}: {kind.reason}") if r]
    return Attribution(
        id=finding_id("attribution", document.id, [*draft.content, *draft.source, *draft.cue]),
        document=document.id,
        by=BY,
        score=draft.score,
        reason="; ".join(reasons),
        content=draft.content,
        source=draft.source,
        cue=draft.cue,
        kind=_kind_of(draft, parse),
        act=kind.act,
        speaker=speaker_of(draft.source, parse, mentions),
    )


def _kind_of(draft: Draft, parse: Parse) -> AttributionKind:
    """Tell how much of the content stands in quotation marks: all its words, some, or none."""
    words = [
        (start, end)
        for start, end, word in zip(parse.starts, parse.ends, parse.words, strict=True)
        if any(c.isalnum() for c in word) and any(s.start <= start and end <= s.end for s in draft.content)
    ]
    quoted = sum(any(q.outer.start <= start and end <= q.outer.end for q in parse.quotations) for start, end in words)
    return "indirect" if not quoted else "direct" if quoted == len(words) else "mixed"
