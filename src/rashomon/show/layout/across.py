"""A view of a store -> what the record knows of several articles at once: copies, stories, claims, quotations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar, cast

from rashomon.model import (
    Account,
    Claim,
    Contrast,
    Family,
    Label,
    Record,
    Reuse,
    Story,
    Utterance,
    Voice,
)
from rashomon.show.wording import records_of
from rashomon.store import View

__all__ = ["Across", "add_wording", "gather_across"]

R = TypeVar("R", bound=Record)


class Across(NamedTuple):
    """The records about several articles, stored or worked out; `accounts` are by the id of their claim."""

    reuses: Sequence[Reuse] = ()
    families: Sequence[Family] = ()
    stories: Sequence[Story] = ()
    claims: Sequence[Claim] = ()
    accounts: Mapping[str, Sequence[Account]] = {}
    utterances: Sequence[Utterance] = ()
    voices: Sequence[Voice] = ()
    labels: Sequence[Label] = ()
    contrasts: Sequence[Contrast] = ()


def gather_across(view: object) -> Across:
    """Read each stored layer once; `view` is a `rashomon.store.View`, or has its face."""
    view = cast("View", view)
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


def add_wording(across: Across, view: object) -> Across:
    """Work out the layers that no store holds; for 14 articles it takes four times as long as to read the others."""
    view = cast("View", view)
    return across._replace(
        voices=list(_layer(view, "voice", Voice)),
        labels=list(_layer(view, "label", Label)),
        contrasts=list(_layer(view, "contrast", Contrast)),
    )


def _layer(view: View, layer: str, record: type[R]) -> Iterator[R]:
    return (found for found in records_of(view, layer) if isinstance(found, record))
