"""A block of an article -> the source, wire, picture and republication notices in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal, NamedTuple

from rashomon.clean.blocks import Block, strip_markup
from rashomon.data import table

Role = Literal["republication", "source", "wire", "picture", "contribution"]

# A notice opens a sentence or a bracket: "The letter was first published by the Times", further on, is news.
_OPENS = r"(?:^[\s\W]{0,4}|(?<=[.!?”\")] )|(?<=[(\[]))"
# the name of an outlet: capitalised words and domains, small words between them
_TOKEN = r"(?:\d*[A-Z][\w'’&+-]*(?:\.[\w-]+)*|[a-z0-9][\w-]*(?:\.[a-z]{2,8})+)"
_NAME = rf"[“\"'‘_*]{{0,2}}(?P<name>(?:[Tt]he )?{_TOKEN}(?: (?:(?:of|the|and|for|de|&) ){{0,2}}{_TOKEN}){{0,6}})"
_PIECE = r"(?:article|story|piece|post|essay|column|commentary|op-?ed|report|text|interview|version|opinion|analysis)"
_SUBJECT = (
    rf"(?:(?:(?:this|the above)(?: [\w-]+)? |(?:an?|the) [\w-]+ (?:of|to) this )?{_PIECE} |this )?"
    r"(?:(?:was|is|has|has been|had been|were|are) )?"
)
_PUT = r"(?:published|appeared|posted|printed|ran|run|released|written|produced|featured|appearing|appears)"
_FIRST = r"(?:originally|first|previously|initially)"
_GIVEN = r"(?:provided|distributed|supplied|produced) (?:to us |here )?"
_AGAIN = r"(?:re-?published|reprinted|reproduced|re-?posted|cross-?posted|syndicated)"
_DAY = r"(?:(?:on )?(?:[A-Z][a-z]+ \d{1,2}|\d{1,2} [A-Z][a-z]+),? \d{4},? )?"
_FROM = r"(?:on|in|by|at|from|for|of|with|via|over at) (?:the )?(?:(?:website|web ?site|site|blog|pages) (?:of )?)?"
_PICTURE = (
    r"(?:file |stock |cover |top |main |featured )?"
    r"(?:photo(?:graph)?|image|picture|illustration|graphic|screenshot|pic|credit)"
)
_BY = r"(?:(?: credits?| by| courtesy(?: of)?| source)? ?[:/] ?|s? (?:by|courtesy(?: of)?|credits?) ?:? ?)"
_PERSON = r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,3}"
MAX_WORDS = 200
MAX_LINE_WORDS = 40


class Rule(NamedTuple):
    """A shape of notice: tried in blocks of at most `words`, if one of `hints` stands in them in lower case."""

    role: Role
    pattern: re.Pattern[str]
    hints: tuple[str, ...]
    words: int = MAX_WORDS


RULES = (
    Rule(  # This article was originally published on May 5, 2024 by X
        "republication",
        re.compile(
            rf"{_OPENS}(?i:{_SUBJECT}(?:{_FIRST} (?:been )?{_PUT}|{_PUT} {_FIRST})) "
            rf"{_DAY}(?i:(?:here )?{_FROM}){_DAY}{_NAME}"
        ),
        ("originally", "first", "previously", "initially"),
    ),
    Rule(  # Republished with permission from X
        "republication",
        re.compile(
            rf"{_OPENS}(?i:{_SUBJECT}{_AGAIN}(?: here)?(?: with (?:the )?(?:kind )?permission)? "
            rf"(?:courtesy of |{_FROM})){_NAME}"
        ),
        ("publish", "print", "produced", "post", "syndicated"),
    ),
    Rule("republication", re.compile(rf"{_OPENS}(?i:{_SUBJECT}courtesy of ){_NAME}"), ("courtesy of",), MAX_LINE_WORDS),
    Rule(
        "republication",
        re.compile(rf"{_OPENS}(?i:the original source of this {_PIECE} is ){_NAME}"),
        ("original source",),
    ),
    Rule(  # The post Dredger sinks appeared first on X
        "republication",
        re.compile(
            rf"{_OPENS}(?i:the (?:post|article|story) )[^\n]{{2,200}} (?i:(?:appeared|was published) first on ){_NAME}"
        ),
        ("first on",),
    ),
    Rule(  # Provided by X, used with permission
        "republication",
        re.compile(rf"^\W{{0,3}}(?i:{_SUBJECT}{_GIVEN}by ){_NAME}"),
        (" by ",),
        MAX_LINE_WORDS,
    ),
    Rule(  # Read the original article at X
        "republication",
        re.compile(rf"{_OPENS}(?i:(?:read|see|view) the (?:original|full) {_PIECE} (?:here )?{_FROM}){_NAME}"),
        ("the original", "the full"),
        MAX_LINE_WORDS,
    ),
    Rule(  # Used with permission of X
        "republication",
        re.compile(
            rf"{_OPENS}(?i:(?:re)?(?:used|printed|published) (?:by|with) permission (?:of|from) (?:the )?){_NAME}"
        ),
        ("permission",),
        MAX_LINE_WORDS,
    ),
    Rule("source", re.compile(rf"^\({_NAME}\) ?[–—-]{{1,2}}$"), ("(",), MAX_LINE_WORDS),  # (The Kaldra Packet) —
    Rule(  # Source: X - the headline there
        "source",
        # without a colon the name must be all there is: `Via Rail cancelled forty trains` is news
        re.compile(
            rf"^\W{{0,3}}(?i:(?:original )?source|via|h/t|hat tip(?: to)?|origin)(?:(?P<colon> ?: ?)| )"
            rf"{_NAME}(?(colon)|(?=\W*$))"
        ),
        ("source", "via", "h/t", "hat tip", "origin"),
        MAX_LINE_WORDS,
    ),
    Rule(  # Photo: Lina Orr / Sound Press
        "picture",
        re.compile(rf"(?:^\W{{0,2}}|[(\[])(?i:{_PICTURE}{_BY})(?P<name>[^)\]\n]{{2,80}})[)\]]?"),
        ("photo", "image", "picture", "illustration", "graphic", "screenshot", "pic", "credit"),
    ),
    Rule(  # REUTERS/Lina Orr
        "picture",
        re.compile(
            r"[(\[/–—-] ?(?P<name>(?:AP|AFP|EPA|Reuters|REUTERS)(?: (?i:photo|file photo|images?))?/[^)\]\n]{2,60}"
            r"|[^()\[\]\n]{0,40}\bGetty Images[^)\]\n]{0,20})[)\]]?$"
        ),
        ("ap", "afp", "epa", "reuters", "getty"),
    ),
    Rule("picture", re.compile(r"\((?P<name>AP Photo[^)\n]{0,60})\)"), ("ap photo",)),
    Rule(  # ... on Sunday. Lina Orr/Sound Press
        "picture",
        re.compile(rf"(?:^|(?<=[.|] ))(?P<name>{_PERSON} ?/ ?[A-Z][\w .'’&-]{{1,40}})$"),
        ("/",),
    ),
    Rule(
        "contribution",
        re.compile(r"^\W{0,3}(?P<name>[A-Z][^\n]{2,120}?) contributed (?:reporting )?(?:to|from|for) [^\n]{0,60}$"),
        ("contributed",),
        MAX_LINE_WORDS,
    ),
    Rule(
        "contribution",
        re.compile(
            r"^\W{0,3}(?i:(?:with )?(?:additional |further )?(?:reporting|writing|editing)(?: (?:by|from)| ?:)"
            r"|(?:compiled|edited) by|with (?:files|reports?|inputs) (?:from|by))"
            r" (?P<name>[A-Z][^\n]{2,120})$"
        ),
        ("reporting", "writing", "editing", "compiled by", "edited by", "with"),
        MAX_LINE_WORDS,
    ),
)
MAX_CAPTION_WORDS = 80
# "Mayor Ana Reyes (left) and ..."; "... on Sunday. Lina Orr/Sound Press"
_POINTS = re.compile(
    r"\b(?:view full caption|buy photo|file photo|caption close)\b"
    r"|\((?:pictured|above|left|right|center|centre|top|bottom|seen here|from left)\b[^)]{0,30}\)",
    re.IGNORECASE,
)
_POINT_SIGNS = ("(", "photo", "capt")
_SENTENCE_END = re.compile(r"[^\n]*?(?:[.!?][)\]”\"’]?(?=\s|$)|[)\]]|$)")
MAX_AGENCY_WORDS = 8
_AGENCY_EDGES = " \t()[]—–-_*©."


class Credit(NamedTuple):
    """A notice: the characters it takes up, what it is, whom it names, and the agency among them if any."""

    start: int
    end: int
    role: Role
    name: str
    agency: str | None = None


def find_credits(block: Block) -> list[Credit]:
    """Return the notices of a block in text order, none inside another; offsets are into the text."""
    text, places = strip_markup(block.text)
    lower = text.lower()
    found = list(_agency_line(block, text)) or [
        Credit(
            block.start + places[match.start()],
            block.start + places[_end(text, match) - 1] + 1,
            rule.role,
            name,
            agency_of(name),
        )
        for rule in RULES
        if block.words <= rule.words and any(hint in lower for hint in rule.hints)
        for match in rule.pattern.finditer(text)
        if (name := tidy_name(match["name"]))
    ]
    kept: list[Credit] = []
    for credit in sorted(found, key=lambda c: (c.start, -c.end)):
        if not kept or credit.start >= kept[-1].end:
            kept.append(credit)
    return kept


def is_caption(block: Block, notices: Sequence[Credit]) -> bool:
    """Tell whether the block says what a picture shows: it ends or opens with a picture credit, or points."""
    if block.words > MAX_CAPTION_WORDS:
        return False
    edges = {block.start, block.end}
    if any(notice.role == "picture" and edges & {notice.start, notice.end} for notice in notices):
        return True
    # few blocks hold a sign of it, and to look for all at each place of the others takes long
    lower = block.text.lower()
    return any(sign in lower for sign in _POINT_SIGNS) and bool(_POINTS.search(block.text))


def _end(text: str, match: re.Match[str]) -> int:
    """Return the end of the sentence that a notice stands in."""
    rest = _SENTENCE_END.match(text, match.end())
    return rest.end() if rest and not match[0].endswith((")", "]")) else match.end()


def _agency_line(block: Block, text: str) -> Iterator[Credit]:
    """Yield the credit of a line that names nothing but agencies: `—Reuters`, `(AP)`, `© AFP`, `TASS/Interfax`."""
    if block.words > MAX_AGENCY_WORDS:
        return
    bare = re.sub(r"^(?:\(c\)|by|from|staff,)\s+", "", text.strip(_AGENCY_EDGES), flags=re.IGNORECASE)
    agencies = [agency_of(name) for name in re.split(r"[/,&]| and ", bare)]
    if all(agencies):
        yield Credit(block.start, block.end, "wire", bare, agencies[0])


def tidy_name(name: str) -> str:
    """Return the name of an outlet without markup, quotation marks and what trails it."""
    plain = " ".join(name.split()).strip(" \t\"'“”‘’_*.,;:()[]|–—-")
    return re.sub(r"(?:['’]s)$", "", plain)


@cache
def _agencies() -> dict[str, str]:
    return {form.casefold(): row[0] for row in table("clean/agencies.tsv") for form in row}


def agency_of(name: str) -> str | None:
    """Return the name of the news agency that `name` stands for, None if it is none that we know."""
    return _agencies().get(name.strip().casefold())
