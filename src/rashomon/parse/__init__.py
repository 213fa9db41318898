"""Document and zones -> the grammar of the article and its sentences. spaCy and the neural models live here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rashomon.model import Document, Parse, Sentence, Zone, finding_id
from rashomon.parse.grammar import parse_paragraphs
from rashomon.parse.mask import mask_text
from rashomon.parse.paragraphs import find_paragraphs
from rashomon.parse.quotations import find_quotations

__all__ = ["mask_text", "parse_document", "tag_document"]

BY = "parse/2"


def parse_document(document: Document, zone: Sequence[Zone]) -> Mapping[str, Any]:
    """Give the `parse` of everything that is not furniture, and its `sentence` records in text order."""
    # 1. mask markup   2. cut paragraphs   3. find quotations   4. parse
    masked = mask_text(document.text)
    paragraphs = find_paragraphs(masked, zone)
    quotations = find_quotations(document.text, masked, paragraphs)
    parse = parse_paragraphs(masked, paragraphs, quotations)
    spans = [parse.span(first, last - 1) for first, last in parse.sentences]
    sentences = [
        Sentence(id=finding_id("sentence", document.id, [s]), document=document.id, by=BY, span=s) for s in spans
    ]
    return {"parse": parse, "sentence": sentences}


def tag_document(document: Document, zone: Sequence[Zone], parse: Parse) -> Mapping[str, Any]:
    """Give the `tagging`: what the attribution tagger says of each word that is parsed."""
    from rashomon.parse.tagger import tag_words  # onnxruntime takes its time to import, and the rules do without

    masked = mask_text(document.text)
    return {"tagging": tag_words(masked, find_paragraphs(masked, zone), parse.quotations)}
