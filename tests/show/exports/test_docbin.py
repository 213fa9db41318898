"""DocBins, read back by spaCy."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.tokens import DocBin

from rashomon.show.exports.docbin import KEY
from rashomon.show.formats import FORMATS
from rashomon.show.wording import records_of
from rashomon.store import View, open_view, open_writer
from rashomon.store.places import spans_of
from tests.show.exports.hostile import NAME
from tests.show.exports.written import STORES, bytes_of
from tests.store.made import MADE_BY, make_document


def docs_of(view: View, layer: str) -> dict[str, Any]:
    """Return the Docs by the ref of their document."""
    packed = DocBin().from_bytes(bytes_of(view, "docbin", layer))
    return {doc.user_data[KEY]["ref"]: doc for doc in packed.get_docs(spacy.blank("en").vocab)}


@pytest.mark.parametrize("layer", [layer for layer in FORMATS["docbin"].layers if layer != "document"])
@pytest.mark.parametrize("store", STORES)
def test_texts_and_places_come_back(layer: str, store: str, request: pytest.FixtureRequest) -> None:
    view: View = request.getfixturevalue(store)
    docs, documents = docs_of(view, layer), {document.id: document for document in view.records("document")}
    kept = sorted(
        (doc.user_data[KEY]["document"], key, start, end)
        for doc in docs.values()
        for _, key, start, end in doc.user_data[KEY]["places"]
    )
    expected = [(d, r.id, s.start, s.end) for r in records_of(view, layer) for d, s in spans_of(r)]

    assert sorted(expected) == kept
    assert all(documents[doc.user_data[KEY]["document"]].text == doc.text for doc in docs.values())


def test_who_says_what_with_which_words_are_three_groups_of_spans(quarrel: View) -> None:
    doc = docs_of(quarrel, "attribution")["pile/leaflet.txt"]
    words = {role: [(span.text, span.label_) for span in group] for role, group in doc.spans.items()}

    assert words == {
        "content": [("Lann attacked its fleet", "denial")], "source": [("Orsk", "denial")],
        "cue": [("denies", "denial")],
    }  # fmt: skip


def test_names_are_entities_whose_ids_are_those_of_the_pile(quarrel: View) -> None:
    doc = docs_of(quarrel, "document")["pile/leaflet.txt"]
    names = {entity.id: entity.name for entity in quarrel.records("entity")}

    assert [("Orsk", "GPE"), ("Lann", "GPE"), ("Orsk", "GPE"), ("NATO", "ORG")] == [
        (e.text, e.label_) for e in doc.ents
    ]
    assert ["Orsk", "Lann", "Orsk", "NATO"] == [names[e.id_] for e in doc.ents]


def test_a_text_of_more_than_a_million_characters_is_a_doc(tmp_path: Path) -> None:
    document = make_document("long.txt", "tide " * 200_001)
    with open_writer(tmp_path / "long.db") as writer:
        writer.add([document], MADE_BY)
    with open_view(tmp_path / "long.db") as view:
        doc = docs_of(view, "document")["long.txt"]

    assert document.text == doc.text


def test_a_place_that_does_not_fit_the_words_is_widened_and_kept_as_it_is_beside(hostile: View) -> None:
    (doc,) = docs_of(hostile, "attribution").values()
    (source,) = doc.spans["source"]
    ((_, _, start, end),) = [place for place in doc.user_data[KEY]["places"] if place[0] == "source"]

    assert NAME == doc.text[start:end]
    assert NAME in source.text
