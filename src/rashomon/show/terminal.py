"""One article of a view -> lines for a terminal or a pipe: speakers in the margin, evidence marked in the text.

In the other margin a line runs along what other articles have too, thicker the more they are. Below each paragraph
stands what its dates and amounts stand for, where the words do not say it themselves, what is said to happen in it, by
whose account, and which articles have the same words.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from rashomon.model import (
    Act,
    Article,
    Attribution,
    Dating,
    Document,
    Entity,
    Event,
    Quantity,
    Reuse,
    Timex,
    Zone,
)
from rashomon.show.deeds import label_of, phrase_of, say_chain
from rashomon.show.evidence import Block, Mark, lay_out, marks_of, ordered, segment
from rashomon.show.notes import notes_of
from rashomon.show.shared import Stretch, mark_stretches, shared_stretches
from rashomon.show.when import say_dating
from rashomon.show.words import one_line
from rashomon.store import View

__all__ = ["print_article"]

_MARGIN = 20
_MEASURE = 72
# below this width there is no room for names beside the text
_NARROW = 60
_BARS = {"direct": "▌", "mixed": "‖", "indirect": "┊"}
# along text that one other article has, two, more
_SHARED = {"n1": "│", "n2": "┃", "n3": "█"}
_PLAIN_MARKS = {"content": "[]", "source": "**", "cue": "__", "deed": "{}"}
# a colour of the terminal's own, which its user made legible on light or dark, not a background of ours
_STYLES = {"content": "cyan", "source": "bold", "cue": "underline", "deed": "magenta"}
# whatever could move the cursor, change the screen, or reorder the text around it
_ACTING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class _Cell(NamedTuple):
    """One character to print: its style, the bars beside it, and the attribution whose content begins with it."""

    char: str
    style: str
    bar: str
    begins: tuple[str, ...] = ()
    shared: str = ""


class _Who(NamedTuple):
    """What the margin says of an attribution."""

    name: str
    how: str


class _Apparatus(NamedTuple):
    """What stands beside the text: who speaks, by attribution; then, by the place where the words begin, what dates and
    amounts stand for, what is said to happen and who else has the words.
    """

    who: Mapping[str, _Who]
    notes: Sequence[tuple[int, str]]
    deeds: Sequence[tuple[int, str]]
    others: Sequence[tuple[int, str]]


def print_article(view: View, key: str, console: Console, furniture: bool = False) -> None:
    """Print the article that `key` names (an id, the start of one, or a ref) as wide as the console allows.

    On a terminal contents and events are coloured, sources bold, cues underlined; elsewhere [content], *source*, _cue_
    and {event} carry marks, so that they survive a pipe. Furniture is a count of lines unless asked for. Control
    characters of the article are shown, never sent. Raises NotFound for a key that names no article.
    """
    document = view.document(key)
    attributions = [a for a in view.records("attribution", document.id) if isinstance(a, Attribution)]
    zones = [z for z in view.records("zone", document.id) if isinstance(z, Zone)]
    events = [e for e in view.records("event", document.id) if isinstance(e, Event)]
    nested = [a for a in view.records("nested", document.id) if isinstance(a, Attribution)]
    who = _margin_notes(view, document, [*attributions, *nested])
    told = _deeds(view, document, events, {a.id: (who[a.id].name, a.act) for a in (*attributions, *nested)})
    shared = shared_stretches(document.id, (r for r in view.records("reuse", document.id) if isinstance(r, Reuse)))
    beside = _Apparatus(who, list(_foot_notes(view, document)), list(told), list(_others(view, shared)))
    for line in _header(view, document):
        _put(console, line)
    if not console.is_terminal and attributions:
        _put(console, Text("Marks: [what is said] *who says it* _how_" + (" {what happens}" if events else "")))
    _put(console, Text())
    # who takes part is named below the paragraph
    found = [m for m in marks_of(attributions, (), events) if m.role != "party"]
    marks = ordered([*found, *mark_stretches(shared)])
    for folded, group in groupby(lay_out(document.text, zones), key=lambda b: b.kind == "furniture"):
        blocks = list(group)
        if folded and not furniture:
            lines = "1 line" if len(blocks) == 1 else f"{len(blocks)} lines"
            _put(console, Text(f"({lines} of furniture folded)", style="dim"))
            _put(console, Text())
            continue
        for block in blocks:
            _print_block(console, document.text, block, marks, beside)


def _header(view: View, document: Document) -> Iterator[Text]:
    """Yield the title, then outlet, date and byline, then where the text comes from; unknown is said."""
    article = next((a for a in view.records("article", document.id) if isinstance(a, Article)), None)
    title = article.title if article else None
    yield Text(_one_line(title or "No title found"), style="bold")
    outlet = (article and article.outlet) or "outlet unknown"
    published = (article and article.published) or "date unknown"
    dating = next((d for d in view.records("dating", document.id) if isinstance(d, Dating)), None)
    if dating and not (article and article.published):
        words = ", ".join(f"“{span.of(document.text)}”" for span in dating.evidence)
        published = f"{say_dating(dating)} (estimated{' from ' + words if words else ''})"
    byline = ", ".join(article.byline) if article and article.byline else "author unknown"
    yield Text(_one_line(f"{outlet}, {published}, {byline}"))
    if article and article.republished_from:
        yield Text(_one_line(f"Same text as in {article.republished_from}"))
    if article and article.wire:
        yield Text(_one_line(f"Credits {article.wire}"))
    yield Text(f"{document.id}  {_one_line(document.ref)}", style="dim")


def _margin_notes(view: View, document: Document, found: Sequence[Attribution]) -> Mapping[str, _Who]:
    """Say who stands behind each attribution: the name, else the source's own words in quotes, else unknown."""
    speakers = (view.record("entity", key) for key in {a.speaker for a in found if a.speaker})
    names = {e.id: e.name for e in speakers if isinstance(e, Entity)}
    notes = {}
    for a in found:
        words = " ".join(" … ".join(s.of(document.text) for s in a.source).split())
        name = names.get(a.speaker or "") or (f"“{words}”" if words else "speaker unknown")
        how = a.kind if a.act == "statement" else f"{a.kind}, {a.act}"
        notes[a.id] = _Who(_one_line(name), how)
    return notes


def _foot_notes(view: View, document: Document) -> Iterator[tuple[int, str]]:
    """Yield what dates and amounts stand for, in text order: where they begin, and the note."""
    found = [r for layer in ("timex", "quantity") for r in view.records(layer, document.id)]
    known = sorted((r for r in found if isinstance(r, Timex | Quantity)), key=lambda r: (r.span, r.id))
    notes = notes_of(document.text, known)
    for record in known:
        if record.id in notes:
            yield record.span.start, _one_line(f"{record.span.of(document.text)}: {notes[record.id].value}")


def _others(view: View, stretches: Sequence[Stretch]) -> Iterator[tuple[int, str]]:
    """Yield who else has the words, where that changes."""
    last: tuple[str, ...] = ()
    for stretch in stretches:
        if stretch.documents != last:
            last = stretch.documents
            names = ", ".join(_article_name(view, key) for key in last)
            yield stretch.span.start, f"same words in {names}"


def _article_name(view: View, key: str) -> str:
    """Return the outlet of an article and the start of its id, by which `rashomon show` finds it."""
    article = next((a for a in view.records("article", key) if isinstance(a, Article)), None)
    return _one_line(f"{(article and article.outlet) or 'outlet unknown'} ({key[:8]})")


def _deeds(
    view: View, document: Document, events: Sequence[Event], accounts: Mapping[str, tuple[str, Act]]
) -> Iterator[tuple[int, str]]:
    """Yield what is said to happen, in text order: where its words begin, who does what, whether, by whose account."""
    keys = {p.entity for e in events for p in (*e.actors, *e.recipients) if p.entity}
    names = {e.id: e.name for e in (view.record("entity", key) for key in keys) if isinstance(e, Entity)}
    for event in sorted(events, key=lambda e: (e.trigger, e.id)):
        parties = [
            [names.get(p.entity or "") or one_line(p.span.of(document.text)) for p in own]
            for own in (event.actors, event.recipients)
        ]
        chain = [accounts[key] for key in event.chain or filter(None, [event.attribution]) if key in accounts]
        how = "; ".join(filter(None, (label_of(event), say_chain(chain, event.realis))))
        yield event.trigger.start, _one_line(f"• {phrase_of(event, document.text, *parties)} ({how})")


def _print_block(console: Console, text: str, block: Block, marks: Sequence[Mark], beside: _Apparatus) -> None:
    """Print one paragraph and an empty line; names that find no line beside the text get lines of their own."""
    wide = console.width >= _NARROW
    margin = _MARGIN if wide else 0
    # a space and the line along shared text
    measure = max(8, min(_MEASURE, console.width - margin - (5 if beside.others else 3)))
    cells = list(_cells(text, block, marks, plain=not console.is_terminal))
    pending: deque[tuple[str, str]] = deque()
    for line in _wrap(cells, measure):
        begun = dict.fromkeys(key for c in line for key in c.begins)
        bar = next((c.bar for c in line if c.bar), " ")
        if wide:
            whose = [beside.who[key] for key in begun]
            pending.extend(part for who in whose for part in ((who.name, "bold"), (who.how, "dim")))
            text_line, shared = _styled(line, block), _shared_line(line, measure)
            _put(console, Text.assemble(_note(pending, margin), (f"{bar} ", "cyan"), text_line, shared))
            continue
        for key in begun:
            _put(console, Text(f"{beside.who[key].name} ({beside.who[key].how})", style="dim"))
        _put(console, Text.assemble((f"{bar} ", "cyan"), _styled(line, block), _shared_line(line, measure)))
    values, deeds, others = (
        [note for at, note in notes if block.start <= at < block.end]
        for notes in (beside.notes, beside.deeds, beside.others)
    )
    for note in filter(None, ("; ".join(values), *deeds, *others)):
        for line in _wrap([_Cell(char, "dim", "") for char in note], measure):
            _put(console, Text.assemble(_note(pending, margin) if wide else "", "  ", _styled(line, block)))
    while pending:
        _put(console, _note(pending, margin))
    _put(console, Text())


def _note(pending: deque[tuple[str, str]], margin: int) -> Text:
    """Return the next name, or how it is said, set against the text; blank where none waits."""
    words, style = pending.popleft() if pending else ("", "")
    note = Text(words)
    note.truncate(margin - 1, overflow="ellipsis")
    note.align("right", margin - 1)
    note.stylize(style)
    return Text.assemble(note, " ")


def _cells(text: str, block: Block, marks: Sequence[Mark], plain: bool) -> Iterator[_Cell]:
    """Yield the characters of a paragraph with their marks; in plain text a mark is a character before and after."""
    end = block.start + len(text[block.start : block.end].rstrip())
    for run in segment(block.start, end, marks) if end > block.start else ():
        bar = next((_BARS[m.kind] for m in reversed(run.marks) if m.role == "content"), "")
        shared = next((_SHARED[m.kind] for m in run.marks if m.role == "shared"), "")
        inline = [m for m in run.marks if m.role in _STYLES]
        style = " ".join(sorted({_STYLES[m.role] for m in inline}))
        opened = [m for m in inline if max(m.span.start, block.start) == run.start]
        begins = tuple(m.id for m in opened if m.role == "content" and m.first and m.span.start == run.start)
        if plain:
            yield from (_Cell(_PLAIN_MARKS[m.role][0], "", bar) for m in opened)
        for i, char in enumerate(text[run.start : run.end]):
            yield _Cell(_shown(char), style, bar, begins if i == 0 else (), shared)
        if plain:
            closed = [m for m in reversed(inline) if min(m.span.end, end) == run.end]
            yield from (_Cell(_PLAIN_MARKS[m.role][1], "", bar) for m in closed)


def _wrap(cells: Sequence[_Cell], width: int) -> Iterator[list[_Cell]]:
    """Break at white space, inside a word only where it is wider than the line; white space at breaks is dropped."""
    line: list[_Cell] = []
    used = 0
    for blank, group in groupby(cells, key=lambda c: c.char.isspace()):
        word = list(group)
        if blank:
            word = [word[0]._replace(char=" ")]
        size = sum(cell_len(c.char) for c in word)
        if not blank and used + size > width and line:
            yield line[:-1] if line[-1].char == " " else line
            line, used = [], 0
        # in one pass: a "word" may be a whole text that somebody wrote without a space
        begin = 0
        while not blank and size > width:
            part = word[begin : begin + width // 2]
            yield part
            begin += len(part)
            size -= sum(cell_len(c.char) for c in part)
        if line or not blank:
            line += word[begin:]
            used += size
    if line:
        yield line


def _shared_line(line: Sequence[_Cell], measure: int) -> Text:
    """Return what reaches from the end of a line to the line along shared text, empty where nothing is shared."""
    bar = next((bar for bar in reversed(_SHARED.values()) if any(c.shared == bar for c in line)), "")
    return Text(" " * (measure - sum(cell_len(c.char) for c in line) + 1) + bar) if bar else Text()


def _styled(line: Sequence[_Cell], block: Block) -> Text:
    base = {"title": "bold", "subhead": "bold", "furniture": "dim", "caption": "italic", "credit": "italic"}
    text = Text(style=base.get(block.kind, ""))
    for style, group in groupby(line, key=lambda c: c.style):
        text.append("".join(c.char for c in group), style=style.strip() or None)
    return text


def _shown(text: str) -> str:
    """Return `text`, of the same length, with control characters as pictures of themselves, or as U+FFFD."""
    return _ACTING.sub(lambda m: chr(0x2400 + ord(m[0])) if ord(m[0]) < 0x20 else "\ufffd", text)


def _one_line(text: str) -> str:
    """Return a title, a name or a ref, which may hold anything, as one line."""
    return _shown(" ".join(text.split()))


def _put(console: Console, line: Text) -> None:
    line.rstrip()
    console.print(line, highlight=False, soft_wrap=True)
