"""An article as it is set -> its footnotes on paper: one for each mark, in the order in which a browser counts them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rashomon.model import Quantity, Span, Timex
from rashomon.show.deeds import label_of
from rashomon.show.layout.addresses import Addresses
from rashomon.show.layout.gather import Quote, Reading
from rashomon.show.notes import notes_of
from rashomon.show.words import one_line

__all__ = ["Footnote", "footnotes_of"]

# what opens a card on the screen is what carries a number on paper (static/paper.css counts it), so that the notes
# stand in the order of these links, whatever the nesting of the marks
_NUMBERED = re.compile(r'<a class="(?:who|label|value)\b[^"]*" href="[^"]*[?;]finding=([^"#&]+)')


class Footnote(NamedTuple):
    """What the mark says in words, and the permanent link to what is marked."""

    words: str
    link: str


def footnotes_of(reading: Reading, quotes: Iterable[Quote], text: str, addresses: Addresses) -> list[Footnote]:
    """Return the notes on an article; `text` is what `set_article` made of it with the same addresses."""
    found = {key: (words, span) for key, words, span in _say_all(reading, quotes)}
    noted = (found[key] for key in _NUMBERED.findall(text))
    return [Footnote(words, addresses.passage(reading.document, span, "")) for words, span in noted]


def _say_all(reading: Reading, quotes: Iterable[Quote]) -> Iterator[tuple[str, str, Span]]:
    """Yield the id of each finding that may be marked, what its note says, and where its words are."""
    for quote in quotes:
        said = quote.attribution
        how = said.kind if said.act == "statement" else f"{said.kind}, {said.act}"
        whole = Span(min(said.content).start, max(s.end for s in said.content))
        yield said.id, f"{quote.who}: {how}", whole
    for event in reading.events:
        yield event.id, f"event: {label_of(event)}", event.trigger
    values: list[Timex | Quantity] = [*reading.timexes, *reading.quantities]
    notes = notes_of(reading.document.text, values)
    for value in values:
        if note := notes.get(value.id):
            yield value.id, f"“{one_line(value.span.of(reading.document.text))}”: {note.value}", value.span
