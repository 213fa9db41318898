"""The blocks above the running text -> masthead, title, byline, publication stamp, standfirst."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from rashomon.clean.blocks import Block
from rashomon.clean.dates import date_pattern
from rashomon.data import table
from rashomon.model import ZoneKind

# the opening ends here at the latest: what stands below is the article
MAX_BLOCKS = 12
MASTHEAD = "stands above the headline"
MIN_TITLE_WORDS = 3
MAX_TITLE_WORDS = 35
MAX_MASTHEAD_WORDS = 5
MAX_STANDFIRST_WORDS = 45
MAX_BYLINE_WORDS = 20
# a headline that a full stop was added to is told from a sentence by its capitals
MIN_CAPITALISED_SHARE = 0.7
MIN_CAPITALISED = 5

_EDGES = " \t(),|·•–—-:"
_WORD = r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’.&-]*"
_SMALL = r"(?:de|da|di|du|del|della|der|den|van|von|bin|ibn|al|el|la|le|dos|ten|ter|of|the|and|for|in|on|by|&)"
# what stands before a family name: `van der`, `al-`, `d'`
_PARTICLES = rf"(?:{_SMALL}[ -]|d['’])*"
_NAMES = re.compile(rf"{_WORD}(?:[ ,/]+{_PARTICLES}{_WORD}){{0,11}}[.,]?")
_STAMP_CUE = re.compile(
    r"(?:(?:first|originally) )?(?:published|posted|publication date|date|created|issued|released|filed)"
    r"(?: on| at)? ?:?$",
    re.IGNORECASE,
)
_STAMP_CUES = re.compile(
    r"(?<!\w)(?:(?:first |originally |last )?(?:published|posted|created|updated|modified))(?: on| at| online)? ?: ?",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"(?:\W{0,3}(?:at )?\d{1,2}[:.]\d{2}(?::\d{2})?(?: ?[ap]\.?m\.?)?(?: ?\(?[A-Z]{2,5}(?:[+-]\d{1,2})?\)?)?)?\W*",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"[\s\W]{0,3}(?:(?:(?:written|story|report|text|article|analysis|reported|posted|published|opinion) )?by|authors?)"
    r"\b ?:? ?(?P<names>\S.{1,120})",
    re.IGNORECASE,
)
_SIGNED = re.compile(rf"({_WORD}(?: {_PARTICLES}{_WORD}){{1,3}})(?: in {_WORD}(?: {_WORD}){{0,2}})?")
_BETWEEN_NAMES = re.compile(r"\s*(?:,? and |,? & |[;,|/•·])\s*")
# what stands in a byline beside the people: their outlet, their post, their place
_NOT_A_PERSON = re.compile(
    r"\b(?:staff|writer|reporter|correspondent|editor|editorial|desk|columnist|contributor|contributing|special|for|at|in|bureau|"
    r"updated|published|posted|news|times|post|press|@|\d|guest|opinion|agencies|service|team|newsroom|admin)\b|@|\d",
    re.IGNORECASE,
)
_LABEL = re.compile(r"[A-Z][\w-]*(?: [A-Za-z][\w-]*){0,3} ?: \S.{0,160}")


class Stamp(NamedTuple):
    """A stand-alone publication date: what stands before it in the block, and the offsets of the date in it."""

    lead: str
    start: int
    end: int


def read_stamp(block: Block) -> Stamp | None:
    """Return the publication stamp that the whole block is; an outlet or a person may stand before the date."""
    match = date_pattern().search(block.text) if block.words <= 20 else None
    if match is None or not _CLOCK.fullmatch(block.text, match.end()):
        return None
    before = block.text[: match.start()].strip(_EDGES)
    lead = _STAMP_CUE.sub("", before).strip(_EDGES)
    return Stamp(lead, match.start(), match.end()) if not lead or _NAMES.fullmatch(lead) else None


def find_stamps(text: str) -> Iterator[tuple[int, int, bool]]:
    """Yield the stamps with a cue (`Posted: ...`) in a line: start, end, and whether it is of an update."""
    for cue in _STAMP_CUES.finditer(text) if ":" in text else ():
        date = date_pattern().match(text, cue.end())
        clock = _CLOCK.match(text, date.end()) if date else None
        if clock:
            yield cue.start(), len(text[: clock.end()].rstrip(_EDGES)), cue[0][:2].lower() in ("up", "la", "mo")


@cache
def _outlet_words() -> frozenset[str]:
    return frozenset(row[0] for row in table("clean/outlet_words.tsv"))


def is_outlet(name: str) -> bool:
    """Tell whether the name is made like an outlet's: `The Harbour Post`, `postnews.example`, `KXYZ`."""
    words = re.findall(r"[\w-]+", name)
    return (
        any(word.casefold() in _outlet_words() for word in words)
        or "." in name.rstrip(".")
        or (len(words) == 1 and len(name) > 1)
        or words[:1] == ["The"]
    )


@cache
def _sections() -> frozenset[str]:
    return frozenset(row[0] for row in table("clean/sections.tsv"))


def is_section(name: str) -> bool:
    """Tell whether every word names a section of an outlet, as in `World News` or `Opinion`, and not the outlet."""
    return all(word in _sections() for word in re.findall(r"[^\W\d_]+", name.casefold()))


def read_byline(text: str) -> list[str]:
    """Return the people in a line that is a byline, [] if it is none."""
    return split_names(byline_names(text) or "")


def find_date(text: str) -> tuple[int, int] | None:
    """Return where a date stands that a byline goes on with, as in `By Ana Reyes | May 5, 2024`."""
    match = date_pattern().search(text)
    return match.span() if match else None


def byline_names(text: str) -> str | None:
    """Return what stands after "By" in a line that is a byline, None if it is none: a desk may sign, or an agency."""
    match = _BYLINE.fullmatch(text.strip()) if len(text.split()) <= MAX_BYLINE_WORDS else None
    return match["names"] if match and match["names"][0].isupper() and not text.endswith((".", "?", "!")) else None


def split_names(names: str) -> list[str]:
    """Return who signs in `A. Name and B. Other, Staff Writer, Outlet`: no posts, no places, no outlets."""
    people: list[str] = []
    for part in _BETWEEN_NAMES.split(names):
        part = re.sub(r" in [A-Z].*", "", part.strip(" \t*_.,:–—-|"))
        is_name = bool(_NAMES.fullmatch(part)) and len(part.split()) <= 6
        if not people and is_name and not re.search(r"\d|@", part):
            people.append(part)  # a desk may sign too: "By Harbour Post Staff"
        elif is_name and " " in part and not _NOT_A_PERSON.search(part):
            people.append(part)
        elif people:
            break
    return people


def label_opening(
    blocks: Sequence[Block], known: Collection[int], title: str | None
) -> dict[int, tuple[ZoneKind, str]]:
    """Return what the blocks above the running text are, and why; `known` ones are taken, `title` is declared."""
    opening = _opening(blocks, known)
    labels: dict[int, tuple[ZoneKind, str]] = {}
    for i in opening:
        if byline_names(blocks[i].plain):
            labels[i] = ("byline", "opens with By")
        elif read_stamp(blocks[i]):
            labels[i] = ("dateline", "a publication stamp")
    for i in [i for i in opening if i not in labels and _is_signed_beside(blocks, i, labels)]:
        labels[i] = ("byline", "a name beside the publication stamp")
    heads = [i for i in opening if i not in labels]
    at = _find_title(blocks, heads, title)
    if at is None:
        return labels
    labels[at] = ("title", "the first headline")
    marked = [i for i in labels if i > at]
    for i in heads:
        if i < at:
            labels[i] = ("furniture", MASTHEAD)
        elif i > at and _LABEL.fullmatch(blocks[i].plain) and not blocks[i].closed:
            labels[i] = ("furniture", "a label of the page")
        elif i > at and not blocks[i].text.endswith(":") and (i < max(marked, default=0) or not blocks[i].is_prose):
            labels[i] = ("subhead", "stands between headline and text")
    return labels


def _is_signed_beside(blocks: Sequence[Block], i: int, labels: Mapping[int, tuple[ZoneKind, str]]) -> bool:
    """Tell whether the block is a name, perhaps with a place, and a publication stamp stands next to it."""
    beside = {labels[j][0] for j in (i - 1, i + 1) if j in labels}
    name = _SIGNED.fullmatch(blocks[i].plain)
    return i > 0 and "dateline" in beside and name is not None and not (is_outlet(name[1]) or is_section(name[1]))


def _opening(blocks: Sequence[Block], known: Collection[int]) -> list[int]:
    """Return the indices of the blocks up to the first running text that no byline or stamp follows."""
    free = [i for i in range(len(blocks)) if i not in known][:MAX_BLOCKS]
    last, prose = -1, 0
    for place, i in enumerate(free):
        block = blocks[i]
        if byline_names(block.plain) or read_stamp(block):
            last = place
        elif block.is_prose:
            prose += 1
            # a standfirst is one paragraph: what two stand above is signed and dated at its end
            if prose > 1 or block.words > MAX_STANDFIRST_WORDS:
                break
    first_prose = next((place for place, i in enumerate(free) if place > last and blocks[i].is_prose), None)
    return free[: len(free) if first_prose is None else first_prose]


def _find_title(blocks: Sequence[Block], heads: Sequence[int], declared: str | None) -> int | None:
    if declared:
        same = [i for i in heads if _letters(blocks[i].plain) == _letters(declared)]
        if same:
            return same[0]
    # where paragraphs are set apart, a line right below the masthead is its motto or its menu
    apart = 2 * sum(block.apart for block in blocks) > len(blocks)
    candidates = [i for i in heads if _may_be_title(blocks[i]) and (blocks[i].apart or not apart)]
    if not candidates:
        return None
    first, *more = candidates
    short = blocks[first].words <= MAX_MASTHEAD_WORDS
    if short and more and blocks[more[0]].words > blocks[first].words and not blocks[more[0]].closed:
        return more[0]
    return first


def _may_be_title(block: Block) -> bool:
    text = block.plain.lstrip("× ")
    if not MIN_TITLE_WORDS <= block.words <= MAX_TITLE_WORDS or block.bullet or text[:1].islower():
        return False
    if text.endswith((":", ",", ";", ")", "-", "–", "—")):
        return False
    if not text.endswith("."):
        return True
    words = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) > 3]
    capitals = sum(word[0].isupper() for word in words)
    return len(words) >= MIN_CAPITALISED and capitals >= MIN_CAPITALISED_SHARE * len(words)


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())
