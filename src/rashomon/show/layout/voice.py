"""Voices -> whose words each outlet carries, counted in statements and in words, with the numbers that each is of."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from rashomon.link.wording.intervals import interval
from rashomon.model import Manner, Saying, SourceKind, Voice
from rashomon.show.layout.gather import Pile, articles_of
from rashomon.show.layout.outlets import Outlet
from rashomon.show.words import counted

__all__ = ["KINDS", "Bar", "Kind", "Share", "say_who_is_heard", "shares_of_voice"]

Known = Literal["named", "others", "described", "unknown"]
KINDS: Mapping[SourceKind, str] = {
    "person": "people by name",
    "office": "offices without a name",
    "organisation": "organisations",
    "unnamed": "people without a name",
    "document": "documents",
    "unknown": "nobody whom the text makes clear",
}


class Bar(NamedTuple):
    """How many of an outlet's statements one voice has, in how many words; `key` is the entity's id, "" for no one."""

    label: str
    number: int
    kind: Known
    key: str = ""
    words: int = 0


class Kind(NamedTuple):
    """How many of an outlet's statements one kind of source has; the bounds of the share are None below five."""

    label: str
    number: int
    words: int
    low: float | None
    high: float | None

    @property
    def bounds(self) -> str:
        """Return `12 to 41 %`, "" where there are too few to say."""
        return "" if self.low is None or self.high is None else f"{100 * self.low:.0f} to {100 * self.high:.0f} %"


class Share(NamedTuple):
    """Whose statements an outlet carries: the bars add up to `total`, with `words`, found in `articles` articles.

    `manners` are how they are introduced, the commonest first; `copied` of them stand in texts taken from others.
    """

    outlet: Outlet
    bars: Sequence[Bar]
    total: int
    articles: int
    words: int = 0
    kinds: Sequence[Kind] = ()
    manners: Sequence[tuple[Manner, int]] = ()
    copied: int = 0

    @property
    def said(self) -> str:
        """Return what the bars are of: `12 statements in 3 articles, 240 words`."""
        words = f", {counted(self.words, 'word')}" if self.words else ""
        return f"{counted(self.total, 'statement')} in {counted(self.articles, 'article')}{words}"


class _Held(NamedTuple):
    voice: Voice
    sayings: Sequence[Saying]

    @property
    def words(self) -> int:
        return sum(s.words for s in self.sayings)


def shares_of_voice(pile: Pile, most: int = 6) -> list[Share]:
    """Return the share of each outlet by speaker, the `most` frequent named, and by kind of source.

    Articles whose outlet is not known stand each for itself.
    """
    articles = Counter(r.outlet for r in pile.readings)
    held = {per: _by_outlet(pile, per) for per in ("speaker", "kind")}
    shares = []
    for outlet in pile.outlets:
        speakers, kinds = held["speaker"].get(outlet, []), held["kind"].get(outlet, [])
        total = sum(len(h.sayings) for h in kinds)
        shares.append(
            Share(
                outlet,
                _bars(pile, speakers, most),
                total,
                articles[outlet],
                sum(h.words for h in kinds),
                [_kind(h, total) for h in sorted(kinds, key=lambda h: (-len(h.sayings), h.voice.kind))],
                Counter(s.manner for h in kinds for s in h.sayings).most_common(),
                sum(h.voice.copied for h in kinds) if outlet.number else 0,
            )
        )
    return shares


def say_who_is_heard(pile: Pile) -> str:
    """Say in a sentence who is heard most widely."""
    for speaker, quotes in pile.by_speaker():
        heard = articles_of(q for q in quotes if q.is_saying)
        if speaker.known and heard:
            return f"{speaker.name} speaks in {heard} of {counted(len(pile.readings), 'article')}"
    return "No speaker is named in these articles" if pile.quotes else "Nothing was found to be said"


def _by_outlet(pile: Pile, per: str) -> dict[Outlet, list[_Held]]:
    """Return the voices of each outlet; those of articles without an outlet are parted by article."""
    outlets = {r.document.id: r.outlet for r in pile.readings}
    held: defaultdict[Outlet, list[_Held]] = defaultdict(list)
    for voice in pile.across.voices:
        if voice.per == per:
            own: defaultdict[Outlet, list[Saying]] = defaultdict(list)
            for saying in voice.sayings:
                own[outlets[saying.document]].append(saying)
            for outlet, sayings in own.items():
                held[outlet].append(_Held(voice, sayings))
    return held


def _bars(pile: Pile, speakers: Iterable[_Held], most: int) -> list[Bar]:
    named, described, unknown = [], Bar("only described", 0, "described"), Bar("speaker unknown", 0, "unknown")
    for held in speakers:
        number, words = len(held.sayings), held.words
        entity = pile.entities.get(held.voice.speaker or "")
        if entity:
            named.append(Bar(entity.name, number, "named", entity.id, words))
        elif held.voice.kind == "unknown":
            unknown = unknown._replace(number=unknown.number + number, words=unknown.words + words)
        else:
            described = described._replace(number=described.number + number, words=described.words + words)
    named.sort(key=lambda b: (-b.number, b.label, b.key))
    # a single one left over is named, not called "1 other"
    cut = most if len(named) > most + 1 else len(named)
    rest = named[cut:]
    others = Bar(f"{len(rest)} others", sum(b.number for b in rest), "others", "", sum(b.words for b in rest))
    return [*named[:cut], *(b for b in (others, described, unknown) if b.number)]


def _kind(held: _Held, total: int) -> Kind:
    return Kind(KINDS[held.voice.kind], len(held.sayings), held.words, *interval(len(held.sayings), total))
