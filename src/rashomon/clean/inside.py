"""Blocks of the running text -> subheads, block quotes, captions, and the dateline it opens with."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache

from rashomon.clean.blocks import Block
from rashomon.clean.dates import date_pattern

MAX_SUBHEAD_WORDS = 14
# a passage set apart after "The report says:" is somebody's words even without quotation marks
INTRODUCES_QUOTE = re.compile(
    r"\b(?:said|says|say|wrote|writes|added|adds|continued|continues|stated|states|statement|warned|warns|noted|notes|"
    r"declared|explained|explains|argued|argues|concluded|concludes|commented|asked|reads|read|declares|observed|"
    r"replied|tweeted|posted|told|reported|reports|recalled|insisted|tells)\b[^.!?]{0,160}:$",
    re.IGNORECASE,
)
MIN_QUOTE_WORDS = 10
QUOTES = "“\"«„‘'"
_PLACE = r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’.-]*(?:[ /-](?:(?:de|del|la|of|the|and|on|upon|al|el) )?[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’.-]*){0,4}"
_CAPITALS = r"[A-ZÀ-ÖØ-ÞĀ-Ž][A-ZÀ-ÖØ-ÞĀ-Ž.'’ /-]{2,40}"
_AGENCY = r"(?P<agency>[A-Za-z][\w .'’&/-]{1,40})"


# a question in a transcript: "A. Reyes: And what happened then?"
_SPEAKER = re.compile(r"[A-Z][\w. ]{1,30}: ")


@cache
def _datelines() -> tuple[re.Pattern[str], ...]:
    date = rf"(?i:{re.sub(r'[?]P<[a-z0-9]+>', '?:', date_pattern().pattern)})"
    dash = r"(?: ?[–—]+(?: |$| ?(?=[A-Z“\"]))| ?-{1,2}(?: |$))"
    agency = rf"[(\[/]{_AGENCY}[)\]/]"
    places = rf"{_PLACE}(?:, {_PLACE}){{0,2}}"
    shapes = (
        rf"{_CAPITALS}(?:, {_PLACE}){{0,2}}(?:[,.]? {date})?,? ?(?:{agency})?{dash}",  # KYIV, May 5 (TASS) -
        rf"{places}(?:,? {date})?,? ?{agency}\.?{dash}",  # Kyiv, 5 May (Interfax) -
        rf"{places},? {date},? ?{agency}(?:: ?| )",  # Kaldra, May 5 (PTI):
        rf"[(\[]{_AGENCY}[)\]]{dash}(?:{places},? {date},?{dash})?",  # (ANSA) - Rome, January 24 -
        rf"(?:{_CAPITALS}|{_PLACE})(?:, {date})?\. ?/{_AGENCY}/[.:]?\s",  # KYIV, May 5. /TASS/.
        rf"{places}(?:,? {date})? ?[–—]{{1,2}}(?: |$)",  # Detroit —
    )
    return tuple(re.compile(shape) for shape in shapes)


def find_dateline(block: Block) -> re.Match[str] | None:
    """Return the match of the place, date and agency that open the block's text, None if it opens otherwise."""
    for pattern in _datelines():
        match = pattern.match(block.text)
        # what follows a dateline begins a sentence, or nothing does
        if match and (match.end() == len(block.text) or not block.text[match.end()].islower()):
            return match
    return None


def find_subheads(blocks: Sequence[Block], body: Collection[int]) -> list[int]:
    """Return the stand-alone headings in the running text: short, not closed like a sentence, prose below."""
    first = min(body, default=0)
    return [
        i
        for i in body
        if i > first and i + 1 in body and _is_heading(blocks[i]) and _is_longer_sentence(blocks[i + 1], blocks[i])
    ]


def _is_longer_sentence(block: Block, heading: Block) -> bool:
    return block.is_prose or (block.closed and block.words > heading.words)


def _is_heading(block: Block) -> bool:
    if not 1 <= block.words <= MAX_SUBHEAD_WORDS or block.bullet or not re.search(r"[^\W\d_]{2}", block.text):
        return False
    if block.text.endswith((".", ",", ";", ":", "…", '"', "”", "-", "–", "—", ")")):
        return False
    if block.text.endswith("?") and _SPEAKER.match(block.text):
        return False
    return block.text[0].isupper() or block.text[0].isdigit() or block.text[0] in "‘“\"'*#<¿¡"


def find_block_quotes(blocks: Sequence[Block], body: Collection[int]) -> list[int]:
    """Return the passages that are quoted by being set apart: introduced by a colon, or marked with `>`."""
    return [
        i for i in body if blocks[i].text.startswith("> ") or (i - 1 in body and _is_quoted(blocks[i - 1], blocks[i]))
    ]


def _is_quoted(above: Block, block: Block) -> bool:
    is_set_apart = block.words >= MIN_QUOTE_WORDS and not block.bullet and block.text[0] not in QUOTES
    return is_set_apart and above.plain.endswith(":") and bool(INTRODUCES_QUOTE.search(above.plain))
