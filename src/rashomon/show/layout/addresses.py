"""What a page is about -> where to find it: fragments of the report, or paths of the reading room."""

from __future__ import annotations

from typing import Literal

from rashomon.model import Document, Span

__all__ = ["DIGITS", "PLACE", "Addresses", "Kind", "Paths"]

# what of a text is marked, and can be led to
Kind = Literal["attribution", "event", "value", "mention"]
_LETTERS: dict[Kind, str] = {"attribution": "a", "event": "e", "value": "x", "mention": "m"}
# hex digits of a text's digest that name it in a permanent link
DIGITS = 16
# the anchor of the words that a permanent link means
PLACE = "words"


class Addresses:
    """Where things are in the report: links to fragments of its one page."""

    # the cards of events stand in the text, beside the words; else they are opened by links
    cards_inside = True
    # what the title of an article is, and the headings in it
    headings = ("h3", "h4")

    def article(self, document: str) -> str:
        """Return the link to an article."""
        return f"#d-{document}"

    def person(self, entity: str) -> str:
        """Return the link to everything about somebody, "unknown" for those whom the record does not name."""
        return f"#person-{entity}"

    def event(self, key: str) -> str:
        """Return the link to an event with all that tell it, by the key of its `Happening`."""
        return f"#c-{key}"

    def claim(self, claim: str) -> str:
        """Return the link to a claim with all its accounts."""
        return f"#claim-{claim}"

    def pair(self, left: str, right: str, key: str | None = None) -> str:
        """Return the link to two articles side by side; `key` names them where the page has set them so."""
        return f"#{key or f'd-{right}'}"

    def anchor(self, kind: Kind, finding: str) -> str:
        """Return the id that a finding has in the text of its article."""
        return f"{_LETTERS[kind]}-{finding}"

    def finding(self, document: str, kind: Kind, finding: str) -> str:
        """Return the link to a finding where it stands."""
        return f"#{self.anchor(kind, finding)}"

    def passage(self, document: Document, span: Span, anchor: str) -> str:
        """Return the link to words of an article; `anchor` is the id that the report gives them."""
        return f"#{anchor}"

    def saying(self, document: str, attribution: str, speaker: str) -> str:
        """Return where the name of who speaks, in the margin of what is said, leads."""
        return self.person(speaker)


class Paths(Addresses):
    """Where things are in the reading room: every article, person, event and claim has a page.

    `kept` are the layers, with commas between, that links inside an article keep in its address, "" where the usual
    ones are shown.
    """

    cards_inside = False
    headings = ("h1", "h2")

    def __init__(self, kept: str = "") -> None:
        self._kept = f"&layers={kept}" if kept else ""

    def article(self, document: str) -> str:
        """Return the link to the page of an article."""
        return f"/articles/{document}"

    def person(self, entity: str) -> str:
        """Return the link to the page of somebody."""
        return f"/people/{entity}"

    def event(self, key: str) -> str:
        """Return the link to the page of an event."""
        return f"/events/{key}"

    def claim(self, claim: str) -> str:
        """Return the link to the page of a claim."""
        return f"/claims/{claim}"

    def pair(self, left: str, right: str, key: str | None = None) -> str:
        """Return the link to the page where two articles stand side by side."""
        return f"/compare?a={left}&a={right}"

    def anchor(self, kind: Kind, finding: str) -> str:
        """Return the id that a finding has in the text of its article, whatever its kind."""
        return f"f-{finding}"

    def finding(self, document: str, kind: Kind, finding: str) -> str:
        """Return the link that opens the card of a finding beside the text where it stands."""
        return f"/articles/{document}?finding={finding}{self._kept}#{self.anchor(kind, finding)}"

    def passage(self, document: Document, span: Span, anchor: str) -> str:
        """Return the permanent link to words of a text, which holds however often it is read again."""
        return f"/at/{document.text_sha256[:DIGITS]}/{span.start}-{span.end}#{PLACE}"

    def saying(self, document: str, attribution: str, speaker: str) -> str:
        """Return the link that opens the card of what is said."""
        return self.finding(document, "attribution", attribution)
