"""What is told, said and counted in many articles -> the four kinds of items that are compared across a pile.

Each is one value, which the stages over the corpus hand to the store: EVENTS give clusters, CLAIMS give claims with
their accounts, and utterances.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from rashomon.link.claim import (
    choose_deed,
    choose_figure,
    deed_stands_alone,
    entities_of_deed,
    entities_of_figure,
    figure_stands_alone,
    find_accounts,
    make_deed_claim,
    make_figure_claim,
    resolve_deed,
    resolve_figure,
)
from rashomon.link.descent import newsrooms_of, provenance_of
from rashomon.link.event import (
    choose_antecedent,
    entities_of_telling,
    find_tellings,
    keys_of,
    make_cluster,
    order_of,
    resolve_telling,
    stays_with,
)
from rashomon.link.statement import (
    choose_saying,
    entities_of_saying,
    find_sayings,
    make_statement_claim,
    resolve_saying,
)
from rashomon.model import Article, Cluster, Dating, Family
from rashomon.profiles import Antecedent, Deed, Dependence, Figure, Grouping, Item, Placed, Saying, Telling

__all__ = ["CLAIMS", "EVENTS"]


def _find_tellings(*, blocks: Mapping[str, str], **layers: Any) -> list[Placed]:
    found = find_tellings(**layers)
    return [Placed(one, " ".join(map(str, order_of(one.profile))), keys_of(one.profile, blocks)) for one in found]


def _choose_telling(one: Telling, before: Sequence[Telling]) -> Antecedent | None:
    return choose_antecedent(one.profile, [other.profile for other in before])


def _telling_stays(one: Telling, near: Sequence[Telling]) -> bool:
    chosen = one.antecedent.finding if one.antecedent else None
    new = [other.profile for other in near if other.finding != chosen]
    return stays_with(one.profile, next((o.profile for o in near if o.finding == chosen), None), new)


def _stays_by(choose: Callable[[Item, Sequence[Item]], Antecedent | None], one: Item, near: Sequence[Item]) -> bool:
    """Tell whether an item stays that chooses the likeliest of all: it is the likeliest of some that it is among."""
    return bool(choose(one, near) == one.antecedent)


def _make_cluster(tellings: Sequence[Telling], dependence: Dependence) -> list[Cluster]:
    return [make_cluster(tellings)]


def _always(one: Item) -> bool:
    return True


def _find_newsrooms(
    articles: Sequence[Article], datings: Sequence[Dating], families: Sequence[Family]
) -> Mapping[str, str]:
    dated = {one.document: one for one in datings}
    return newsrooms_of([provenance_of(one, dated.get(one.document)) for one in articles], families)


EVENTS = Grouping(
    kind="event",
    many="events",
    whole="cluster",
    item=Telling,
    find=_find_tellings,
    entities=entities_of_telling,
    resolve=resolve_telling,
    choose=_choose_telling,
    stays=_telling_stays,
    make=_make_cluster,
    alone=_always,
    newsrooms=_find_newsrooms,
)
CLAIMS = (
    Grouping(
        kind="deed",
        many="accounts of what was done",
        whole="claim",
        item=Deed,
        find=find_accounts,
        entities=entities_of_deed,
        resolve=resolve_deed,
        choose=choose_deed,
        stays=partial(_stays_by, choose_deed),
        make=make_deed_claim,
        alone=deed_stands_alone,
        newsrooms=_find_newsrooms,
    ),
    Grouping(
        kind="quantity",
        many="numbers",
        whole="claim",
        item=Figure,
        find=find_accounts,
        entities=entities_of_figure,
        resolve=resolve_figure,
        choose=choose_figure,
        stays=partial(_stays_by, choose_figure),
        make=make_figure_claim,
        alone=figure_stands_alone,
        newsrooms=_find_newsrooms,
    ),
    Grouping(
        kind="statement",
        many="statements",
        whole="claim",
        item=Saying,
        find=find_sayings,
        entities=entities_of_saying,
        resolve=resolve_saying,
        choose=choose_saying,
        stays=partial(_stays_by, choose_saying),
        make=make_statement_claim,
        alone=_always,
        newsrooms=_find_newsrooms,
    ),
)
