"""The figures of the articles that tell one story -> which of them are one.

Within one story words are surer than in a whole pile: there is one Roe, one gunman, one bridge. So a sieve, from sure
to unsure, never joins what a surer step has kept apart:
1. names: the same, or a part of a fuller name that nobody else in the story bears
2. roles: a description that some article ties to a name, if to one name only
3. descriptions: the same noun, with no word beside it that speaks against it
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rashomon.link.identity.figures import Figure

__all__ = ["resolve_story"]


def resolve_story(articles: Sequence[Sequence[Figure]]) -> list[list[int]]:
    """Return for each figure of each article the number of its entity in the story, from 0 on."""
    people = _Story(figure for article in articles for figure in article)
    people.join_names()
    people.join_roles()
    people.join_descriptions()
    numbers: dict[int, int] = {}
    labels = [numbers.setdefault(people.root(i), len(numbers)) for i in range(len(people.figures))]
    place = iter(labels)
    return [[next(place) for _ in article] for article in articles]


class _Story:
    def __init__(self, figures: Iterator[Figure]) -> None:
        self.figures = list(figures)
        self.parent = list(range(len(self.figures)))

    def root(self, i: int) -> int:
        while self.parent[i] != i:
            i = self.parent[i]
        return i

    def join(self, a: int, b: int) -> None:
        a, b = self.root(a), self.root(b)
        self.parent[max(a, b)] = min(a, b)

    def join_names(self) -> None:
        full: dict[tuple[str, ...], int] = {}
        for i, f in enumerate(self.figures):
            for name in f.names:
                key = _key(name)
                if key in full:
                    self.join(full[key], i)
                full.setdefault(key, i)
        for key, i in full.items():
            longer = [k for k in full if len(k) > len(key) and (k[-len(key) :] == key)]
            if len({self.root(full[k]) for k in longer}) == 1:
                self.join(i, full[longer[0]])

    def join_roles(self) -> None:
        known: dict[str, set[int]] = {}
        for i, f in enumerate(self.figures):
            if f.names:
                for d in f.descriptions:
                    known.setdefault(d.head, set()).add(self.root(i))
        for i, f in enumerate(self.figures):
            if not f.names and not f.plural:
                for d in f.descriptions:
                    roots = {self.root(r) for r in known.get(d.head, ())}
                    if len(roots) == 1:
                        self.join(i, roots.pop())
                        break

    def join_descriptions(self) -> None:
        seen: dict[tuple[str, bool], int] = {}
        for i, f in enumerate(self.figures):
            if f.names:
                continue
            for d in f.descriptions:
                key = d.head, d.plural
                if key in seen:
                    self.join(seen[key], i)
                seen.setdefault(key, i)


def _key(name: str) -> tuple[str, ...]:
    return tuple(w.strip(".,").casefold() for w in name.split() if w.strip(".,"))
