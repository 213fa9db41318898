"""The parse of one article -> the amounts that it gives, and what they count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from rashomon.extract.quantity.amounts import Amount, find_amounts
from rashomon.extract.quantity.counted import find_counted, is_age, is_bare, is_name, name_before
from rashomon.extract.quantity.exclusions import is_no_quantity
from rashomon.extract.quantity.harm import find_fates
from rashomon.extract.quantity.lexemes import cut_sentence, may_count
from rashomon.extract.quantity.surroundings import Surroundings
from rashomon.extract.stretches import Stretches
from rashomon.model import Document, Mention, Parse, Quantity, Span, Timex, finding_id

__all__ = ["find_quantities"]

BY = "quantity/2"


def find_quantities(
    document: Document, parse: Parse, timex: Sequence[Timex], mention: Sequence[Mention]
) -> Mapping[str, Any]:
    """Give the `quantity` records in text order.

    A number inside a time expression is none, nor are ages, ordinals, scores and names with numbers.
    """
    around = Surroundings(parse, mention, timex)
    counted: list[int] = []  # the nouns counted so far, for the bare numbers to come
    records = []
    for amount in _amounts(parse, timex):
        if is_age(amount, around) or is_name(amount, around):
            continue
        head = find_counted(amount, around)
        borrowed = head is None and is_bare(amount, around)
        if borrowed:
            head = name_before(amount, around, _near(amount, around, counted))
        elif amount.kind in ("", "people"):
            counted += [t for t in (around.top(amount.span) if amount.kind else head,) if t is not None]
        records.append(_record(document, around, amount, head, borrowed=borrowed))
    fates = find_fates(around, records)
    return {"quantity": [replace(r, fate=fates.get(r.id)) for r in records]}


def _amounts(parse: Parse, timexes: Sequence[Timex]) -> Iterator[Amount]:
    times = Stretches(t.span for t in timexes)
    for first, end in parse.sentences:
        lexemes = cut_sentence(parse, first, end) if may_count(parse, first, end) else []
        for amount in find_amounts(lexemes):
            number = lexemes[amount.number].start
            if not times.hold(Span(number, number + 1)) and not is_no_quantity(lexemes, amount):
                yield amount


def _near(amount: Amount, around: Surroundings, counted: Sequence[int]) -> list[int]:
    """Return what was counted in the sentence of the amount and in the one before."""
    sentence = around.syntax.sentence
    return [head for head in counted if sentence[around.top(amount.span)] - sentence[head] <= 1]


def _record(document: Document, around: Surroundings, amount: Amount, head: int | None, *, borrowed: bool) -> Quantity:
    """Make the record; `borrowed` tells that what is counted is taken from before, or from the verb."""
    if head in around.tokens(amount.span):
        head = None  # a number that is counted by itself
    node = around.top(amount.span) if head is None else head
    return Quantity(
        id=finding_id("quantity", document.id, [amount.span]),
        by=BY,
        document=document.id,
        span=amount.span,
        value=amount.value,
        bound=amount.bound,
        unit=amount.unit,
        of=None if head is None else around.phrase(head, amount.span),
        place=around.place_of(node, amount.span),
        when=around.time_of(node, amount.span),
        reason="a bare number: it counts what was counted before, or the verb says" if borrowed and head else None,
    )
