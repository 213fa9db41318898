"""The figures of the articles that tell one story -> who is who among them.

Within one story words are surer than in a whole pile: there is one Roe, one gunman, one bridge. A sieve, from sure to
unsure; no step joins what the words keep apart (`are_apart`):
1. names: the same, or a part of a fuller name that nobody else in the story bears
2. descriptions: the same noun in articles that tell of the same; `the coach` is first of all whom one of them names
3. everything that speaks for and against at once, weighed: nouns, deeds, owners, the company kept (evidence.py)

No stage asks: for what is said of somebody by name, references.py is surer. `python -m benchmarks topics` measures it
on stories that are given.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from rashomon.link.cast.descriptions import join_descriptions
from rashomon.link.cast.evidence import Weights, join_by_evidence
from rashomon.link.cast.figures import Figure
from rashomon.link.cast.group import Group
from rashomon.link.cast.names import join_names
from rashomon.link.cast.nearness import Nearness

__all__ = ["Cast", "resolve_story"]


class Cast(NamedTuple):
    """Who is who in a story: the number of the entity of each figure of each article, and why each entity is one.

    A reason is empty where the entity is one figure.
    """

    numbers: list[list[int]]
    reasons: list[str]


def resolve_story(articles: Sequence[Sequence[Figure]], weights: Weights | None = None) -> Cast:
    """Return who is who in the articles of one story.

    Who is one does not depend on the order of the articles; numbers are given in the order they come in.
    `weights` replace those that ship, to train and to measure them.
    """
    # ties are decided by what stands first: let that be the same whatever order the articles come in
    order = sorted(range(len(articles)), key=lambda i: msgspec.json.encode(articles[i], order="deterministic"))
    groups = _join([articles[i] for i in order], weights)
    group_of = {i: number for number, group in enumerate(groups) for i in group.members}
    members = iter(range(len(group_of)))
    by_article = {i: [group_of[next(members)] for _ in articles[i]] for i in order}
    numbers: dict[int, int] = {}
    numbered = [[numbers.setdefault(g, len(numbers)) for g in by_article[i]] for i in range(len(articles))]
    return Cast(numbered, ["; ".join(groups[g].reasons) for g in numbers])


def _join(articles: Sequence[Sequence[Figure]], weights: Weights | None) -> list[Group]:
    figures = [(number, figure) for number, article in enumerate(articles) for figure in article]
    nearness = Nearness.of(articles)
    groups = join_names([Group.of_figure(i, article, figure) for i, (article, figure) in enumerate(figures)])
    groups = join_descriptions(groups, nearness)
    return join_by_evidence(groups, nearness, weights)
