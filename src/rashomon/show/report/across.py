"""A view of a store -> what the record knows of several articles at once: copies, stories, claims, quotations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol, TypeVar

from rashomon.model import Account, AnyRecord, Claim, Family, Record, Reuse, Story, Utterance

__all__ = ["Across", "gather_across"]

R = TypeVar("R", bound=Record)


class Asked(Protocol):
    """What is asked of a store here (`rashomon.store.View`)."""

    def records(self, layer: str, document: str | None = None) -> Iterable[AnyRecord]:
        """Return the records of one layer in canonical order."""
        ...


class Across(NamedTuple):
    """The records about several articles; `accounts` are by the id of their claim, in the order of the record."""

    reuses: Sequence[Reuse] = ()
    families: Sequence[Family] = ()
    stories: Sequence[Story] = ()
    claims: Sequence[Claim] = ()
    accounts: Mapping[str, Sequence[Account]] = {}
    utterances: Sequence[Utterance] = ()


def gather_across(view: Asked) -> Across:
    """Read each layer once."""
    accounts: defaultdict[str, list[Account]] = defaultdict(list)
    for account in _layer(view, "account", Account):
        accounts[account.claim].append(account)
    return Across(
        list(_layer(view, "reuse", Reuse)),
        list(_layer(view, "family", Family)),
        list(_layer(view, "story", Story)),
        list(_layer(view, "claim", Claim)),
        accounts,
        list(_layer(view, "utterance", Utterance)),
    )


def _layer(view: Asked, layer: str, record: type[R]) -> Iterator[R]:
    return (found for found in view.records(layer) if isinstance(found, record))
