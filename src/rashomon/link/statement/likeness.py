"""What two articles have people say -> whether it is the same statement, how sure that is, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import groupby
from typing import Literal, NamedTuple

from rashomon.link.event.words import are_synonyms, stem
from rashomon.link.statement.alignment import Match, match_words, matches
from rashomon.link.statement.keys import forms_told, is_told_at_length, told_in, words_in
from rashomon.link.statement.wording import Word, forms_cut_out, is_bare, is_negation, weight, worth_of
from rashomon.profiles import Saying, Stretch

__all__ = ["Likeness", "compare", "compare_speakers", "overlap"]

# how the speakers of two sayings stand to each other; `possible`: the one is named where somebody without a name is
# quoted, `beside`: where another is
Speakers = Literal["same", "possible", "beside", "unknown", "other"]

# what a further word in a row adds to those of the row that tell
_IN_A_ROW = 0.2
# a speaker's words are recognised by so much, whoever they are given to, and by so much if someone else is named
_UNMISTAKABLE, _REASSIGNED = 5.0, 6.0
_BY_ANYBODY, _BY_SPEAKER, _SHORT, _SHORTEST = 3.5, 2.6, 1.4, 1.0
# of what the shorter printing tells, the share that the fuller one must have
_ALTERED, _NEARLY, _WHOLE = 0.6, 0.75, 0.9
# telling words of a quotation that is short enough to be told in another order
_FEW = 6
# words of a quotation that is a sentence, with a worth of its own
_SENTENCE = 7
# words in a row that nobody says twice
_LONG_ROW = 10
# days within which a few words of somebody are the same words
_LATELY = 7
# what rounding may make of a sum
_ROUNDING = 1e-9
# words around a quotation that may stand around it in the fuller one too
_AROUND = 6
# reports in other words: telling words that agree, and their share of the shorter and of the fuller one
_TOLD, _TOLD_SHARE, _TOLD_OF_FULL, _IN_ORDER = 3, 0.7, 0.5, 0.8


class Likeness(NamedTuple):
    """How sure it is that two sayings are one, in 0..1, and why."""

    score: float
    reason: str


def compare(full: Saying, other: Saying) -> Likeness | None:
    """Return how sure it is that two sayings are one statement, None if they are not; `full` quotes as much or more."""
    speakers = compare_speakers(full, other)
    if full.quoted and other.quoted:
        return _compare_quoted(full, other, speakers)
    return _compare_told(full, other, speakers)


def compare_speakers(a: Saying, b: Saying) -> Speakers:
    """Return whether two sayings may have one speaker: only people with names can be told apart."""
    if a.speaker and a.speaker == b.speaker:
        return "same"
    both = bool(a.name and b.name)
    if both and a.name != b.name:
        return "beside" if a.speaker in b.company or b.speaker in a.company else "other"
    return "possible" if both or a.speaker in b.company or b.speaker in a.company else "unknown"


class _Agreement(NamedTuple):
    """How far the quoted words of two sayings agree: the weight of what agrees, and its share of the shorter one."""

    found: list[Match]
    evidence: float
    share: float


def _compare_quoted(full: Saying, other: Saying, speakers: Speakers) -> Likeness | None:
    agreed = _agree(words_in(full.quoted), words_in(other.quoted)) if _may_agree(full, other, speakers) else None
    if agreed is None or not _are_one(full, other, agreed, speakers):
        return _compare_rearranged(full, other) if speakers in ("same", "possible", "beside") else None
    sure = min(1.0, 0.5 + agreed.evidence / 20) * agreed.share
    who = {"same": ", same speaker", "possible": ", perhaps the same speaker", "other": ", another speaker"}
    return Likeness(round(sure, 3), f"same words in quotation marks{who.get(speakers, '')}")


def _are_one(full: Saying, other: Saying, agreed: _Agreement, speakers: Speakers) -> bool:
    whole = speakers != "other" and _is_whole(full, other, agreed)
    return whole or _is_enough(agreed, speakers) or _is_short(full, other, agreed, speakers)


def _may_agree(full: Saying, other: Saying, speakers: Speakers) -> bool:
    """Tell whether the words that two have in common, in whatever order, suffice to be one: most pairs have too few."""
    known, words = _forms_of(full.quoted), words_in(other.quoted)
    common = [word for word in words if word.form in known]
    if len(common) >= _LONG_ROW and max(len(list(row)) for row in _rows_of(words, known)) >= _LONG_ROW:
        return True
    worth: dict[str, float] = {}
    for word in (word for word in common if word.worth):
        worth[stem(word.form)] = max(word.worth, worth.get(stem(word.form), 0.0))
    kept = sum(worth.values()) + _ROUNDING
    least = _SHORTEST if speakers in ("same", "possible") else _BY_SPEAKER
    return kept + _IN_A_ROW * len(common) >= least and kept >= _ALTERED * _firm(other.quoted)


def _rows_of(words: Sequence[Word], known: Collection[str]) -> Iterator[Iterator[Word]]:
    """Yield the rows of words that are known, one after the other; there has to be one."""
    return (row for is_known, row in groupby(words, key=lambda word: word.form in known) if is_known)


@lru_cache(1 << 12)
def _forms_of(stretches: tuple[Stretch, ...]) -> frozenset[str]:
    return frozenset(forms_cut_out(stretch.text for stretch in stretches))


@lru_cache(1 << 12)
def _firm(stretches: tuple[Stretch, ...]) -> float:
    """Return what quoted words tell together that no editor put in."""
    return worth_of(w for w in words_in(stretches) if not w.bracketed)


def _agree(full: Sequence[Word], other: Sequence[Word]) -> _Agreement:
    found = match_words(full, other)
    rows = [other[m.use : m.use + m.size] for m in found]
    firm = worth_of(w for w in other if not w.bracketed)
    kept = worth_of(word for row in rows for word in row)
    evidence = kept + _IN_A_ROW * sum(len(row) - 1 for row in rows)
    return _Agreement(found, evidence, min(1.0, kept / firm) if firm else 0.0)


def overlap(full: Sequence[Word], other: Sequence[Word]) -> bool:
    """Tell whether two printings have enough words in common to be aligned."""
    agreed = _agree(full, other)
    return agreed.evidence >= _BY_SPEAKER or (agreed.evidence > 0 and agreed.share >= _ALTERED)


def _is_enough(agreed: _Agreement, speakers: Speakers) -> bool:
    if speakers == "other":
        return agreed.evidence >= _REASSIGNED and agreed.share >= _NEARLY
    if agreed.evidence >= _UNMISTAKABLE and agreed.share >= _ALTERED:
        return True
    if max(m.size for m in agreed.found or [Match(0, 0, 0)]) >= _LONG_ROW:
        return True
    least = _BY_SPEAKER if speakers in ("same", "possible") else _BY_ANYBODY
    return agreed.evidence >= least and agreed.share >= _NEARLY


def _is_whole(full: Saying, other: Saying, agreed: _Agreement) -> bool:
    """Tell whether both quote the very same words, and so many that it is no form of words."""
    length = len(words_in(full.quoted))
    same = length == len(words_in(other.quoted)) == sum(m.size for m in agreed.found)
    return same and length >= _SENTENCE and agreed.evidence >= _BY_SPEAKER


def _is_short(full: Saying, other: Saying, agreed: _Agreement, speakers: Speakers) -> bool:
    """Tell whether a few words are the same speaker's of the same days, and stand in the same surroundings."""
    if speakers not in ("same", "possible") or agreed.share < _WHOLE or not _are_near(full.day, other.day):
        return False
    if agreed.evidence >= _SHORT:
        return True
    whole = sum(m.size for m in agreed.found) == len(words_in(other.quoted))
    return whole and agreed.evidence >= _SHORTEST and _stand_alike(full, other, agreed.found)


def _compare_rearranged(full: Saying, other: Saying) -> Likeness | None:
    """Compare short quotations of one speaker and of the same days that have the same words in another order.

    Something else has to tell that they are one: a word in the sentences around.
    """
    ours, theirs = _telling(full.quoted), _telling(other.quoted)
    common, least = ours & theirs, min(len(ours), len(theirs))
    if not 2 <= len(common) < max(len(ours), len(theirs)) <= _FEW or len(common) < _ALTERED * least:
        return None
    if not _are_near(full.day, other.day) or _polarity(forms_told(full)) != _polarity(forms_told(other)):
        return None
    if set(full.around).isdisjoint(other.around):
        return None
    return Likeness(round(len(common) / len(ours | theirs), 3), "much the same words of one speaker, in another order")


@lru_cache(1 << 12)
def _telling(stretches: tuple[Stretch, ...]) -> frozenset[str]:
    return frozenset(stem(form) for form in _forms_of(stretches) if weight(form) == 1)


def _are_near(a: str | None, b: str | None) -> bool:
    if a is None or b is None or len(a) < len("2020-01-01") or len(b) < len("2020-01-01"):
        return False
    return abs((date.fromisoformat(a) - date.fromisoformat(b)).days) <= _LATELY


def _stand_alike(full: Saying, other: Saying, found: Sequence[Match]) -> bool:
    """Tell whether a word around the shorter quotation stands around it in the fuller one."""
    ours = _around(full, {i for m in found for i in range(m.full, m.full + m.size)})
    theirs = _around(other, {i for m in found for i in range(m.use, m.use + m.size)})
    return any(not is_bare(form) for form in ours & theirs)


def _around(saying: Saying, matched: Collection[int]) -> set[str]:
    """Return the words of a content around those of its quoted words that agree."""
    quoted = words_in(saying.quoted)
    kept = {quoted[i].start for i in matched}
    everything = told_in(saying)
    at = [i for i, w in enumerate(everything) if w.start in kept]
    near = {i for k in at for i in range(max(0, k - _AROUND), min(len(everything), k + _AROUND + 1))}
    return {everything[i].form for i in near.difference(at)}


def _compare_told(full: Saying, other: Saying, speakers: Speakers) -> Likeness | None:
    """Compare what they do not both quote: the same speaker, the same things in the same order, none replaced."""
    if (full.act == "denial") != (other.act == "denial"):
        return None
    ours, theirs = list(forms_told(full)), list(forms_told(other))
    if ours == theirs and speakers in ("same", "possible", "unknown") and is_told_at_length(ours):
        return Likeness(1.0, "the same words")
    if speakers != "same" or not _are_near(full.day, other.day):
        return None
    if _numbers(ours) != _numbers(theirs) or _polarity(ours) != _polarity(theirs):
        return None
    shorter, longer = sorted(([stem(f) for f in told if weight(f) == 1] for told in (ours, theirs)), key=len)
    common = set(shorter) & set(longer)
    in_order = sum(m.size for m in matches(*([s for s in side if s in common] for side in (longer, shorter))))
    if len(common) < _TOLD or len(common) < _TOLD_SHARE * len(set(shorter)) or in_order < _IN_ORDER * len(common):
        return None
    if len(common) < _TOLD_OF_FULL * len(set(longer)) or _differ_in_things(longer, shorter):
        return None
    return Likeness(round(len(common) / len(set(longer)), 3), "the same speaker says the same in other words")


def _numbers(told: Sequence[str]) -> set[str]:
    return {form for form in told if form[:1].isdigit()}


def _polarity(told: Sequence[str]) -> int:
    return sum(map(is_negation, told)) % 2


def _differ_in_things(longer: Sequence[str], shorter: Sequence[str]) -> bool:
    """Tell whether a word stands where the other has another one that is no synonym: `the bridge` for `the school`."""
    at = Match(0, 0, 0)
    for match in (*matches(longer, shorter), Match(len(longer), len(shorter), 0)):
        ours, theirs = longer[at.full : match.full], shorter[at.use : match.use]
        if any(not any(are_synonyms((a,), (b,)) for a in ours) for b in theirs) and ours:
            return True
        at = Match(match.full + match.size, match.use + match.size, 0)
    return False
