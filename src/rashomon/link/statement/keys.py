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

# words in a row that two printings of a quotation share, even where one is altered, and how many of them must tell
_RUN, _TELLING = 4, 2
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
    quoted = forms(words_in(saying.quoted))
    who = [blocks.get(e, e) for e in (saying.speaker, *saying.company) if e]
    telling = sorted({stem(f) for f in (*quoted, *forms(words_in(saying.plain))) if weight(f) == 1})
    said = {f"{one}|{word}|{days}" for one in who for word in telling for days in _stretches(saying.day)}
    return frozenset({*said, *_runs(quoted)})


def _runs(words: list[str]) -> Iterator[str]:
    for at in range(len(words) - _RUN + 1):
        run = words[at : at + _RUN]
        if sum(weight(form) > 0 for form in run) >= _TELLING:
            yield " ".join(run)


def _stretches(day: str | None) -> Iterator[str]:
    """Yield the stretch of the calendar that a day lies in, and the next, so that neighbours share one."""
    if day is None or len(day) < len("2020-01-01"):
        yield ""
        return
    number = date.fromisoformat(day).toordinal() // _STRETCH
    yield from (str(number), str(number + 1))
