"""A view -> as much of some articles as their claims need; one claim with every account, and what else comes near it.

Only what is shown is read: texts, dates, sentences, copies. Mentions and events take most of the time of a whole pile.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rashomon.model import Account, Claim
from rashomon.show.layout.chapters import Chapter
from rashomon.show.layout.claims import Column, Row, lay_out_row
from rashomon.show.layout.gather import Pile, gather_stored
from rashomon.show.layout.outlets import Outlet
from rashomon.show.layout.scope import Scope
from rashomon.store import View

__all__ = ["ClaimPage", "gather_claims", "lay_out_claim"]

# beyond so many articles of its story, a reader does not go through those that do not tell it
MOST_LOOKED_AT = 40
_LAYERS = frozenset({"document", "article", "dating", "zone", "sentence", "family"})


class ClaimPage(NamedTuple):
    """A claim with a cell for each column; `articles` of the `of` in its story were looked at."""

    row: Row
    columns: Sequence[Column]
    outlets: Sequence[Outlet]
    story: str | None
    articles: int
    of: int


def gather_claims(view: View, documents: Sequence[str], outlets: Sequence[str]) -> Pile:
    """Return as much of some articles as their claims need; `outlets` are the names of all those of the store."""
    pile = gather_stored(Scope(view, documents, _LAYERS | {"story", "claim", "account"}), outlets)
    return _with_speakers(pile, view, [a for own in pile.across.accounts.values() for a in own])


def _with_speakers(pile: Pile, view: View, accounts: Iterable[Account]) -> Pile:
    speakers = sorted({a.speaker for a in accounts if a.speaker})
    return pile._replace(entities={e.id: e for e in view.named("entity", speakers)})


def lay_out_claim(view: View, claim: Claim, outlets: Sequence[str]) -> ClaimPage:
    """Return a claim with all its accounts; `outlets` are the names of all those of the store."""
    accounts = view.accounts_of(claim.id)
    tellers = {a.document: None for a in accounts} | {claim.main.document: None}
    story = next(view.records("story", claim.main.document), None)
    others = [d for d in (story.documents if story else ()) if d not in tellers]
    documents = [*tellers, *others[:MOST_LOOKED_AT]]
    pile = _with_speakers(gather_stored(Scope(view, documents, _LAYERS), outlets), view, accounts)
    whole = pile._replace(across=pile.across._replace(accounts={claim.id: accounts}))
    row, columns = lay_out_row(whole, Chapter(1, claim.id, whole.readings), claim)
    return ClaimPage(row, columns, whole.outlets, story and story.id, len(documents), len(tellers) + len(others))
