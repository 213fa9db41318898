"""What the documents say of the sample story and of the code is what the code does."""

import re
from pathlib import Path

from rashomon.data import resource
from rashomon.model import LAYERS, Document, RawDocument
from rashomon.pipeline import read_article

ROOT = Path(__file__).parent.parent
ARTICLE = "sample/courier-crew-freed.txt"


def test_the_sentence_that_the_architecture_follows_stands_where_it_says() -> None:
    content = resource(ARTICLE).read_bytes()
    layers = read_article(RawDocument(ref=ARTICLE, content=content, media_type="text/plain"))
    assert isinstance(layers, dict)
    document: Document = layers["document"]
    page = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    told = re.findall(r"\[(\d+), (\d+)\)(?: \"([^\"]+)\")?", page)
    places = {(int(start), int(end)): words for start, end, words in told}
    spans = {
        (span.start, span.end)
        for attribution in layers["attribution"]
        for span in (*attribution.content, *attribution.source, *attribution.cue)
    }
    spans |= {(m.span.start, m.span.end) for layer in ("mention", "sentence") for m in layers[layer]}
    spans |= {(e.start, e.end) for e in layers["article"].evidence.values() if not isinstance(e, str)}

    assert 8 == len(places)
    assert {place: document.text[slice(*place)] for place, words in places.items() if words} == {
        place: words for place, words in places.items() if words
    }
    assert set(places) <= spans
    assert f"{len(document.text):,} characters" in page


def test_the_architecture_fits_on_its_page() -> None:
    assert (ROOT / "ARCHITECTURE.md").read_text("utf-8").count("\n") <= 150


def test_every_layer_is_documented() -> None:
    page = (ROOT / "docs" / "records.md").read_text("utf-8")

    assert [layer for layer in LAYERS if f"`{layer}`" not in page] == []


def test_links_between_documents_lead_somewhere() -> None:
    pages = [ROOT / "README.md", ROOT / "ARCHITECTURE.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]
    links = [
        (page, link) for page in pages for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
    ]

    assert [(page.name, link) for page, link in links if not (page.parent / link).exists()] == []
