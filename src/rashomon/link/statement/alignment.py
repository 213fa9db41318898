"""Two printings of somebody's words -> what was kept, left out, put in, replaced and put in brackets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal, NamedTuple

from rashomon.link.statement.wording import Word, forms, weight, words_of
from rashomon.model import Span

__all__ = ["Difference", "Quoted", "align_words", "altered_in", "differences", "match_words", "matches"]

# small words that agree by chance between long stretches that do not: so many, and no more, make no match
_BY_CHANCE = 2
# words: a single word that agrees may have so many more or fewer between it and the next
_ADRIFT = 6
# words: what is put in and is longer is another sentence of the same speech, not other words for the same
_LONGEST = 8
# words: what stands for more than so many at the beginning or at the end goes on in another way
_AT_EDGE = 5


class Quoted(NamedTuple):
    """Words of somebody in an article: the article's text and their stretches in it."""

    text: str
    spans: tuple[Span, ...]


class Difference(NamedTuple):
    """A stretch of the full words, of the words as used, or of both, and what became of it.

    `kept` and `replaced` have both spans, `left_out` has `full`, `put_in` has `use`. `bracketed` are words in brackets
    in the use; `full` is what they stand for, None if nothing. A span never reaches beyond a quotation mark.
    """

    kind: Literal["kept", "left_out", "put_in", "replaced", "bracketed"]
    full: Span | None
    use: Span | None


class Match(NamedTuple):
    """`size` words that agree from word `full` of the one and word `use` of the other on."""

    full: int
    use: int
    size: int


def align_words(full: Quoted, use: Quoted) -> tuple[Difference, ...]:
    """Return how the words of a use differ from the full ones, in reading order: each word is in one difference.

    Letters alone are compared: case, accents, hyphens, the kind of quotation marks and dots for a gap make none.
    """
    return differences(words_of(*full), words_of(*use))


def differences(full: Sequence[Word], use: Sequence[Word]) -> tuple[Difference, ...]:
    """Return the same for words that are known already."""
    found: list[Difference] = []
    at = Match(0, 0, 0)
    for match in (*match_words(full, use), Match(len(full), len(use), 0)):
        ours, theirs = full[at.full : match.full], use[at.use : match.use]
        found += _kept(ours, theirs) if _spell_alike(ours, theirs) else _apart(ours, theirs)
        found += _kept(full[match.full : match.full + match.size], use[match.use : match.use + match.size])
        at = Match(match.full + match.size, match.use + match.size, 0)
    return tuple(found)


def altered_in(full: Sequence[Word], use: Sequence[Word]) -> list[Difference]:
    """Return the differences by which the use says something else: other words among those that it kept.

    What it quotes before or after the full words is more of them; a stretch or a long passage that has none of them is
    something else, and so is a small word where much was left out.
    """
    found = [d for d in differences(full, use) if d.use is not None]
    kept = {w.part for w in use if weight(w.form) and any(d.kind == "kept" and _holds(d.use, w) for d in found)}
    altered = []
    for d in found:
        ours, theirs = [w for w in full if _holds(d.full, w)], [w for w in use if _holds(d.use, w)]
        if d.kind in ("kept", "bracketed") or theirs[0].part not in kept or len(theirs) > _LONGEST:
            continue
        longer = d.kind == "put_in" or len(ours) > _AT_EDGE
        gone = len(ours) > _LONGEST and not any(weight(w.form) for w in theirs)
        if not gone and not (longer and d in (found[0], found[-1])):
            altered.append(d)
    return altered


def _holds(span: Span | None, word: Word) -> bool:
    return span is not None and span.start <= word.start and word.end <= span.end


def match_words(full: Sequence[Word], use: Sequence[Word]) -> list[Match]:
    """Return the stretches of words that agree, in order, without single words that stand elsewhere by chance."""
    found = matches(forms(full), forms(use))
    return [m for i, m in enumerate(found) if m.size > 1 or not _is_adrift(i, found, use)]


def _is_adrift(index: int, found: Sequence[Match], use: Sequence[Word]) -> bool:
    """Tell whether a single word keeps far from both its neighbours in the one text, but not in the other."""
    here = found[index]
    beside = (*found[max(0, index - 1) : index], *found[index + 1 : index + 2])
    same = [m for m in beside if use[m.use].part == use[here.use].part]
    return bool(same) and all(abs((m.full - here.full) - (m.use - here.use)) > _ADRIFT for m in same)


def matches(full: Sequence[str], use: Sequence[str]) -> list[Match]:
    """Return the stretches of words that agree, in order; a small word between others that do not is by chance."""
    if full == use:  # as in most copies
        return [Match(0, 0, len(full))] if full else []
    found = [Match(*m) for m in SequenceMatcher(None, full, use, autojunk=False).get_matching_blocks()]
    bounded = [Match(0, 0, 0), *found]  # what is found ends with an empty match at both ends
    return [
        m for last, m, after in zip(bounded, found, found[1:], strict=False) if not _is_by_chance(use, last, m, after)
    ]


def _is_by_chance(use: Sequence[str], last: Match, match: Match, after: Match) -> bool:
    """Tell whether a few small words agree that stand apart, in both texts, from what agrees before and after them."""
    if match.size > _BY_CHANCE or any(weight(form) for form in use[match.use : match.use + match.size]):
        return False
    return all(_are_apart(a, b) for a, b in ((last, match), (match, after)))


def _are_apart(a: Match, b: Match) -> bool:
    """Tell whether something stands between two matches in both texts; an empty one is the start or the end of both."""
    between = (b.full - a.full - a.size, b.use - a.use - a.size)
    return any(between) if not (a.size and b.size) else all(between)


def _spell_alike(full: Sequence[Word], use: Sequence[Word]) -> bool:
    """Tell whether words are the same letters, cut in another way: `e-mails` and `emails`."""
    whole = len({w.part for w in full}) == 1 == len({w.part for w in use})
    return whole and "".join(forms(full)) == "".join(forms(use))


def _kept(full: Sequence[Word], use: Sequence[Word]) -> Iterator[Difference]:
    if len(full) != len(use):
        yield Difference("kept", _span(full), _span(use))
        return
    for _, pairs in groupby(zip(full, use, strict=True), key=lambda pair: (pair[0].part, pair[1].part)):
        ours, theirs = zip(*pairs, strict=True)
        yield Difference("kept", _span(ours), _span(theirs))


def _apart(full: Sequence[Word], use: Sequence[Word]) -> Iterator[Difference]:
    """Yield the differences of words of which none agree: what was put in stands for what was left out, in order.

    A word in brackets stands for what was left out there, if anything was.
    """
    left = [list(words) for _, words in groupby(full, key=lambda w: w.part)]
    new = [(key[1], list(words)) for key, words in groupby(use, key=lambda w: (w.part, w.bracketed))]
    for index in range(max(len(left), len(new))):
        gone = _span(left[index]) if index < len(left) else None
        if index >= len(new):
            yield Difference("left_out", gone, None)
        else:
            bracketed, words = new[index]
            kind: Literal["bracketed", "replaced", "put_in"] = (
                "bracketed" if bracketed else "replaced" if gone else "put_in"
            )
            yield Difference(kind, gone, _span(words))


def _span(words: Sequence[Word]) -> Span:
    return Span(words[0].start, words[-1].end)
