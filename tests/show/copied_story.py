"""An invented story that four outlets tell, one of them with another's text: what the views across articles show."""

from __future__ import annotations

from typing import Any

from rashomon.model import (
    Account,
    AnyRecord,
    Claim,
    Copy,
    Family,
    Passage,
    Reuse,
    Story,
    Use,
    Utterance,
    digest,
)
from tests.show.small_story import BY, Desk, MemoryView

WIRE = (
    "Ferry aground off Tamm\n\n"
    "The ferry Ilse ran aground off Tamm on Monday with 40 people on board. Nobody was hurt, the coastguard said. "
    "“We saw the light too late and we are sorry for it,” said Captain Oda Reim. The owner said the light had failed."
)
COPY = (
    "Ferry aground off Tamm\n\n"
    "The ferry Ilse ran aground off Tamm on Monday with 40 people aboard. Nobody was hurt, the coastguard said. "
    "“We saw the light too late and we are sorry for it,” said Captain Oda Reim.\n\n"
    "This text is by Strand Wire."
)
OWN = (
    "Who put out the light?\n\n"
    "There were 52 people on the ferry, says the harbour. “We saw the light too late,” the captain said. "
    "The light never failed."
)
LATE = "The light at Tamm\n\nThe captain is “very sorry for it”. Repairs begin in June."


class Told:
    """The four articles; `desks` by outlet, `records` of the articles and of what they have in common."""

    def __init__(self) -> None:
        rows = [
            ("Strand Wire", WIRE, "2031-05-05"),
            ("Tamm Echo", COPY, "2031-05-06"),
            ("Harbour Post", OWN, "2031-05-07"),
            ("Quiet Review", LATE, "2031-05-09"),
        ]
        self.desks = {outlet: _article(outlet, text, day) for outlet, text, day in rows}
        self.records: list[AnyRecord] = []

    def passage(self, outlet: str, words: str) -> Passage:
        """Return the place of words that stand once in an outlet's article."""
        desk = self.desks[outlet]
        return Passage(document=desk.id, span=desk.span(words))

    def share(self, one: str, other: str, words: str, others: str = "", **more: Any) -> None:
        """Let two articles share words; `others` are those of the second where they differ."""
        a, b = self.passage(one, words), self.passage(other, others or words)
        if b.document < a.document:
            a, b = b, a
            flip = {"a_to_b": "b_to_a", "b_to_a": "a_to_b"}
            more["direction"] = flip.get(more.get("direction", ""), "unknown")
        parts: dict[str, Any] = {"kind": "partial"} | more
        self.records.append(Reuse(id=digest("reuse", a.document, b.document, words), by=BY, a=a, b=b, **parts))

    def family(self, *copies: Copy, **more: Any) -> str:
        """Let articles be one text."""
        documents = tuple(sorted(c.document for c in copies))
        ordered = tuple(sorted(copies, key=lambda c: c.document))
        family = Family(id=digest("family", *documents), by=BY, documents=documents, copies=ordered, **more)
        self.records.append(family)
        return family.id

    def claim(self, slot: str, *accounts: tuple[str, str, Any, dict[str, Any]], **more: Any) -> str:
        """Set a claim; an account is outlet, words, stance, and its other fields. The first is the main passage."""
        key = digest("claim", slot)
        told = [self._account(key, *account) for account in accounts]
        main = self.passage(accounts[0][0], accounts[0][1])
        parts: dict[str, Any] = {
            "kind": "quantity",
            "relation": "agreement",
            "origins": len({a.origin for a in told}),
            "carriers": len({a.document for a in told}),
        }
        self.records.append(Claim(id=key, by=BY, slot=slot, main=main, **(parts | more)))
        self.records += told
        return key

    def _account(self, claim: str, outlet: str, words: str, stance: Any, more: dict[str, Any]) -> Account:
        place = self.passage(outlet, words)
        key = digest("account", claim, place.document, words)
        parts: dict[str, Any] = {"finding": key, "origin": outlet} | more
        return Account(id=key, by=BY, document=place.document, claim=claim, span=place.span, stance=stance, **parts)

    def view(self) -> MemoryView:
        """Return everything as a store would."""
        return MemoryView([*(r for d in self.desks.values() for r in d.records), *self.records])


def _article(outlet: str, text: str, day: str) -> Desk:
    desk = Desk(f"pile/{outlet.replace(' ', '-').lower()}.txt", text)
    title, _, body = text.partition("\n\n")
    desk.article(outlet=outlet, title=title, published=day)
    desk.zone("title", title)
    for sentence in body.replace("\n\n", " ").replace("” ", "”. ").split(". "):
        words = sentence.strip().removesuffix(".")
        if words and text.count(words) == 1:
            desk.sentences(words)
    return desk


def copied_story() -> tuple[Told, MemoryView]:
    """Return the story: a wire's text with its copy, figures that conflict, a quotation shortened and altered."""
    told = Told()
    wire, echo, post = (told.desks[o].id for o in ("Strand Wire", "Tamm Echo", "Harbour Post"))
    told.share(
        "Strand Wire",
        "Tamm Echo",
        WIRE[: WIRE.index(" The owner")],
        COPY[: COPY.index("\n\nThis text")],
        kind="republication",
        direction="a_to_b",
        reason="credit: “This text is by Strand Wire.”",
    )
    told.family(
        Copy(document=wire), Copy(document=echo, source=wire, reason="credit: “This text is by Strand Wire.”"),
        origin=wire, outlet="Strand Wire",
    )  # fmt: skip
    told.claim(
        "people on board",
        ("Strand Wire", "40 people", "asserts", {"value": "40"}),
        ("Tamm Echo", "40 people", "asserts", {"value": "40", "origin": "Strand Wire"}),
        ("Harbour Post", "52 people", "attributes", {"value": "52"}),
        relation="conflict",
    )
    told.claim(
        "the light failed",
        ("Strand Wire", "the light had failed", "attributes", {}),
        ("Harbour Post", "The light never failed", "denies", {}),
        kind="event",
        relation="dispute",
    )
    told.claim("Nobody was hurt", ("Strand Wire", "Nobody was hurt", "attributes", {}), relation="single")
    _say(told)
    everybody = tuple(sorted(d.id for d in told.desks.values()))
    told.records.append(Story(id=digest("story", *everybody), by=BY, documents=everybody))
    assert post in everybody
    return told, told.view()


def _say(told: Told) -> None:
    """Set the captain's words: in full, copied, shortened, altered."""
    rows = [
        ("Strand Wire", "“We saw the light too late and we are sorry for it,”", "Captain Oda Reim", ()),
        ("Tamm Echo", "“We saw the light too late and we are sorry for it,”", "Captain Oda Reim", ()),
        ("Harbour Post", "“We saw the light too late,”", "the captain", ("shortened",)),
        ("Quiet Review", "“very sorry for it”", "The captain", ("shortened", "altered")),
    ]
    uses = []
    wire = told.desks["Strand Wire"].id
    for outlet, words, source, changes in rows:
        desk = told.desks[outlet]
        who = desk.person("Oda Reim", source, form="name")
        key = desk.says(words, source=source, kind="direct", speaker=who)
        carried = wire if outlet == "Tamm Echo" else None
        changed: Any = changes
        uses.append(
            Use(
                document=desk.id,
                span=desk.span(words),
                attribution=key,
                speaker=who,
                changes=changed,
                carried_from=carried,
            )
        )
    told.records.append(
        Utterance(id=digest("utterance", "light"), by=BY, uses=tuple(uses), fullest=0, speaker=uses[0].speaker)
    )
