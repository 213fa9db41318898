"""A claim, an account or a clause -> the cells of its row in a table."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.model import Account, Claim, Clause, Participant
from rashomon.show.rows import UNKNOWN, Reader, position_of

__all__ = ["account_cells", "claim_cells", "clause_cells"]

# what a relation is called in a row: who conflicts, and who is only quoted
_SAID = {"single": "one account", "revision": "revised"}


def claim_cells(record: Claim, reader: Reader) -> Sequence[str]:
    """Return its id, how the accounts stand to each other, how many there are, what is open, and the fullest words."""
    return (
        record.id[:8],
        _SAID.get(record.relation, record.relation),
        f"{record.origins:7,}",
        f"{record.carriers:8,}",
        record.kind,
        record.slot,
        reader.words(record.main.document, [record.main.span]),
    )


def account_cells(record: Account, reader: Reader) -> Sequence[str]:
    """Return the claim, the article and place, whose account it is, its stance, what it fills in, and the words."""
    return (
        record.claim[:8],
        reader.article_name(record.document),
        position_of(record.document, [record.span]),
        record.stance,
        (reader.name(record.speaker) or UNKNOWN) if record.speaker else "",
        record.value or "",
        reader.words(record.document, [record.span]),
    )


def clause_cells(record: Clause, reader: Reader) -> Sequence[str]:
    """Return the article and place, who does what to whom, whether it was so, and the words."""
    return (
        reader.article_name(record.document),
        position_of(record.document, [record.span]),
        _who(record, record.actors, reader),
        record.lemma,
        _who(record, record.recipients, reader),
        record.realis,
        reader.words(record.document, [record.span]),
    )


def _who(record: Clause, participants: Sequence[Participant], reader: Reader) -> str:
    return ", ".join(reader.words(record.document, [p.span]) for p in participants)
