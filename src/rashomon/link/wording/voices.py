"""The attributions of many articles -> how much of what an outlet lets others say is said by whom."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from rashomon.link.wording.intervals import interval
from rashomon.link.wording.manners import manner_of
from rashomon.link.wording.page import Page, Printed, count_words
from rashomon.link.wording.sources import Source, source_of
from rashomon.model import SAYINGS, Attribution, Manner, Saying, SourceKind, Voice, digest

__all__ = ["BY", "find_voices"]

BY = "voice/1"
_WEAKEST: tuple[SourceKind, ...] = ("unknown", "unnamed", "document", "office", "organisation", "person")


def find_voices(pages: Iterable[Page], known: Printed) -> list[Voice]:
    """Return a share for each kind of source and each speaker of each outlet, the largest first.

    Statements, denials and questions count; beliefs, wishes and attitudes are nobody's words. A text that an outlet has
    several times counts once.
    """
    said: defaultdict[str, list[tuple[Source, Saying]]] = defaultdict(list)
    for page in pages:
        if page.document.id not in known.skipped:
            own = [a for a in page.attributions if a.act in SAYINGS]
            said[page.outlet or ""] += [(source_of(a, page), _saying(a, page)) for a in own]
    return [voice for outlet in sorted(said) for voice in _of_outlet(outlet or None, said[outlet], known)]


def _saying(attribution: Attribution, page: Page) -> Saying:
    cue = " ".join(span.of(page.text) for span in attribution.cue)
    return Saying(
        attribution=attribution.id,
        document=page.document.id,
        content=attribution.content,
        cue=attribution.cue,
        manner=manner_of(cue),
        words=count_words(page.text, attribution.content),
    )


def _of_outlet(outlet: str | None, said: Sequence[tuple[Source, Saying]], known: Printed) -> list[Voice]:
    kinds: defaultdict[Source, list[Saying]] = defaultdict(list)
    speakers: defaultdict[Source, list[Saying]] = defaultdict(list)
    # one article names a speaker whom another has by the post alone
    best = {source.speaker: source for source, _ in sorted(said, key=lambda one: _WEAKEST.index(one[0].kind))}
    for source, saying in said:
        told = best[source.speaker] if source.speaker else source
        kinds[Source(told.kind)].append(saying)
        speakers[told].append(saying)
    of, words = len(said), sum(saying.words for _, saying in said)
    shares: tuple[tuple[Literal["kind", "speaker"], Mapping[Source, list[Saying]]], ...]
    shares = ("kind", kinds), ("speaker", speakers)
    return [
        _voice(outlet, per, source, own, (of, words), known)
        for per, groups in shares
        for source, own in sorted(groups.items(), key=lambda g: (-len(g[1]), g[0].kind, g[0].speaker or ""))
    ]


def _voice(
    outlet: str | None,
    per: Literal["speaker", "kind"],
    source: Source,
    own: Sequence[Saying],
    whole: tuple[int, int],
    known: Printed,
) -> Voice:
    low, high = interval(len(own), whole[0])
    manners: Counter[Manner] = Counter(saying.manner for saying in own)
    return Voice(
        id=digest("voice", outlet or "", per, source.kind, source.speaker or ""),
        by=BY,
        outlet=outlet,
        per=per,
        kind=source.kind,
        speaker=source.speaker,
        attributions=len(own),
        of=whole[0],
        words=sum(saying.words for saying in own),
        of_words=whole[1],
        low=low,
        high=high,
        articles=len({saying.document for saying in own}),
        copied=sum(saying.document in known.copied for saying in own),
        manners=dict(sorted(manners.items())),
        sayings=tuple(own),
    )
