"""An HTML page -> the text of its article, what its markup says of each block, and of the article."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import NamedTuple

from lxml import etree, html

from rashomon.clean.blocks import split_blocks
from rashomon.clean.credit import find_credits
from rashomon.clean.metadata import Clue, clues_of_notices, same_words
from rashomon.clean.page_metadata import clues_in_markup
from rashomon.errors import Unreadable
from rashomon.model import ZoneKind

# what trafilatura and lxml raise on pages that are broken on purpose; a page must never end a run
FAULTS = (ValueError, TypeError, AttributeError, LookupError, AssertionError, RecursionError, etree.LxmlError)
# libxml2 and trafilatura walk a page by recursion; no page that people read is nested deeper
MAX_DEPTH = 250
MAX_NOTICE_WORDS = 60
CLASSES: tuple[tuple[tuple[str, ...], ZoneKind], ...] = (
    (("standfirst", "subtitle", "subhead", "deck", "dek"), "subhead"),
    (("caption",), "caption"),
    (("byline",), "byline"),
)
NOT_THE_ARTICLE = {"nav", "aside", "script", "style", "noscript", "template", "form", "select", "button"}
LEAVES = {"p", "li", "figcaption", "small", "div", "footer", "span", "em", "i", "cite", "section"}


class Page(NamedTuple):
    """The canonical text, what is known of the blocks that start at these offsets, and clues to the metadata."""

    text: str
    given: dict[int, ZoneKind]
    clues: list[Clue]


def read_page(markup: str) -> Page:
    """Return the article of a page; its paragraphs are told apart by blank lines.

    Raises Unreadable if there is no page, or no article in it.
    """
    tree = _parse(markup)
    # 1. metadata and credits, before anything is removed   2. the main text   3. one text, blocks with offsets
    clues = [*clues_in_markup(tree), *_credits(tree)]
    pieces = _tell_apart(list(_main_text(tree)), list(_all_paragraphs(tree)))
    if not pieces:
        raise Unreadable("no article found in the page")
    title = next((clue.value for clue in clues if clue.field == "title"), None)
    if isinstance(title, str) and not any(same_words(title, words) for words, _ in pieces[:3]):
        pieces.insert(0, (title, "title"))
    text, given = "", {}
    for words, kind in pieces:
        if isinstance(title, str) and same_words(title, words):
            kind = "title"
        if kind:
            given[len(text)] = kind
        text += words + "\n\n"
    return Page(text.rstrip("\n") + "\n", given, clues)


def _parse(markup: str) -> html.HtmlElement:
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except FAULTS as fault:
        raise Unreadable(f"not a page that can be read: {fault}") from fault
    if _is_too_deep(tree):
        raise Unreadable(f"a page nested more than {MAX_DEPTH} deep")
    return tree


def _is_too_deep(tree: html.HtmlElement) -> bool:
    depth = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MAX_DEPTH:
            return True
    return False


def _main_text(tree: html.HtmlElement) -> Iterator[tuple[str, ZoneKind | None]]:
    import trafilatura  # a second to load: only for pages

    try:
        found = trafilatura.bare_extraction(
            deepcopy(tree), with_metadata=False, include_comments=False, include_tables=True
        )
    except FAULTS:
        return
    body = getattr(found, "body", None)
    if body is not None:
        for element in body:
            yield from _pieces(element)


def _pieces(element: etree._Element, inherited: ZoneKind | None = None) -> Iterator[tuple[str, ZoneKind | None]]:
    """Yield the blocks of one element of trafilatura's own markup: p, head, quote, list, table."""
    kind = inherited or _kind(element)
    if element.tag in ("quote", "list", "table", "row", "div"):
        if element.tag == "row":
            cells = [_words(cell) for cell in element]
            yield " | ".join(filter(None, cells)), "body"
            return
        lead = " ".join((element.text or "").split())
        if lead:
            yield lead, kind
        for child in element:
            yield from _pieces(child, kind)
            tail = " ".join((child.tail or "").split())
            if tail:
                yield tail, kind
        return
    words = _words(element)
    if words:
        yield words, kind


def _kind(element: etree._Element) -> ZoneKind | None:
    tags: dict[str, ZoneKind] = {"head": "subhead", "quote": "block_quote", "list": "body", "table": "body"}
    if element.tag in tags:
        return tags[element.tag]
    classes = (element.get("class") or "").lower()
    return next((kind for names, kind in CLASSES if any(name in classes for name in names)), None)


def _words(element: etree._Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


def _tell_apart(
    main: list[tuple[str, ZoneKind | None]], paragraphs: list[tuple[str, ZoneKind | None]]
) -> list[tuple[str, ZoneKind | None]]:
    """Return the main text; the paragraphs if there is none, or if it is all of them in one, as of short pages."""
    if len(main) == 1 and same_words(main[0][0], " ".join(words for words, _ in paragraphs)):
        return paragraphs
    return main or paragraphs


def _all_paragraphs(tree: html.HtmlElement) -> Iterator[tuple[str, ZoneKind | None]]:
    """Yield the paragraphs of a page in which trafilatura finds no article, outside its navigation."""
    for element in tree.iter("p", "h1", "h2", "blockquote"):
        if not any(above.tag in NOT_THE_ARTICLE for above in element.iterancestors()):
            words = _words(element)
            if words:
                yield words, "block_quote" if element.tag == "blockquote" else None


def _credits(tree: html.HtmlElement) -> Iterator[Clue]:
    """Yield what the notices on the page say, wherever they stand in its article."""
    roots = tree.xpath("//article | //main") or [tree]
    for element in roots[0].iter(*LEAVES):
        if any(child.tag in LEAVES - {"span", "em", "i", "cite", "small"} for child in element):
            continue
        if any(above.tag in NOT_THE_ARTICLE for above in element.iterancestors()):
            continue
        words = _words(element)
        if words and len(words.split()) <= MAX_NOTICE_WORDS:
            notices = [n for block in split_blocks(words) for n in find_credits(block)]
            yield from clues_of_notices(notices, f"<{element.tag}> {words[:200]}")
