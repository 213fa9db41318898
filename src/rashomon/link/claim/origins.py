"""The accounts of a claim and what their documents owe to each other -> which of them are independent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from itertools import combinations, pairwise
from typing import NamedTuple

from rashomon.model import Reuse, Span
from rashomon.profiles import Dependence

__all__ = ["Voice", "find_origins"]


class Voice(NamedTuple):
    """Where an account stands, and whose it is: `speaker` is the pile's entity, None for nobody who is known."""

    document: str
    span: Span
    speaker: str | None = None


def find_origins(voices: Sequence[Voice], dependence: Dependence) -> list[str]:
    """Return the name of the origin of each account, in their order; accounts with the same name count once.

    Accounts have one origin if they are attributed to the same speaker, stand on the same newsroom, or lie in a passage
    that their documents share; what hangs together so is one. Two known speakers whom one newsroom quotes are two. An
    origin is named after the first speaker (an entity) or newsroom, in order of their names.
    """
    roots = [v.speaker or dependence.newsroom.get(v.document, v.document) for v in voices]
    if len(roots) == 1:
        return roots
    leader = list(range(len(voices)))
    for a, b in _dependent(voices, dependence):
        one, other = sorted((_find(leader, a), _find(leader, b)))
        leader[other] = one
    names: dict[int, str] = {}
    for index, root in enumerate(roots):
        top = _find(leader, index)
        names[top] = min(names.get(top, root), root)
    return [names[_find(leader, index)] for index in range(len(voices))]


def _find(leader: list[int], index: int) -> int:
    while leader[index] != index:
        leader[index] = leader[leader[index]]
        index = leader[index]
    return index


def _dependent(voices: Sequence[Voice], dependence: Dependence) -> Iterator[tuple[int, int]]:
    """Yield pairs of accounts that are not independent, enough of them to join all that are not."""
    by_speaker: defaultdict[Hashable, list[int]] = defaultdict(list)
    by_newsroom: defaultdict[str, list[int]] = defaultdict(list)
    by_document: defaultdict[str, list[int]] = defaultdict(list)
    for index, voice in enumerate(voices):
        if voice.speaker is not None:
            by_speaker[voice.speaker].append(index)
        by_newsroom[dependence.newsroom.get(voice.document, voice.document)].append(index)
        by_document[voice.document].append(index)
    for same in by_speaker.values():
        yield from pairwise(same)
    for same in by_newsroom.values():
        yield from _unless_two_speakers(voices, list(combinations(same, 2)))
    for passage in dependence.passages:
        yield from _unless_two_speakers(voices, list(_inside(voices, by_document, passage)))


def _inside(
    voices: Sequence[Voice], by_document: defaultdict[str, list[int]], passage: Reuse
) -> Iterator[tuple[int, int]]:
    ours, theirs = (
        [i for i in by_document.get(side.document, ()) if side.span.overlaps(voices[i].span)]
        for side in (passage.a, passage.b)
    )
    yield from ((a, b) for a in ours for b in theirs)


def _unless_two_speakers(voices: Sequence[Voice], pairs: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for a, b in pairs:
        if not (voices[a].speaker and voices[b].speaker) or voices[a].speaker == voices[b].speaker:
            yield a, b
