from __future__ import annotations

from pathlib import Path

from rashomon.link.story import make_story
from rashomon.model import AnyRecord, Document
from rashomon.profiles import Bag
from rashomon.show.rows import Reader
from rashomon.show.story_cells import story_cells
from rashomon.store import open_view, open_writer
from tests.store.made import make_article, make_dating, make_document

FIRST, SECOND, THIRD = (make_document(f"{name}.txt", f"The dredger sank. {name}") for name in ("a", "b", "c"))
RECORDS: dict[Document, list[AnyRecord]] = {
    FIRST: [make_article(FIRST, outlet="Norrsund", published="2025-10-14")],
    SECOND: [make_article(SECOND, outlet="Half Fathom", published="2025-10-18")],
    THIRD: [make_article(THIRD, outlet=None, published=None), make_dating(THIRD, "2025-10-20", None)],
}


def test_a_story_is_shown_with_its_days_and_outlets(tmp_path: Path) -> None:
    with open_writer(tmp_path / "s.db") as writer:
        for document, records in RECORDS.items():
            writer.add([document, *records], "clean/1 attribution/1")
    story = make_story([Bag(document=document.id, terms={"dredger": 800, "Anna": 600}) for document in RECORDS])
    with open_view(tmp_path / "s.db") as view:
        key, articles, days, outlets, words = story_cells(story, Reader(view))

    assert story.id.startswith(key)
    assert "3" == articles.strip()
    assert "2025-10-14…20" == days
    # an article of no known outlet goes by its file
    assert "Half Fathom, Norrsund, c.txt" == outlets
    assert "dredger, Anna" == words
