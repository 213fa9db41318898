"""Parts of a text, what the input declares and what its page says -> what the article is, with evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from rashomon.clean.blocks import split_blocks, strip_markup
from rashomon.clean.credit import Credit, agency_of, find_credits, tidy_name
from rashomon.clean.cut import Part
from rashomon.clean.dates import parse_date
from rashomon.clean.opening import MASTHEAD, byline_names, is_outlet, is_section, read_stamp, split_names
from rashomon.model import Declared, Span

# an outlet's own name in capitals, at the top of the page
_MASTHEAD = re.compile(r"(?:[A-Z0-9][\w'’&.-]*|of|the|and)(?: (?:[A-Z0-9][\w'’&.-]*|of|the|and|de|&)){0,4}")
_OWN_NAME = r"(?P<name>(?:[Tt]he )?[A-Z0-9][\w'’&.-]*(?: (?:(?:of|the|and|for|&) ){0,2}[A-Z0-9][\w'’&-]*){0,4})"
# how pages call themselves; the surest first
_SELF_NAMING = (
    re.compile(
        rf"(?i:tun(?:ing|ed) (?:in )?(?:in)?to|you are reading|welcome to|thank you for (?:reading|visiting))"
        rf" {_OWN_NAME}"
    ),
    re.compile(rf"(?i:exclusively for|(?:especially|specially|written) for) (?:[a-z]+ ){{0,3}}[“\"'‘]?{_OWN_NAME}"),
    re.compile(
        rf"(?i:copyright(?: ©| \(c\))?|©|\(c\)),? ?(?:(?:19|20)\d\d(?:[-–](?:19|20)?\d\d)?,? )(?i:by )?{_OWN_NAME}"
    ),
    re.compile(rf"(?:©|\(c\)) {_OWN_NAME}"),
    re.compile(rf"(?i:become an? (?:member|supporter|subscriber) of) {_OWN_NAME}"),
)
# the desk of an outlet signs: on another one's page, that is a credit
_STAFF = re.compile(rf"[Bb]y (?:[Tt]he )?{_OWN_NAME} (?:[Ss]taff|STAFF|[Nn]ewsroom|[Ee]ditorial [Bb]oard)")
_TRAILING = re.compile(r"[.,]? (?:(?:19|20)\d\d|All Rights?(?: Reserved)?|Inc|LLC|Ltd|Limited|Corp|Newsletter|App)\.?$")


class Clue(NamedTuple):
    """One value for one field, and the span or the markup that it was read from."""

    field: str
    value: str | tuple[str, ...]
    evidence: Span | str


def clues_declared(declared: Declared) -> Iterator[Clue]:
    """Yield what the input says of the article beside its text."""
    if declared.title:
        yield Clue("title", plain(declared.title), "declared: title")
    if declared.outlet:
        yield Clue("outlet", plain(declared.outlet), "declared: outlet")
    if declared.author and (names := split_names(_without_by(declared.author))):
        yield Clue("byline", tuple(names), "declared: author")
    if declared.date and (published := parse_date(declared.date)):
        yield Clue("published", published, "declared: date")
    if declared.url:
        yield Clue("url", declared.url, "declared: url")


def clues_in_text(text: str, parts: Sequence[Part]) -> Iterator[Clue]:
    """Yield what the parts of the text say of the article, the surest first."""
    for part in parts:
        words = text[part.start : part.end]
        span = Span(part.start, part.end)
        if part.kind == "title":
            yield Clue("title", plain(words).removesuffix("."), span)
        elif part.kind == "byline":
            yield from _clues_in_byline(plain(words), span)
        elif part.kind == "dateline":
            yield from _clues_in_dateline(words, span)
        if match := _STAFF.fullmatch(plain(words)):
            yield Clue("staff", tidy_name(match["name"]), span)
    yield from _clues_in_credits(text, parts)
    yield from _clues_in_furniture(text, parts)


def _clues_in_byline(words: str, span: Span) -> Iterator[Clue]:
    names = byline_names(words) or words
    if people := split_names(names):
        yield Clue("byline", tuple(people), span)
    elif agency := agency_of(names):
        yield Clue("wire", agency, span)


def _clues_in_dateline(words: str, span: Span) -> Iterator[Clue]:
    for block in split_blocks(words):
        stamp = read_stamp(block)
        if published := parse_date(words):
            yield Clue("published", published, span)
        if stamp and stamp.lead and is_outlet(stamp.lead):
            yield Clue("outlet", tidy_name(plain(stamp.lead)), span)
    for name in re.findall(r"[(\[/]([^\W\d_][^()\[\]/]{1,39})[)\]/]", words):
        yield Clue("wire", agency_of(name) or tidy_name(name), span)


def _clues_in_credits(text: str, parts: Sequence[Part]) -> Iterator[Clue]:
    notices = [
        notice
        for part in parts
        if part.kind == "credit"
        for block in split_blocks(text[part.start : part.end])
        for found in find_credits(block)
        for notice in [found._replace(start=found.start + part.start, end=found.end + part.start)]
    ]
    for notice in notices:
        yield from clues_of_notices([notice], Span(notice.start, notice.end))


def clues_of_notices(notices: Iterable[Credit], evidence: Span | str) -> Iterator[Clue]:
    """Yield whose text this is, or which agency's, as the notices say it."""
    for notice in notices:
        if notice.role in ("republication", "source") and not notice.agency:
            yield Clue("republished_from", notice.name, evidence)
        elif notice.agency and notice.role != "picture":
            yield Clue("wire", notice.agency, evidence)


def _clues_in_furniture(text: str, parts: Sequence[Part]) -> Iterator[Clue]:
    """Yield the outlet that names itself: masthead, copyright line, invitation to its readers, author note."""
    head = [part for part in parts[:3] if part.reason == MASTHEAD]
    for part in head:
        words = plain(text[part.start : part.end])
        if _MASTHEAD.fullmatch(words) and not is_section(words):
            yield Clue("outlet", _as_written(words, text), Span(part.start, part.end))
    for pattern in _SELF_NAMING:
        for part in parts:
            if part.kind in ("furniture", "credit"):
                yield from _self_named(pattern, text, part)


def _as_written(name: str, text: str) -> str:
    """Return a name in capitals as the text writes it elsewhere, else as it stands."""
    if not name.isupper():
        return name
    forms = (match[0] for match in re.finditer(re.escape(name), text, re.IGNORECASE))
    return next((form for form in forms if form[0].isupper() and not form.isupper()), name)


def _self_named(pattern: re.Pattern[str], text: str, part: Part) -> Iterator[Clue]:
    words, places = strip_markup(text[part.start : part.end])
    for match in pattern.finditer(words):
        name = _TRAILING.sub("", tidy_name(match["name"]))
        span = Span(part.start + places[match.start("name")], part.start + places[match.end("name") - 1] + 1)
        if agency := agency_of(name.removeprefix("The ")):
            yield Clue("wire", agency, span)
        elif name and not is_section(name):
            yield Clue("outlet", name, span)


def gather(clues: Iterable[Clue]) -> tuple[dict[str, str | tuple[str, ...]], dict[str, Span | str]]:
    """Return the first value of each field and where it was found."""
    values: dict[str, str | tuple[str, ...]] = {}
    evidence: dict[str, Span | str] = {}
    for clue in clues:
        if clue.value and clue.field not in values:
            values[clue.field] = clue.value
            evidence[clue.field] = clue.evidence
    return values, evidence


def settle_credits(values: dict[str, str | tuple[str, ...]], evidence: dict[str, Span | str]) -> None:
    """Let a desk of another outlet be a credit, and an outlet's credit to itself be none, in what was gathered."""
    staff, signed = values.pop("staff", None), evidence.pop("staff", None)
    outlet = values.get("outlet")
    if staff and signed and outlet and "republished_from" not in values:
        values["republished_from"], evidence["republished_from"] = staff, signed
    credited = values.get("republished_from")
    if isinstance(outlet, str) and isinstance(credited, str) and same_words(_bare(outlet), _bare(credited)):
        del values["republished_from"], evidence["republished_from"]


def _bare(outlet: str) -> str:
    return re.sub(r"^the\W", "", outlet, flags=re.IGNORECASE)


def plain(words: str) -> str:
    """Return words without left-over markup, white space squeezed."""
    return " ".join(strip_markup(words)[0].split()).strip("*_ ")


def same_words(one: str, other: str) -> bool:
    """Tell whether two lines differ in nothing but case, white space and punctuation."""
    return _letters(one) == _letters(other)


def _letters(words: str) -> str:
    return "".join(char for char in words.casefold() if char.isalnum())


def _without_by(author: str) -> str:
    return re.sub(r"^by:? ", "", plain(author), flags=re.IGNORECASE)
