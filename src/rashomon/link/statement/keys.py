"""What somebody is said to say -> its place among all that is said in the pile, and what it is looked up by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache

from rashomon.link.event.words import stem
from rashomon.link.statement.wording import Word, forms, weight, words_of
from rashomon.model import Span
from rashomon.profiles import Saying, Stretch

__all__ = ["keys_of", "place_of", "words_in"]

# quoted words that tell, one after another, which two printings share even where one is altered: so many make a key by
# themselves, and one fewer in the same days
_RUN = 3
# days: short quotations and reports in other words are only compared within such a stretch or the next
_STRETCH = 8
# a number of words that no quotation has
_MANY = 100_000


@lru_cache(1 << 12)
def words_in(stretches: tuple[Stretch, ...]) -> tuple[Word, ...]:
    """Return the words of stretches, with their places in the text of the article."""
    found = []
    for part, stretch in enumerate(stretches):
        for word in words_of(stretch.text, [Span(0, len(stretch.text))]):
            at = Span(word.span.start + stretch.start, word.span.end + stretch.start)
            found.append(word._replace(span=at, part=part))
    return tuple(found)


def place_of(saying: Saying) -> str:
    """Return the place of a saying in the pile: who quotes most comes first, so that each finds its fuller printing."""
    quoted, plain = (len(words_in(s)) for s in (saying.quoted, saying.plain))
    return f"{_MANY - quoted:06d} {_MANY - plain:06d} {saying.day or '9999'} {saying.document} {saying.finding}"


def keys_of(saying: Saying, blocks: Mapping[str, str]) -> frozenset[str]:
    """Return the keys of a saying, by the blocks of identity of those who may have said it (entity -> block).

    Two have one in common if they share a few quoted words in a row, or if the same person may have said both in one
    week and they share a word that tells.
    """
    quoted = [stem(w.form) for w in words_in(saying.quoted) if weight(w.form) == 1 and not w.bracketed]
    plain = [stem(form) for form in forms(words_in(saying.plain)) if weight(form) == 1]
    who = [blocks.get(e, e) for e in (saying.speaker, *saying.company) if e]
    days = list(_stretches(saying.day))
    said = {f"{one}|{word}|{some}" for one in who for word in {*quoted, *plain} for some in days}
    lately = {f"{run}|{some}" for run in _runs(quoted, _RUN - 1) for some in days}
    return frozenset({*said, *lately, *_runs(quoted, _RUN)})


def _runs(words: list[str], size: int) -> Iterator[str]:
    return (" ".join(words[at : at + size]) for at in range(len(words) - size + 1))


def _stretches(day: str | None) -> Iterator[str]:
    """Yield the stretch of the calendar that a day lies in, and the next, so that neighbours share one."""
    if day is None or len(day) < len("2020-01-01"):
        yield ""
        return
    number = date.fromisoformat(day).toordinal() // _STRETCH
    yield from (str(number), str(number + 1))
