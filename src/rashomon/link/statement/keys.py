"""What somebody is said to say -> its place among all that is said in the pile, and what it is looked up by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise

from rashomon.link.event.words import stem
from rashomon.link.statement.wording import Word, forms, forms_cut_out, weight, words_cut_out
from rashomon.model import digest
from rashomon.profiles import Saying, Stretch

__all__ = ["forms_told", "is_told_at_length", "keys_of", "place_of", "told_in", "words_in"]

# quoted words in a row that make a key; of so many neighbours one is taken (winnowing), so that a row of seven words
# that two printings share always gives them a key
_GRAM, _WINDOW = 4, 4
# of the words of a report that tell, so many make keys, those with the smallest digests: who says the same in other
# words shares most of the words, and so one of these
_SKETCH = 5
# words that tell in what copies of one text have in common, whoever is said to say it
_LENGTH = 4
# days: short quotations and reports in other words are only compared within such a stretch or the next
_STRETCH = 8
# a number of words that no quotation has
_MANY = 100_000


@lru_cache(1 << 12)
def words_in(stretches: tuple[Stretch, ...]) -> tuple[Word, ...]:
    """Return the words of stretches, with their places in the text of the article."""
    return tuple(words_cut_out((stretch.start, stretch.text) for stretch in stretches))


def told_in(saying: Saying) -> list[Word]:
    """Return all words of a content in their order, quoted or not."""
    return sorted((*words_in(saying.quoted), *words_in(saying.plain)), key=lambda word: word.start)


def forms_told(saying: Saying) -> Sequence[str]:
    """Return how all words of a content are compared, in their order, quoted or not."""
    if not saying.plain:
        return forms(words_in(saying.quoted))
    return _forms_in(tuple(sorted((*saying.quoted, *saying.plain), key=lambda stretch: stretch.start)))


@lru_cache(1 << 12)
def _forms_in(stretches: tuple[Stretch, ...]) -> tuple[str, ...]:
    return tuple(forms_cut_out(stretch.text for stretch in stretches))


def is_told_at_length(told: Sequence[str]) -> bool:
    """Tell whether so much is told that nobody else tells it in the same words by chance."""
    return sum(weight(form) == 1 for form in told) >= _LENGTH


def place_of(saying: Saying) -> str:
    """Return the place of a saying in the pile: who quotes most comes first, so that each finds its fuller printing.

    Of those that quote as much the earliest comes first; of those that quote nothing, who tells most.
    """
    quoted = len(words_in(saying.quoted))
    told = 0 if quoted else len(_forms_in(saying.plain))
    return f"{_MANY - quoted:06d} {_MANY - told:06d} {saying.day or '9999'} {saying.document} {saying.finding}"


def keys_of(saying: Saying, blocks: Mapping[str, str]) -> frozenset[str]:
    """Return the keys of a saying, by the blocks of identity of those who may have said it (entity -> block).

    Two have one in common if they share a row of quoted words, or two that tell and follow each other from one speaker,
    or if the same person may have said both in one week and they share a word that tells, or if all words are the same.
    """
    words = words_in(saying.quoted)
    quoted = [stem(w.form) for w in words if w.worth == 1 and not w.bracketed]
    whole = forms_told(saying)
    telling = [form for form in whole if weight(form) == 1]
    told = set(map(stem, telling))
    who = [blocks.get(e, e) for e in (saying.speaker, *saying.company) if e]
    said = {(one, word) for one in who for word in quoted}
    if saying.speaker:
        said |= {(who[0], word) for word in sorted(told, key=_digest_of)[:_SKETCH]}
    # days first: what comes in one week is looked up side by side, however large the pile
    lately = {f"{days}|{one}|{word}" for one, word in said for days in _stretches(saying.day)}
    pairs = {f"{who[0]}|{a} {b}" for a, b in pairwise(quoted)} if saying.speaker else set()
    copied = {digest(*whole)} if len(telling) >= _LENGTH else set()
    return frozenset({*lately, *pairs, *copied, *_rows(forms(words))})


@lru_cache(1 << 16)
def _digest_of(word: str) -> str:
    return digest(word)


def _rows(words: Sequence[str]) -> Iterator[str]:
    """Yield rows of words, chosen by their digests so that equal texts give equal rows."""
    rows = [" ".join(words[at : at + _GRAM]) for at in range(len(words) - _GRAM + 1)]
    chosen = [(digest(row), row) for row in rows]
    for at in range(max(1, len(rows) - _WINDOW + 1) if rows else 0):
        yield min(chosen[at : at + _WINDOW])[1]


def _stretches(day: str | None) -> Iterator[str]:
    """Yield the stretch of the calendar that a day lies in, and the next, so that neighbours share one."""
    if day is None or len(day) < len("2020-01-01"):
        yield ""
        return
    number = date.fromisoformat(day).toordinal() // _STRETCH
    yield from (str(number), str(number + 1))
