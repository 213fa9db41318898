"""A record that stands in texts -> one plain sentence of what the machine says of those words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from rashomon.model import (
    Account,
    Attribution,
    Claim,
    Clause,
    Event,
    Mention,
    Nested,
    Participant,
    Quantity,
    Record,
    Reference,
    Reuse,
    Sentence,
    Timex,
    Utterance,
    Zone,
)
from rashomon.show.deeds import phrase_of, say_realis, say_type
from rashomon.show.rows import UNKNOWN, Reader
from rashomon.show.when import say_interval
from rashomon.show.words import counted, say_quantity

__all__ = ["say_deed", "say_record"]


def say_record(record: Any, reader: Reader) -> str:
    """Return what a record says, such as `statement of Lena Toft, indirect`; names as the pile has them."""
    return _SAY[type(record)](record, reader)


def _attribution(one: Attribution, reader: Reader) -> str:
    return f"{one.act} of {reader.who(one.document, one.speaker, one.source)}, {one.kind}"


def say_deed(event: Event, reader: Reader) -> str:
    """Return who did what to whom, in the words of the article: `Lann: attacked → the fleet`."""
    sides = [
        [reader.who(event.document, p.entity, [p.span]) for p in side] for side in (event.actors, event.recipients)
    ]
    return phrase_of(event, reader.document(event.document).text, *sides)


def _event(one: Event, reader: Reader) -> str:
    days = say_interval(*reader.days_of(one)[:2])
    return f"{say_type(one.type, one.mode)}, {say_realis(one.realis)}: {say_deed(one, reader)}; {days}"


def _clause(one: Clause, reader: Reader) -> str:
    def names(those: tuple[Participant, ...]) -> str:
        return ", ".join(reader.who(one.document, p.entity, [p.span]) for p in those) or UNKNOWN

    to = f" to {names(one.recipients)}" if one.recipients else ""
    return f"{one.lemma}, {say_realis(one.realis)}: {names(one.actors)}{to}"


def _mention(one: Mention, reader: Reader) -> str:
    return f"{one.form} of {_name(one.entity, reader)}, {one.kind}"


def _timex(one: Timex, reader: Reader) -> str:
    days = f": {say_interval(one.earliest, one.latest)}" if one.earliest or one.latest else ""
    return f"{one.type.lower()} {one.value or UNKNOWN}{days}"


def _quantity(one: Quantity, reader: Reader) -> str:
    whose = f" of “{reader.words(one.document, [one.of])}”" if one.of else ""
    return f"{say_quantity(one)}{whose}"


def _account(one: Account, reader: Reader) -> str:
    value = f" {one.value}" if one.value else ""
    by = f", by the account of {_name(one.speaker, reader)}" if one.speaker else ""
    return f"{one.stance}{value}{by}"


def _claim(one: Claim, reader: Reader) -> str:
    relation = "one account" if one.relation == "single" else one.relation
    return f"{one.slot}: {relation}, {counted(one.origins, 'origin')} in {counted(one.carriers, 'carrier')}"


def _name(entity: str | None, reader: Reader) -> str:
    return (reader.name(entity) if entity else None) or UNKNOWN


_SAY: Mapping[type[Record], Callable[[Any, Reader], str]] = {
    Attribution: _attribution,
    Nested: _attribution,
    Event: _event,
    Clause: _clause,
    Mention: _mention,
    Timex: _timex,
    Account: _account,
    Claim: _claim,
    Quantity: _quantity,
    Reference: lambda one, reader: f"means {_name(one.entity, reader)}",
    Reuse: lambda one, _: f"shared passage, {one.kind}; who has it from whom: {one.direction.replace('_', ' ')}",
    Utterance: lambda one, reader: f"the same words of {_name(one.speaker, reader)} in {len(one.uses)} places",
    Sentence: lambda _, __: "a sentence",
    Zone: lambda one, _: one.kind.replace("_", " "),
}
