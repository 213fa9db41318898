"""Marked-up sentences of our own, training/events/sentences/*.txt -> records: a text, and its events with their spans.

    python -m training.events.sentences > sentences.jsonl

README.md describes the mark-up. Offsets are code points into the text without marks, half-open.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple, get_args

import msgspec

from rashomon.errors import RashomonError
from rashomon.model import Realis, Span

HERE = Path(__file__).parent
REALIS: tuple[str, ...] = get_args(Realis)
BRACKETS = r"\[\]{}<>"
MARK = re.compile(
    rf"\[(?P<roles>[ARPTC]\d+(?:,[ARPTC]\d+)*) (?P<role_words>[^{BRACKETS}]+)\]"
    rf"|{{(?P<event>\d+) (?P<type>[A-Z]+):(?P<mode>[a-z-]*):(?P<realis>[a-z]+)\|(?P<trigger_words>[^{BRACKETS}]+)}}"
    rf"|<(?P<cues>\d+(?:,\d+)*) (?P<cue_words>[^{BRACKETS}]+)>"
)


class MarkupError(RashomonError):
    """Lines that do not follow the mark-up; the message has one line for each, with its file and number."""


class MarkedEvent(msgspec.Struct, frozen=True, kw_only=True):
    """One event of a sentence; a role or mode that the sentence does not tell is empty."""

    type: str
    mode: str
    realis: str
    trigger: Span
    cues: tuple[Span, ...] = ()
    actors: tuple[Span, ...] = ()
    recipients: tuple[Span, ...] = ()
    places: tuple[Span, ...] = ()
    times: tuple[Span, ...] = ()


class MarkedText(msgspec.Struct, frozen=True, kw_only=True):
    """One or two sentences, where they were written down, and all their events in the order of their numbers."""

    source: str
    line: int
    text: str
    events: tuple[MarkedEvent, ...]


class _Marks(NamedTuple):
    """The text of a line and what its marks said of it."""

    text: str
    triggers: list[tuple[int, re.Match[str], Span]]
    fillers: list[tuple[str, int, Span]]


FIELDS = {"A": "actors", "R": "recipients", "P": "places", "T": "times", "C": "cues"}


def read_sentences(folder: Path = HERE / "sentences") -> list[MarkedText]:
    """Read every .txt file of `folder`, by name; raises MarkupError with all the faults in them."""
    known = read_modes()
    rows: list[MarkedText] = []
    faults: list[str] = []
    for path in sorted(folder.glob("*.txt")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if not line.strip() or line.startswith("#"):
                continue
            try:
                text, events = parse_line(line, known)
            except ValueError as fault:
                faults.append(f"{path}:{number}: {fault}")
            else:
                rows.append(MarkedText(source=path.name, line=number, text=text, events=events))
    if faults:
        raise MarkupError("\n".join(faults))
    return rows


def read_modes(path: Path = HERE / "modes.tsv") -> dict[str, frozenset[str]]:
    """Return the modes of each PLOVER type, the empty one among them."""
    lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
    return {kind: frozenset(["", *modes.split()]) for kind, modes in (line.split("\t") for line in lines)}


def parse_line(line: str, known: dict[str, frozenset[str]]) -> tuple[str, tuple[MarkedEvent, ...]]:
    """Return the text of a marked-up line and its events; raises ValueError that says what is wrong with it."""
    text, triggers, fillers = _take_marks(line)
    if text != " ".join(text.split()):
        raise ValueError("white space at an end, or two spaces in a row")
    numbers = [number for number, _, _ in triggers]
    if sorted(numbers) != list(range(1, len(numbers) + 1)):
        raise ValueError(f"events are to be numbered 1 to {len(numbers)}, each once; given: {sorted(numbers)}")
    for role, number, span in fillers:
        if number not in numbers:
            raise ValueError(f"{span.of(text)!r} is {role}{number}, but there is no event {number}")
    return text, tuple(_make_event(*trigger, fillers, known) for trigger in sorted(triggers, key=lambda t: t[0]))


def _take_marks(line: str) -> _Marks:
    """Take the marks out of a line; what is left over of a bracket is a mark nested, unclosed or misspelt."""
    marks = _Marks("", [], [])
    text, end = "", 0
    for mark in MARK.finditer(line):
        words = mark["role_words"] or mark["trigger_words"] or mark["cue_words"]
        text += _plain(line[end : mark.start()])
        _check_edges(text[-1:], mark, words, line[mark.end() :][:1])
        span = Span(len(text), len(text) + len(words))
        if mark["event"]:
            marks.triggers.append((int(mark["event"]), mark, span))
        elif mark["roles"]:
            marks.fillers.extend((role[0], int(role[1:]), span) for role in mark["roles"].split(","))
        else:
            marks.fillers.extend(("C", int(number), span) for number in mark["cues"].split(","))
        text, end = text + words, mark.end()
    return marks._replace(text=text + _plain(line[end:]))


def _plain(words: str) -> str:
    if stray := re.search(rf"[{BRACKETS}]", words):
        raise ValueError(f"a mark that is nested, unclosed or misspelt: {words[stray.start() :][:40]!r}")
    return words


def _check_edges(before: str, mark: re.Match[str], words: str, after: str) -> None:
    glued = re.match(r"\w\w", before + words[0]) or re.match(r"\w\w", words[-1] + after)
    if glued or words != words.strip():
        raise ValueError(f"a mark that does not begin and end with its words: {mark[0]!r}")


def _make_event(
    number: int,
    mark: re.Match[str],
    trigger: Span,
    fillers: Iterable[tuple[str, int, Span]],
    known: dict[str, frozenset[str]],
) -> MarkedEvent:
    kind, mode, realis = mark["type"], mark["mode"], mark["realis"]
    if kind not in known:
        raise ValueError(f"no type {kind}; known: {', '.join(sorted(known))}")
    if mode not in known[kind]:
        raise ValueError(f"{kind} has no mode {mode!r}; known: {', '.join(sorted(known[kind] - {''})) or 'none'}")
    if realis not in REALIS:
        raise ValueError(f"no realis {realis!r}; known: {', '.join(REALIS)}")
    spans: dict[str, tuple[Span, ...]] = {}
    for role, of, span in fillers:
        if of == number:
            spans[FIELDS[role]] = (*spans.get(FIELDS[role], ()), span)
    return MarkedEvent(type=kind, mode=mode, realis=realis, trigger=trigger, **spans)


def write_lines(rows: Iterable[MarkedText]) -> Iterator[bytes]:
    """Yield one JSON object a text, a line each."""
    for row in rows:
        yield msgspec.json.encode(row) + b"\n"


if __name__ == "__main__":
    sys.stdout.buffer.writelines(write_lines(read_sentences()))
