"""The parse of one article -> the amounts that it gives, and what they count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rashomon.extract.quantity.amounts import Amount, find_amounts
from rashomon.extract.quantity.counted import Surroundings, find_counted, phrase
from rashomon.extract.quantity.exclusions import is_no_quantity
from rashomon.extract.quantity.lexemes import cut_sentence
from rashomon.model import Document, Mention, Parse, Quantity, Timex, finding_id

__all__ = ["find_quantities"]

BY = "quantity/1"


def find_quantities(
    document: Document, parse: Parse, timex: Sequence[Timex], mention: Sequence[Mention]
) -> Mapping[str, Any]:
    """Give the `quantity` records in text order.

    A number inside a time expression is none, nor are ages, ordinals, scores and names with numbers.
    """
    around = Surroundings(parse, mention, timex)
    return {"quantity": [_record(document, around, amount) for amount in _amounts(parse, timex)]}


def _amounts(parse: Parse, timexes: Sequence[Timex]) -> Iterator[Amount]:
    for first, end in parse.sentences:
        lexemes = cut_sentence(parse, first, end)
        for amount in find_amounts(lexemes):
            number = lexemes[amount.number]
            timed = any(t.span.start <= number.start < t.span.end for t in timexes)
            if not timed and not is_no_quantity(lexemes, amount):
                yield amount


def _record(document: Document, around: Surroundings, amount: Amount) -> Quantity:
    head = find_counted(amount, around)
    of = None if head is None else phrase(around, head, amount.span)
    node = around.top(amount.span) if head is None else head
    return Quantity(
        id=finding_id("quantity", document.id, [amount.span]),
        by=BY,
        document=document.id,
        span=amount.span,
        value=amount.value,
        bound=amount.bound,
        unit=amount.unit,
        of=of,
        place=around.place_of(node, amount.span),
        when=around.time_of(node, amount.span),
    )
