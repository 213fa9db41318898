"""A small notation -> a Parse, so that rules are tested on grammar worked out by hand, without a parser.

    read("Ilves|PROPN|nsubj|denied denied/deny|VERB|ROOT it|PRON|dobj|denied")

One word a token: `word/lemma|POS|dep|head`, the head given as a word that stands only once; `word` alone is
punctuation. The text is the words with single spaces between them, and quotations are what stands between `"` marks.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rashomon.model import Document, Parse, Quotation, Span

_TAGS = {"VERB": "VBD", "NOUN": "NN", "PROPN": "NNP", "PART": "TO"}


class Token(NamedTuple):
    """A word with its grammar; `head` counts from 0."""

    word: str
    lemma: str
    pos: str
    dep: str
    head: int


def read(notation: str) -> tuple[Document, Parse]:
    """Return the document and its parse, of one sentence."""
    parts = [token.split("|") for token in notation.split()]
    words = [part[0].split("/")[0] for part in parts]
    tokens = []
    for k, (form, *grammar) in enumerate(parts):
        pos, dep, *head = grammar or ("PUNCT", "punct")
        lemma = form.split("/")[-1].lower()
        tokens.append(Token(words[k], lemma, pos, dep, words.index(head[0]) if head else k))
    return build(tokens)


def build(tokens: Sequence[Token]) -> tuple[Document, Parse]:
    """Return the document and the parse of tokens in one sentence; quotation marks must come in pairs."""
    starts = [sum(len(t.word) + 1 for t in tokens[:k]) for k in range(len(tokens))]
    text = " ".join(t.word for t in tokens)
    marks = [start for start, t in zip(starts, tokens, strict=True) if t.word == '"']
    document = Document(id="d", text=text, ref="d", text_sha256="", raw_sha256="", media_type="text/plain")
    return document, Parse(
        words=[t.word for t in tokens],
        starts=starts,
        ends=[start + len(t.word) for start, t in zip(starts, tokens, strict=True)],
        lemma=[t.lemma for t in tokens],
        pos=[t.pos for t in tokens],
        tag=[_TAGS.get(t.pos, "") for t in tokens],
        dep=[t.dep for t in tokens],
        head=[t.head for t in tokens],
        entity=[""] * len(tokens),
        entity_start=[False] * len(tokens),
        sentences=[(0, len(tokens))],
        quotations=[_quotation(a, b) for a, b in zip(marks[::2], marks[1::2], strict=True)],
    )


def _quotation(opening: int, closing: int) -> Quotation:
    inner = Span(opening + 2, closing - 1) if closing - opening > 3 else Span(opening, closing + 1)
    return Quotation(Span(opening, closing + 1), inner)
