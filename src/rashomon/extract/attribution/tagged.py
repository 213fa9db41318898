"""Tagging of one article -> drafts of attributions: who says what, by the trained tagger."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.extract.attribution.draft import Draft
from rashomon.extract.attribution.labels import Stretch, find_stretches
from rashomon.extract.attribution.linking import Group, find_groups
from rashomon.extract.attribution.worth import is_kept, traits, worth
from rashomon.model import Document, Parse, Span, Tagging

__all__ = ["tagged_spans"]

_CLOSING = frozenset({",", ";", ":", "-", "–", "—"})


def tagged_spans(document: Document, parse: Parse, tagging: Tagging) -> list[Draft]:
    """Return what the tagger takes for attributions, in text order; the score is how likely it is right.

    Of `parse` only the quotations are read.
    """
    stretches = find_stretches(document.text, parse, tagging)
    groups = find_groups(document.text, parse, tagging, stretches)
    drafts = [_draft(document.text, tagging, g) for g in groups]
    return sorted((d for d in drafts if is_kept(d.score)), key=lambda d: (d.content, d.cue))


def _draft(text: str, tagging: Tagging, group: Group) -> Draft:
    return Draft(
        content=_spans(tagging, group.contents),
        source=_spans(tagging, [_without_comma(text, tagging, group.source)] if group.source else []),
        cue=_spans(tagging, [group.cue] if group.cue else []),
        score=round(worth(traits(tagging, group)), 3),
        reason="tagger" if group.cue else "tagger: words beside their source, without a cue",
    )


def _without_comma(text: str, tagging: Tagging, source: Stretch) -> Stretch:
    """Leave out the comma or dash that closes an apposition; annotators put it in as often as not."""
    last = source.last
    while last > source.first and text[tagging.starts[last] : tagging.ends[last]] in _CLOSING:
        last -= 1
    return source._replace(last=last)


def _spans(tagging: Tagging, stretches: Sequence[Stretch]) -> tuple[Span, ...]:
    """Return the characters of the stretches; neighbours with no word between them become one span."""
    spans: list[Span] = []
    last = -2
    for s in sorted(stretches, key=lambda s: s.first):
        start = tagging.starts[s.first]
        if last + 1 == s.first:
            start = spans.pop().start
        spans.append(Span(start, tagging.ends[s.last]))
        last = s.last
    return tuple(spans)
