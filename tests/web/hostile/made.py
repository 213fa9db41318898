"""What hostile files are made of: something to tell, a page, a line of JSON, entities that grow."""

from __future__ import annotations

import json
from itertools import cycle
from typing import NamedTuple

__all__ = ["PWN", "Hostile", "laughs", "line", "page", "tell"]

PWN = "window.__pwned=1"
# what the articles tell beside what is hostile in them: not all the same, since a hundred copies of one text would make
# the reading long, and test nothing that ten do not
TOLD = (
    "The council of Vell said on Monday that the gate of Ilm would stay closed until the water had gone down. ",
    "Marta Ildova, who keeps the lighthouse of Orsa, told the Courier that no lamp had been lit since Friday. ",
    "According to the harbour office, two barges with salt ran aground near Tarn before noon on 4 May 2031. ",
    "“We have no bread,” said a baker in Kell, “and nobody tells us when the mill will be mended.” ",
    "The bishop of Narrow Head denied that the bells had been sold to a foundry in the north of the country. ",
    "Farmers of the Upper Sill blocked a bridge with hay on Tuesday and demanded a meeting with the minister. ",
    "Tomas Brell resigned as master of the guild of glaziers, his daughter announced in a letter to the mayor. ",
    "Police in Amber Quay arrested four men who, prosecutors say, had forged tickets for the ferry to Lond. ",
    "Doctors at the hospital of St Wend expect the last of the injured miners to go home within a week. ",
)
_turns = cycle(TOLD)


def tell(times: int = 3) -> str:
    """Return what the next article tells."""
    return next(_turns) * times


class Hostile(NamedTuple):
    """One hostile file: `articles` are read from it, and a rejection, if there is one, says `reason`.

    None articles: whether it is read or rejected is up to the library that reads it, as long as it is one of both.
    """

    name: str
    content: bytes
    articles: int | None = 1
    reason: str | None = None


def page(head: str = "", inside: str = "", title: str = "Gates") -> bytes:
    """Return a page with an article, and something hostile in its head and in the midst of it."""
    told = tell(2)
    paragraphs = "".join(f"<p>{told}</p>{inside}" for _ in range(3))
    return (
        f"<!doctype html><html><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1>{paragraphs}"
        "</article></body></html>"
    ).encode()


def line(**fields: object) -> bytes:
    """Return a line of JSON with an article, some of its fields hostile."""
    return json.dumps({"text": tell(), **fields}).encode() + b"\n"


def laughs(root: str) -> bytes:
    """Return the head of a document whose entities grow to a hundred thousand million words."""
    entities = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 12))
    return f'<?xml version="1.0"?><!DOCTYPE {root} [<!ENTITY l0 "lol">{entities}]>'.encode()
