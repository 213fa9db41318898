"""What the accounts of one claim say, and how they stand to each other -> its records."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from rashomon.link.claim.origins import Voice, find_origins
from rashomon.link.claim.relation import Told, relate
from rashomon.model import Account, Claim, ClaimKind, Passage, digest, finding_id
from rashomon.profiles import Antecedent, Deed, Dependence, Figure

__all__ = ["BY", "Filled", "best_antecedent", "make_records"]

BY = "claim/1"


class Filled(NamedTuple):
    """An account with what it fills the slot with; `value` is None where it leaves that open."""

    item: Deed | Figure
    value: str | None

    @property
    def told(self) -> Deed:
        """Return the clause that it stands in."""
        return self.item.told if isinstance(self.item, Figure) else self.item


def make_records(
    kind: ClaimKind,
    slot: str,
    accounts: Sequence[Filled],
    dependence: Dependence,
    differ: Callable[[int, int], bool],
    replaces: Callable[[int, int], bool] = lambda _first, _second: False,
) -> list[Claim | Account]:
    """Return the claim and its accounts, the first of which says it most fully; see `relate` for the two functions."""
    first = accounts[0].item
    claim = digest("claim", first.finding)
    voices = [Voice(a.item.document, a.item.span, a.told.speaker) for a in accounts]
    origins = find_origins(voices, dependence)
    chosen = [a.item.antecedent for a in accounts if a.item.antecedent is not None]
    return [
        Claim(
            id=claim,
            by=BY,
            score=min((c.score for c in chosen), default=1.0),
            reason="; ".join(sorted({c.reason for c in chosen} - {""})) or None,
            kind=kind,
            slot=slot,
            relation=relate([_told(a) for a in accounts], differ, replaces=replaces),
            main=Passage(document=first.document, span=first.span),
            origins=len(set(origins)),
            carriers=len({a.item.document for a in accounts}),
        ),
        *(_account(claim, a, origin) for a, origin in zip(accounts, origins, strict=True)),
    ]


def _told(account: Filled) -> Told:
    told = account.told
    return Told(told.document, told.outlet, told.stance, told.attributed, told.speaker, told.source, told.day)


def _account(claim: str, account: Filled, origin: str) -> Account:
    item, told = account.item, account.told
    return Account(
        id=finding_id("account", item.document, [item.span], claim, item.finding),
        by=BY,
        document=item.document,
        claim=claim,
        finding=item.finding,
        span=item.span,
        stance=told.stance,
        value=account.value,
        speaker=told.speaker,
        origin=origin,
    )


def best_antecedent(found: Sequence[tuple[str, float, str]]) -> Antecedent | None:
    """Return the likeliest of (finding, score, reason) as an antecedent, the first by id where several are."""
    if not found:
        return None
    finding, score, reason = min(found, key=lambda one: (-one[1], one[0]))
    return Antecedent(finding=finding, score=round(score, 3), reason=reason)
