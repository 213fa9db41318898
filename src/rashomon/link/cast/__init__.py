"""The figures of the articles that tell one story -> who is who among them.

Within one story words are surer than in a whole pile: there is one Roe, one gunman, one bridge. A sieve, from sure to
unsure; no step joins what the words keep apart (`are_apart`):
1. names: the same, or a part of a fuller name that nobody else in the story bears
2. descriptions: the same noun in articles that tell of the same; `the coach` is first of all whom one of them names
3. everything that speaks for and against at once, weighed: nouns, deeds, owners, the company kept (evidence.py)
"""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.link.cast.descriptions import join_descriptions
from rashomon.link.cast.evidence import Weights, closeness_of, join_by_evidence
from rashomon.link.cast.figures import Deed, Description, Figure, describe, find_figures
from rashomon.link.cast.group import Group
from rashomon.link.cast.names import join_names

__all__ = ["Deed", "Description", "Figure", "describe", "find_figures", "resolve_story"]


def resolve_story(articles: Sequence[Sequence[Figure]], weights: Weights | None = None) -> list[list[int]]:
    """Return for each figure of each article the number of its entity in the story, from 0 on.

    `weights` replace those that ship, to train and to measure them.
    """
    figures = [(number, figure) for number, article in enumerate(articles) for figure in article]
    closeness = closeness_of(articles)
    groups = join_names([Group.of_figure(i, article, figure) for i, (article, figure) in enumerate(figures)])
    groups = join_descriptions(groups, closeness)
    groups = join_by_evidence(groups, closeness, weights)
    of_member = {i: number for number, group in enumerate(groups) for i in group.members}
    numbers = iter(range(len(figures)))
    return [[of_member[next(numbers)] for _ in article] for article in articles]
