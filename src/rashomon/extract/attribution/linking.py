"""Stretches of one role -> groups: a cue with the contents that hang on it and its source."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from rashomon.extract.attribution.labels import Stretch
from rashomon.model import Parse, Tagging

__all__ = ["Group", "find_groups", "hold"]

# What nearness weighs against the tagger's own links: measured on held-out PolNeAR between 0 and 2.
_NEARNESS = 1.5
# a content that hangs on no cue by at least this much has none
_MIN_HOLD = 0.1
# Beside a content that hangs firmly on a cue, what hangs on it by less than this share is another's or nobody's,
# and so is what is content itself by less than this probability.
_MIN_SHARE = 0.4
_MIN_SCORE = 0.6
# no link reaches further, in words: a window of the tagger holds fewer
_REACH = 220
# a quotation without a cue is its last speaker's while no more than this many words lie between
_SAME_SPEAKER = 60


# "…" — Jane Doe, teacher: a name behind a dash that ends the paragraph, or is the next one
_SIGNED = re.compile(r"\s*(?:―|—|–|--?)\s*(?P<name>[A-Z][^\n,(―—–]{2,50})(?P<rest>[^\n]{0,60})(?=\n|$)")


class Group:
    """A cue, the contents that hang on it, and its source; `cue` is None for a quotation that only goes on."""

    def __init__(self, cue: Stretch | None, contents: Sequence[Stretch] = (), source: Stretch | None = None) -> None:
        self.cue = cue
        self.contents = list(contents)
        self.source = source


def find_groups(text: str, parse: Parse, tagging: Tagging, stretches: Sequence[Stretch]) -> list[Group]:
    """Return a group for each cue that has a content, and for contents whose speaker is plain without a cue.

    A source may serve two cues ("X said … and added …"). A content without a cue is left out, unless it is a
    quotation that goes on, or stands beside its source ("X: …").
    """
    # 1. hang contents on cues   2. give each cue its source   3. place the rest
    by_role = {role: [s for s in stretches if s.role == role] for role in ("source", "cue", "content")}
    groups = [Group(cue) for cue in by_role["cue"]]
    loose = _hang_contents(_Targets(tagging, by_role["cue"]), by_role["content"], groups)
    groups = [g for g in groups if g.contents]
    for group in groups:
        firm = _without_scraps(tagging, group)
        loose += [c for c in group.contents if c not in firm]
        group.contents = firm
    sources = _Targets(tagging, by_role["source"])
    for group in groups:
        group.source = _source_of(tagging, group.cue, sources) if group.cue else None
    _place_loose(text, parse, tagging, loose, by_role["source"], groups)
    return groups


class _Targets:
    """Stretches of one role, in text order, on which others may hang."""

    def __init__(self, tagging: Tagging, stretches: Sequence[Stretch]) -> None:
        self.tagging, self.stretches = tagging, stretches
        self._owner = {word: k for k, s in enumerate(stretches) for word in range(s.first, s.last + 1)}
        self._firsts, self._lasts = [s.first for s in stretches], [s.last for s in stretches]

    def firmest(self, stretch: Stretch) -> tuple[float, int]:
        """Return how firmly a stretch hangs on the one that holds it best, and its index; (0, 0) if none is near."""
        weights: dict[int, float] = {}
        for word in range(stretch.first, stretch.last + 1):
            for linked, weight in self.tagging.links[word]:
                if (k := self._owner.get(linked)) is not None:
                    weights[k] = weights.get(k, 0.0) + weight
        first = bisect_left(self._lasts, stretch.first - _REACH)
        near = range(first, bisect_right(self._firsts, stretch.last + _REACH))
        # of those that nothing links, none holds firmer than the next one on either side
        after = bisect_left(self._firsts, stretch.first)
        held = (
            (_firmness(stretch, self.stretches[k], weights.get(k, 0.0)), -k)
            for k in {*weights, after - 1, after}
            if k in near
        )
        weight, best = max(held, default=(0.0, 0))
        return weight, -best


def _hang_contents(cues: _Targets, contents: Sequence[Stretch], groups: Sequence[Group]) -> list[Stretch]:
    orphans = []
    for content in contents:
        weight, best = cues.firmest(content)
        if weight < _MIN_HOLD:
            orphans.append(content)
        else:
            groups[best].contents.append(content)
    return orphans


def _without_scraps(tagging: Tagging, group: Group) -> list[Stretch]:
    if group.cue is None or len(group.contents) == 1:
        return group.contents
    held = [hold(tagging, content, group.cue) for content in group.contents]
    firm = [c for c, h in zip(group.contents, held, strict=True) if h >= _MIN_SHARE * max(held)]
    return [c for c in firm if c.score >= _MIN_SCORE] or firm


def hold(tagging: Tagging, stretch: Stretch, target: Stretch) -> float:
    """Return how firmly the words of `stretch` hang on `target`, on average, and a little for nearness."""
    weights = sum(
        weight
        for word in range(stretch.first, stretch.last + 1)
        for linked, weight in tagging.links[word]
        if target.first <= linked <= target.last
    )
    return _firmness(stretch, target, weights)


def _firmness(stretch: Stretch, target: Stretch, weights: float) -> float:
    distance = max(target.first - stretch.last, stretch.first - target.last, 0)
    return weights / (stretch.last + 1 - stretch.first) + _NEARNESS / (1 + distance)


def _source_of(tagging: Tagging, cue: Stretch, sources: _Targets) -> Stretch | None:
    nothing = sum(tagging.links[word][-1][1] for word in range(cue.first, cue.last + 1))
    nothing /= cue.last + 1 - cue.first
    weight, best = sources.firmest(cue)
    return sources.stretches[best] if weight > max(nothing, _MIN_HOLD) else None


def _place_loose(
    text: str,
    parse: Parse,
    tagging: Tagging,
    loose: Sequence[Stretch],
    sources: Sequence[Stretch],
    groups: list[Group],
) -> None:
    """Add to `groups` the contents without a cue whose speaker is plain to see; the others are scraps."""
    firsts = [s.first for s in sources]
    for content in sorted(loose, key=lambda c: c.first):
        # stretches hold words: no other source than the next on either side is parted from it by marks alone
        at = bisect_left(firsts, content.first)
        near = sources[max(at - 1, 0) : at + 1]
        beside = next((s for s in near if _only_marks_between(text, tagging, s, content)), None)
        if beside:
            groups.append(Group(None, [content], beside))
            continue
        if not _opens_quoted(text, parse, tagging, content):
            continue
        signed = _signature(text, tagging, content)
        if signed:
            groups.append(Group(None, [content], signed))
            continue
        before = [g for g in groups if g.contents[-1].last < content.first]
        last = max(before, key=lambda g: g.contents[-1].last, default=None)
        if last and content.first - last.contents[-1].last <= _SAME_SPEAKER:
            last.contents.append(content)


def _signature(text: str, tagging: Tagging, content: Stretch) -> Stretch | None:
    """Return the name that a quotation is signed with."""
    end = tagging.ends[content.last]
    match = _SIGNED.match(text, end + (text[end : end + 1] in ('"', "”")))
    if match is None:
        return None
    first = bisect_left(tagging.starts, match.start("name"))
    last = bisect_left(tagging.starts, match.end("name")) - 1
    return Stretch("source", first, last, 0.5) if first <= last else None


def _only_marks_between(text: str, tagging: Tagging, a: Stretch, b: Stretch) -> bool:
    left, right = sorted((a, b), key=lambda s: s.first)
    between = text[tagging.ends[left.last] : tagging.starts[right.first]]
    return ":" in between and not any(c.isalnum() for c in between) and "\n" not in between


def _opens_quoted(text: str, parse: Parse, tagging: Tagging, content: Stretch) -> bool:
    """Tell whether `content` starts in a quotation that opens its paragraph."""
    start = tagging.starts[content.first]
    marks = [q.outer.start for q in parse.quotations if q.outer.start <= start < q.outer.end]
    return any(not text[text.rfind("\n", 0, mark) + 1 : mark].strip() for mark in marks)
