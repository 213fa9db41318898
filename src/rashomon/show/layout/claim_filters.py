"""What a reader wants to see of the claims of a story -> the matrix with these rows alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rashomon.model import Claim
from rashomon.show.layout.claims import Matrix, Told

__all__ = ["ClaimsWanted", "sift_claims"]


class ClaimsWanted(NamedTuple):
    """What is asked of claims; None is anything. `words` have to stand in the claim or in one of its accounts.

    `relation` is how the accounts of a claim stand to each other, as `Row.standing` has it; `stance` and `outlet` (its
    name) are those of one and the same account.
    """

    relation: str | None = None
    kind: str | None = None
    stance: str | None = None
    outlet: str | None = None
    words: str | None = None

    def takes(self, claim: Claim, told: Sequence[Told]) -> bool:
        """Tell whether a claim that is told so is wanted, however its accounts stand to each other."""
        return (
            self.kind in (None, claim.kind) and any(map(self._takes_account, told)) and self._holds_words(claim, told)
        )

    def _takes_account(self, told: Told) -> bool:
        return self.stance in (None, told.account.stance) and self.outlet in (None, told.reading.outlet.name)

    def _holds_words(self, claim: Claim, told: Sequence[Told]) -> bool:
        wanted = (self.words or "").casefold().split()
        return not wanted or any(
            all(word in text.casefold() for word in wanted) for text in (claim.slot, *(t.words for t in told))
        )


def sift_claims(matrix: Matrix, wanted: ClaimsWanted) -> Matrix:
    """Return the matrix with the claims that are wanted; those that one article alone tells have no relation."""
    rows = [r for r in matrix.rows if wanted.relation in (None, r.standing) and wanted.takes(r.claim, r.told)]
    alone = []
    for outlet, own, _ in matrix.alone if wanted.relation is None else ():
        kept = [t for t in own if wanted.takes(matrix.claims[t.account.claim], [t])]
        if kept:
            alone.append((outlet, kept, len(kept)))
    return matrix._replace(rows=rows, alone=alone)
