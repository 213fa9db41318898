"""The parse of one article -> who says what in it: by the trained tagger, or by rules."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec.structs import asdict

from rashomon.extract.act import act_of
from rashomon.extract.attribution.draft import Draft
from rashomon.extract.attribution.nested import nested_spans
from rashomon.extract.attribution.rules import rules_spans
from rashomon.extract.attribution.tagged import tagged_spans
from rashomon.extract.speaker import speaker_of
from rashomon.model import SAYINGS, Attribution, AttributionKind, Document, Mention, Nested, Parse, Tagging, finding_id

__all__ = ["find_attributions", "find_attributions_by_rules", "find_nested_attributions"]

BY = "attribution/1"
BY_RULES = "attribution-rules/1"
BY_NESTED = "nested/1"
# what somebody wants, said by another, is a wish and no account
_TOLD = SAYINGS | {"belief"}


def find_attributions(
    document: Document, parse: Parse, tagging: Tagging, mention: Sequence[Mention]
) -> Mapping[str, Any]:
    """Give the `attribution` records of an article in text order, found by the trained tagger.

    Spans are code points into `Document.text`. `speaker` is the entity of the source, None where it is not clear.
    """
    return _records(document, parse, mention, tagged_spans(document, parse, tagging), BY)


def find_attributions_by_rules(document: Document, parse: Parse, mention: Sequence[Mention]) -> Mapping[str, Any]:
    """Give the same records, found by rules that a person can read: faster, and fewer."""
    return _records(document, parse, mention, rules_spans(document, parse), BY_RULES)


def find_nested_attributions(
    document: Document, parse: Parse, mention: Sequence[Mention], attribution: Sequence[Attribution]
) -> Mapping[str, Any]:
    """Give the `nested` records: what is told inside the content of an attribution by somebody else, by rules."""
    found = []
    for draft, outer in nested_spans(document, parse, attribution):
        inner = _finish(document, parse, mention, draft, BY_NESTED)
        if inner.act in _TOLD and (inner.speaker is None or inner.speaker != outer.speaker):
            found.append(Nested(**asdict(inner), within=outer.id))
    return {"nested": found}


def _records(
    document: Document, parse: Parse, mentions: Sequence[Mention], drafts: Iterable[Draft], by: str
) -> Mapping[str, Any]:
    return {"attribution": [_finish(document, parse, mentions, draft, by) for draft in drafts]}


def _finish(document: Document, parse: Parse, mentions: Sequence[Mention], draft: Draft, by: str) -> Attribution:
    """Add to the spans of a draft, whoever found them, what can be told from them: kind, act, speaker, id."""
    kind = act_of(draft, parse)
    reasons = [r for r in (draft.reason, f"{kind.act}: {kind.reason}") if r]
    return Attribution(
        id=finding_id("attribution", document.id, [*draft.content, *draft.source, *draft.cue]),
        document=document.id,
        by=by,
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
    words = quoted = 0
    for span in draft.content:
        first, end = bisect_left(parse.starts, span.start), bisect_left(parse.starts, span.end)
        inside = [q.outer for q in parse.quotations if q.outer.overlaps(span)]
        for token in range(first, end):
            if any(c.isalnum() for c in parse.words[token]):
                words += 1
                quoted += any(q.start <= parse.starts[token] < q.end for q in inside)
    return "indirect" if not quoted else "direct" if quoted == words else "mixed"
