"""A quotation and what articles made of it -> the cells of its row in a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rashomon.model import Use, Utterance
from rashomon.show.rows import UNKNOWN, Reader

__all__ = ["utterance_cells"]


def utterance_cells(record: Utterance, reader: Reader) -> Sequence[str]:
    """Return how many articles quote it, who speaks, the fullest words, who has them first, and what was done to them.

    Articles that have it from another's text stand behind that one, in brackets.
    """
    full, first = record.uses[record.fullest], record.uses[0]
    return (
        f"{len({use.document for use in record.uses}):8,}",
        (reader.name(record.speaker) if record.speaker else None) or UNKNOWN,
        reader.words(full.document, [full.span]),
        reader.article_name(first.document),
        "; ".join(_made_of_it(record, reader)),
    )


def _made_of_it(record: Utterance, reader: Reader) -> Iterator[str]:
    """Yield each article that has words of its own, with the changes that it made to them."""
    for use in record.uses:
        if use.carried_from is None:
            yield f"{reader.article_name(use.document)} {_say(use, record)}{_copies(use, record, reader)}"


def _say(use: Use, record: Utterance) -> str:
    if use is record.uses[record.fullest]:
        return "in full"
    return ", ".join(use.changes) or "the same"


def _copies(use: Use, record: Utterance, reader: Reader) -> str:
    """Return the articles that print the text of this one; those of an article that has several uses stand but once."""
    if use is not next(u for u in record.uses if u.document == use.document):
        return ""
    copies = dict.fromkeys(u.document for u in record.uses if u.carried_from == use.document)
    return f" (same text: {', '.join(map(reader.article_name, copies))})" if copies else ""
