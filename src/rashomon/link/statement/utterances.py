"""The sayings that are one statement -> the life of each quotation among them: who has it in full, who changed what."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from rashomon.link.statement.alignment import altered_in, differences, match_words
from rashomon.link.statement.keys import place_of, words_in
from rashomon.link.statement.likeness import compare_speakers, overlap
from rashomon.link.statement.wording import forms, weight
from rashomon.model import Change, Reuse, Span, Use, Utterance, digest
from rashomon.profiles import Dependence, Saying

__all__ = ["BY", "make_utterances", "said_by"]

BY = "claim/1"


def said_by(sayings: Sequence[Saying]) -> str | None:
    """Return who speaks in most of some sayings, people with names first; of several, who speaks in the earliest."""
    ordered = sorted((s for s in sayings if s.speaker), key=lambda s: (s.name is None, _day_of(s)))
    known = [s.speaker for s in ordered if s.name] or [s.speaker for s in ordered]
    return Counter(known).most_common(1)[0][0] if known else None


def make_utterances(sayings: Sequence[Saying], dependence: Dependence) -> list[Utterance]:
    """Return the quotations of one statement that at least two texts have on their own; `sayings` are fullest first.

    What shares no word with the fullest quotation is another one, of which there may be several.
    """
    if len({s.document for s in sayings if s.quoted}) < 2:
        return []  # as most are: the same comes out below
    found: list[Utterance] = []
    known = {s.finding: s for s in sayings if s.quoted}
    left = list(known.values())
    while left:
        # what was found to be the same as a printing of another part of the speech is told beside that one
        full = known.get(_before(left[0]), left[0])
        uses = {full.finding: full}
        for s in left:
            if s is full or _is_of(s, full, uses):
                uses[s.finding] = s
        left = [s for s in left[1:] if s.finding not in uses]
        told = [s for s in sayings if not s.quoted and _before(s) in uses]
        found += _utterance(full, [*_without_repeats(list(uses.values())), *told], dependence)
    return found


def _is_of(saying: Saying, full: Saying, uses: Mapping[str, Saying]) -> bool:
    """Tell whether a quotation is one of the fullest words, or of what one of the uses made of them."""
    if _before(saying) == full.finding or overlap(words_in(full.quoted), words_in(saying.quoted)):
        return True
    return _spreads(full, uses.get(_before(saying)), saying)


def _before(saying: Saying) -> str:
    return saying.antecedent.finding if saying.antecedent else ""


def _spreads(full: Saying, altered: Saying | None, other: Saying) -> bool:
    """Tell whether a use takes over the words that another printing put in the place of the full ones."""
    if altered is None:
        return False
    put_in = [d.use for d in altered_in(words_in(full.quoted), words_in(altered.quoted)) if d.use]
    theirs = words_in(altered.quoted)
    taken = [theirs[m.full + i] for m in match_words(theirs, words_in(other.quoted)) for i in range(m.size)]
    return any(weight(w.form) and any(span.holds(w.span) for span in put_in) for w in taken)


def _without_repeats(sayings: Sequence[Saying]) -> list[Saying]:
    """Leave out what the same article quotes once more, as a headline does."""
    kept: list[Saying] = []
    for saying in sayings:
        words = forms(words_in(saying.quoted))
        if not any(s.document == saying.document and _holds(forms(words_in(s.quoted)), words) for s in kept):
            kept.append(saying)
    return kept


def _holds(full: Sequence[str], part: Sequence[str]) -> bool:
    return f" {' '.join(part)} " in f" {' '.join(full)} "


def _utterance(full: Saying, sayings: Sequence[Saying], dependence: Dependence) -> Iterator[Utterance]:
    """Yield the record of one quotation, unless all who have it have it from one text."""
    by_day = sorted(sayings, key=lambda s: (_day_of(s), place_of(s)))
    origin = _origins(by_day, dependence.passages)
    if len({s.document for s in sayings if s.quoted and origin[s.finding] is None}) < 2:
        return
    ordered = sorted(by_day, key=lambda s: (_day_of(s), origin[s.finding] is not None))
    words = forms(words_in(full.quoted))
    # the first who printed them so, and had them of his own
    first = next((s for s in ordered if forms(words_in(s.quoted)) == words and origin[s.finding] is None), full)
    speaker = said_by(sayings)
    chosen = [s.antecedent for s in sayings if s.antecedent]
    yield Utterance(
        id=digest("utterance", full.finding),
        by=BY,
        score=min((a.score for a in chosen), default=1.0),
        reason="; ".join(dict.fromkeys(a.reason for a in chosen)) or None,
        uses=tuple(_use(first, s, origin[s.finding], _is_other(s, speaker, sayings)) for s in ordered),
        fullest=ordered.index(first),
        speaker=speaker,
    )


def _day_of(saying: Saying) -> str:
    return saying.day or "9999"


def _is_other(saying: Saying, speaker: str | None, sayings: Sequence[Saying]) -> bool:
    """Tell whether an article gives the words to another person than most do."""
    return any(s.speaker == speaker and compare_speakers(saying, s) == "other" for s in sayings)


def _use(full: Saying, saying: Saying, origin: str | None, reassigned: bool) -> Use:
    places = [Span(s.start, s.start + len(s.text)) for s in saying.quoted or saying.plain]
    return Use(
        document=saying.document,
        span=Span(places[0].start, places[-1].end),
        attribution=saying.finding,
        speaker=saying.speaker,
        changes=() if origin else tuple(_changes(full, saying, reassigned)),
        carried_from=origin,
    )


def _changes(full: Saying, use: Saying, reassigned: bool) -> Iterator[Change]:
    """Yield what was done to the fullest words, in the order of the record's contract."""
    if use.quoted:
        ours, theirs = words_in(full.quoted), words_in(use.quoted)
        found, altered = differences(ours, theirs), altered_in(ours, theirs)
        # what stands for much that is gone is no other word for it
        if any(d.kind in ("left_out", "replaced") and d not in altered for d in found) or 2 * len(theirs) < len(ours):
            yield "shortened"
        if altered or not overlap(ours, theirs):
            yield "altered"
        if any(d.kind == "bracketed" for d in found):
            yield "bracketed"
    if reassigned:
        yield "reassigned"
    if not use.quoted:
        yield "paraphrased"


# ---- what came along with the text of another


class _End(NamedTuple):
    """One end of a shared passage: here, and there; `from_there` tells who took it from whom, None if unknown."""

    here: Span
    document: str
    there: Span
    from_there: bool | None


def _origins(ordered: Sequence[Saying], passages: Sequence[Reuse]) -> dict[str, str | None]:
    """Return for each use the document from whose text it came along, word for word; None for a use of its own.

    Where nothing else tells, the one that comes first in `ordered` has it of its own. What is carried on and on comes
    from the first.
    """
    by_document: defaultdict[str, list[Saying]] = defaultdict(list)
    for s in ordered:
        by_document[s.document].append(s)
    place = {s.finding: number for number, s in enumerate(ordered)}
    source = {s.finding: _source(s, by_document, place, passages) for s in ordered}
    return {s.finding: _root(s, source) for s in ordered}


def _source(
    use: Saying, by_document: Mapping[str, Sequence[Saying]], place: Mapping[str, int], passages: Sequence[Reuse]
) -> Saying | None:
    """Return the first use with the same words at the other end of a passage, from which this one may have come."""
    words = forms(words_in(use.quoted or use.plain))
    found = [
        s
        for end in _ends(use.document, passages)
        if end.here.overlaps(use.span)
        for s in by_document.get(end.document, ())
        if (place[s.finding] < place[use.finding] if end.from_there is None else end.from_there)
        and end.there.overlaps(s.span)
        and forms(words_in(s.quoted or s.plain)) == words
    ]
    return min(found, key=lambda s: place[s.finding], default=None)


def _root(use: Saying, source: Mapping[str, Saying | None]) -> str | None:
    seen = {use.finding}
    at = use
    while (before := source[at.finding]) and before.finding not in seen:
        at = before
        seen.add(at.finding)
    return None if at is use else at.document


def _ends(document: str, passages: Sequence[Reuse]) -> Iterator[_End]:
    """Yield the passages that a document shares with others beyond the quotation itself."""
    for p in passages:
        if p.kind == "quote":
            continue
        known = p.direction != "unknown"
        if p.a.document == document:
            yield _End(p.a.span, p.b.document, p.b.span, p.direction == "b_to_a" if known else None)
        elif p.b.document == document:
            yield _End(p.b.span, p.a.document, p.a.span, p.direction == "a_to_b" if known else None)
