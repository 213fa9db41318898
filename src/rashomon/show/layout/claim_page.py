"""One claim of a large store -> its row in the matrix: every account, and what the rest of its story has that is near.

Of the articles only what is shown is read: texts, dates, sentences, copies. That takes a tenth of laying a story out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rashomon.model import Claim
from rashomon.show.layout.chapters import Chapter
from rashomon.show.layout.claims import Column, Row, lay_out_row
from rashomon.show.layout.gather import gather_stored
from rashomon.show.layout.outlets import Outlet
from rashomon.show.layout.scope import Scope
from rashomon.store import View

__all__ = ["ClaimPage", "lay_out_claim"]

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


def lay_out_claim(view: View, claim: Claim, outlets: Sequence[str]) -> ClaimPage:
    """Return a claim with all its accounts; `outlets` are the names of all those of the store."""
    accounts = view.accounts_of(claim.id)
    tellers = {a.document: None for a in accounts} | {claim.main.document: None}
    story = next(view.records("story", claim.main.document), None)
    others = [d for d in (story.documents if story else ()) if d not in tellers]
    documents = [*tellers, *others[:MOST_LOOKED_AT]]
    pile = gather_stored(Scope(view, documents, _LAYERS), outlets)
    speakers = {e.id: e for e in view.named("entity", sorted({a.speaker for a in accounts if a.speaker}))}
    whole = pile._replace(entities=speakers, across=pile.across._replace(accounts={claim.id: accounts}))
    row, columns = lay_out_row(whole, Chapter(1, claim.id, whole.readings), claim)
    return ClaimPage(row, columns, whole.outlets, story and story.id, len(documents), len(tellers) + len(others))
