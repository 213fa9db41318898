"""Events -> PLOVER JSON, one a line, or a tab-separated table like those of GDELT, ICEWS or POLECAT.

Tables have one row for each pair of actor and recipient, as their models do: the id of the event repeats. All columns
of the model stand first, in its order, so that what reads them by their place reads these; ours, with the evidence,
follow. They are UTF-8 with a heading and a line feed behind each row; a cell with quotation marks in it is quoted as in
CSV, white space within a cell is one space. A text that a spreadsheet would take for a formula gets an apostrophe in
front, as in our CSV; numbers stay numbers.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

import msgspec

from rashomon.model import Event
from rashomon.show.event_reader import EventReader, pairs_of
from rashomon.show.exports.event_columns import TABLES, Line
from rashomon.show.exports.plover import plover_of
from rashomon.show.exports.records import to_cell, write_json
from rashomon.show.exports.written import Written
from rashomon.show.rows import UNKNOWN
from rashomon.show.words import one_line
from rashomon.store import NARRATOR

if TYPE_CHECKING:
    from rashomon.store import View

__all__ = ["to_tsv_cell", "write_plover", "write_table"]

_encode = msgspec.json.Encoder().encode


def write_plover(view: View, layer: str, events: Iterable[Event], out: BinaryIO) -> Written:
    """Write events as PLOVER JSON, one a line."""
    reader = EventReader(view)
    return Written(write_json((_encode(plover_of(event, reader)) for event in events), "jsonl", out))


def write_table(model: str, view: View, layer: str, events: Iterable[Event], out: BinaryIO) -> Written:
    """Write events as a table with the columns of a model and ours."""
    reader, columns, count = EventReader(view), TABLES[model], 0
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    try:
        writer = csv.writer(text, "excel-tab", lineterminator="\n")
        writer.writerow(columns)
        for event in events:
            count += 1
            writer.writerows([to_tsv_cell(get(line)) for get in columns.values()] for line in _lines(event, reader))
        return Written(count)
    finally:
        text.detach()  # `out` is the caller's to close


def to_tsv_cell(value: Any) -> str:
    """Return a value as one cell of a tab-separated table."""
    if not isinstance(value, str):
        return "" if value is None else str(value)
    words = one_line(value)
    return to_cell(words) if words else ""


def _lines(event: Event, reader: EventReader) -> Iterator[Line]:
    number, sentence = reader.sentence(event) or (None, event.trigger)
    document = reader.document(event.document)
    line = Line(
        event=event,
        actor=None,
        recipient=None,
        when=reader.when_in_pile(event),
        sentence=sentence,
        sentence_number=number,
        in_lead=reader.in_lead(event),
        account=" > ".join(teller.name or UNKNOWN for teller in reader.tellers(event)) or NARRATOR,
        article=reader.article(event),
        ref=document.ref,
        cluster=reader.cluster(event),
        text=document.text,
    )
    for actor, recipient in pairs_of(event):
        yield line._replace(
            actor=reader.party(event, actor) if actor else None,
            recipient=reader.party(event, recipient) if recipient else None,
        )
