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
from rashomon.extract.speaker import longest_mentions, speaker_of
from rashomon.model import (
    SAYINGS,
    Attribution,
    AttributionKind,
    Document,
    Mention,
    Nested,
    Parse,
    Span,
    Tagging,
    finding_id,
)

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
    finisher = _Finisher(document, parse, mention, BY_NESTED)
    found = []
    for draft, outer in nested_spans(document, parse, attribution):
        inner = finisher.finish(draft)
        if inner.act in _TOLD and (inner.speaker is None or inner.speaker != outer.speaker):
            found.append(Nested(**asdict(inner), within=outer.id))
    return {"nested": found}


def _records(
    document: Document, parse: Parse, mentions: Sequence[Mention], drafts: Iterable[Draft], by: str
) -> Mapping[str, Any]:
    finisher = _Finisher(document, parse, mentions, by)
    return {"attribution": [finisher.finish(draft) for draft in drafts]}


class _Finisher:
    """Adds to drafts of one article, whoever found them, what can be told from their spans: kind, act, speaker, id."""

    def __init__(self, document: Document, parse: Parse, mentions: Sequence[Mention], by: str) -> None:
        self.document, self.parse, self.by = document, parse, by
        self.mentions = longest_mentions(parse, mentions)
        self.quoted = {token for q in parse.quotations for token in self._tokens(q.outer)}

    def finish(self, draft: Draft) -> Attribution:
        """Return a draft as a record."""
        kind = act_of(draft, self.parse)
        reasons = [r for r in (draft.reason, f"{kind.act}: {kind.reason}") if r]
        return Attribution(
            id=finding_id("attribution", self.document.id, [*draft.content, *draft.source, *draft.cue]),
            document=self.document.id,
            by=self.by,
            score=draft.score,
            reason="; ".join(reasons),
            content=draft.content,
            source=draft.source,
            cue=draft.cue,
            kind=self._kind_of(draft),
            act=kind.act,
            speaker=speaker_of(draft.source, self.parse, self.mentions),
        )

    def _kind_of(self, draft: Draft) -> AttributionKind:
        """Tell how much of the content stands in quotation marks: all its words, some, or none."""
        tokens = {token for span in draft.content for token in self._tokens(span)}
        quoted = tokens & self.quoted
        if not quoted or not self._hold_word(quoted):
            return "indirect"
        return "mixed" if self._hold_word(tokens - quoted) else "direct"

    def _hold_word(self, tokens: Iterable[int]) -> bool:
        return any(any(map(str.isalnum, self.parse.words[token])) for token in tokens)

    def _tokens(self, span: Span) -> range:
        return range(bisect_left(self.parse.starts, span.start), bisect_left(self.parse.starts, span.end))
