"""A small notation -> an article of several sentences, parsed by hand, with the names that a parser would see.

    article("Zorin|NNP|nsubj|resigned|PERSON resigned/resign|VBD|ROOT .", "He|PRP|nsubj|left left/leave|VBD|ROOT .")

One word a token: `word/lemma|tag|dep|head|entity`; the head is a word that stands once in its sentence, the entity
may be left out, and starts anew after `B-`. The text is the words with single spaces, each sentence on a line.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rashomon.extract.mention import find_mentions
from rashomon.model import Article, Document, Entity, Mention, Parse, Quotation, Span, digest

_COLUMNS = ("words", "starts", "ends", "lemma", "pos", "tag", "dep", "head", "entity")
_POS = {
    "NNP": "PROPN", "NNPS": "PROPN", "NN": "NOUN", "NNS": "NOUN", "VBD": "VERB", "VBZ": "VERB", "VB": "VERB",
    "PRP": "PRON", "PRP$": "PRON", "WP": "PRON", "DT": "DET", "IN": "ADP", "JJ": "ADJ", "POS": "PART", "RB": "ADV",
}  # fmt: skip


def article(*sentences: str) -> tuple[Document, Parse]:
    """Return the document and its parse."""
    columns: dict[str, list[Any]] = {name: [] for name in _COLUMNS}
    ranges, place, before = [], 0, ""
    for sentence in sentences:
        first, parts = len(columns["words"]), [token.split("|") for token in sentence.split()]
        words = [part[0].split("/")[0] for part in parts]
        for k, (form, *grammar) in enumerate(parts):
            tag, dep, head, entity = [*grammar, *["", "", "", ""][len(grammar) :]]
            columns["starts"].append(place)
            columns["ends"].append(place + len(words[k]))
            place += len(words[k]) + 1
            columns["words"].append(words[k])
            columns["lemma"].append(form.split("/")[-1].lower())
            columns["tag"].append(tag or words[k])
            columns["pos"].append(_POS.get(tag, "PUNCT"))
            columns["dep"].append(dep or "punct")
            columns["head"].append(first + (words.index(head) if head else k))
            columns["entity"].append(entity)
        ranges.append((first, len(columns["words"])))
    starts = []
    for entity in columns["entity"]:
        starts.append(bool(entity) and (entity.startswith("B-") or entity != before))
        before = entity.removeprefix("B-")
    columns["entity"] = [entity.removeprefix("B-") for entity in columns["entity"]]
    text = "\n".join(" ".join(columns["words"][a:b]) for a, b in ranges)
    marks = [start for start, word in zip(columns["starts"], columns["words"], strict=True) if word == '"']
    quotations = [Quotation(Span(a, b + 1), Span(a + 1, b)) for a, b in zip(marks[::2], marks[1::2], strict=True)]
    document = Document(id=digest(text), text=text, ref="a", text_sha256="", raw_sha256="", media_type="text/plain")
    return document, Parse(**columns, entity_start=starts, sentences=ranges, quotations=quotations)


def read(document: Document, parse: Parse) -> tuple[list[Mention], list[Entity]]:
    """Return the mentions and entities of an article."""
    about = Article(id="", by="", document=document.id)
    found: Mapping[str, Any] = find_mentions(document=document, parse=parse, zone=[], article=about)
    return found["mention"], found["entity"]


def who(*sentences: str) -> list[tuple[str, str | None]]:
    """Return the words of every mention, in text order, and the name of its entity."""
    document, parse = article(*sentences)
    mentions, entities = read(document, parse)
    names = {e.id: e.name for e in entities}
    return [(m.span.of(document.text), names.get(m.entity or "")) for m in mentions]


def kinds(*sentences: str) -> dict[str, str]:
    """Return the words of every name and its kind."""
    document, parse = article(*sentences)
    mentions, _ = read(document, parse)
    return {m.span.of(document.text): m.kind for m in mentions if m.form == "name"}
