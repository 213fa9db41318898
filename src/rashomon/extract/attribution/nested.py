"""The attributions of one article -> those told inside them: in "Kyiv says Moscow admitted the raid" Moscow's.

The tagger and the rules give each word to the outermost attribution. What stands inside a content is looked at once
more here, by the rules: a cue, whoever speaks by it and what they say must all lie in one span of the content.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from rashomon.extract.attribution.draft import Draft
from rashomon.extract.attribution.rules import drafts_of_cues
from rashomon.extract.attribution.syntax import Syntax
from rashomon.model import Attribution, Document, Parse, Span

__all__ = ["nested_spans"]

# whoever says "I" or "we" inside a content is whose content it is
_SAME = frozenset({"i", "we", "me", "us", "my", "our"})
# below this the rules are wrong about as often as right: seen on 30 articles and our own sentences
_MIN_SCORE = 0.36


def nested_spans(
    document: Document, parse: Parse, attributions: Sequence[Attribution]
) -> list[tuple[Draft, Attribution]]:
    """Return attributions inside the contents of others, each with the innermost that holds it, in order of cues."""
    inside = [(span, a) for a in attributions for span in a.content]
    taken = [span for a in attributions for span in (*a.cue, *a.source)]
    tokens = _tokens_of(parse, (span for span, _ in inside)) - _tokens_of(parse, taken)
    if not tokens:
        return []
    best: dict[Span, tuple[Draft, Attribution]] = {}
    for draft in sorted(drafts_of_cues(Syntax(parse), sorted(tokens)), key=lambda d: (-d.score, d.content)):
        if not _speaks(draft, document.text) or any(cue.overlaps(other) for cue in draft.cue for other in taken):
            continue
        spans = (*draft.cue, *draft.source, *draft.content)
        around = [(s.end - s.start, a.id, a) for s, a in inside if all(s.holds(span) for span in spans)]
        if around:
            best.setdefault(draft.cue[0], (draft, min(around)[2]))
    return [best[cue] for cue in sorted(best)]


def _tokens_of(parse: Parse, spans: Iterable[Span]) -> set[int]:
    """Return the tokens that begin in one of these spans."""
    ranges = (range(bisect_left(parse.starts, s.start), bisect_left(parse.starts, s.end)) for s in spans)
    return {token for tokens in ranges for token in tokens}


def _speaks(draft: Draft, text: str) -> bool:
    """Tell whether a draft is likely right and names a speaker other than the one whose words it stands in."""
    named = bool(draft.cue and draft.source) and draft.source[0].of(text).lower() not in _SAME
    return named and draft.score >= _MIN_SCORE
