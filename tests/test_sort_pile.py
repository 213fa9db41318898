"""The stories of a pile, after any order of reading, any batches, and any change of mind."""

from __future__ import annotations

from functools import partial
from itertools import permutations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from rashomon.link.story import find_groups, make_story
from rashomon.model import Document
from rashomon.pipeline import Stage, read_pile, sort_pile
from rashomon.profiles import Bag, Sorting
from rashomon.store import Selection, check_store, open_view, open_writer
from tests.test_read_pile import export_all, make_pile
from tests.tiny_stages import clean_tiny

# a story is about the words that its articles share: two words are enough, on average over its articles
TEXTS = {
    "a": "dredger sank harbour",
    "b": "dredger sank inquiry",
    "c": "inquiry minister vote",
    "d": "minister vote budget",
    "e": "storm",
}


def find_words(document: Document) -> Bag:
    return Bag(document=document.id, terms=dict.fromkeys(document.text.split(), 500))


def leave_all(mine: tuple[float, float], others: NDArray[Any]) -> NDArray[Any]:
    return np.full(len(others), 1_000_000)


def count_shared(shared: NDArray[Any], fade: NDArray[Any]) -> NDArray[Any]:
    return shared // (500 * 500)


SORTING = Sorting(find_words, leave_all, count_shared, 2, partial(find_groups, least=2), make_story)
STAGES = (
    Stage("tiny", 1, frozenset({"raw"}), frozenset({"document"}), clean_tiny),
    Stage("story", 1, frozenset({"document"}), frozenset({"story"}), partial(sort_pile, sorting=SORTING), per="corpus"),
)


def run(pile: Path, store: Path) -> None:
    with open_writer(store) as writer:
        read_pile([pile], writer, stages=STAGES, jobs=1)


def stories_of(store: Path) -> list[str]:
    with open_view(store) as view:
        assert [] == [fault for fault in check_store(view) if fault.id]  # other stages have not been there
        stories = [[Path(view.document(d).ref).stem for d in story.documents] for story in view.records("story")]
        return sorted("".join(sorted(refs)) for refs in stories)


def test_every_article_is_in_one_story(tmp_path: Path) -> None:
    run(make_pile(tmp_path / "pile", **TEXTS), tmp_path / "s.db")

    assert ["ab", "cd", "e"] == stories_of(tmp_path / "s.db")


def test_stories_of_many_articles_come_first(tmp_path: Path) -> None:
    run(make_pile(tmp_path / "pile", **TEXTS, f="minister vote tax"), tmp_path / "s.db")
    with open_view(tmp_path / "s.db") as view:
        sizes = [len(story.documents) for story in view.select("story", Selection())]

    assert [3, 2, 1] == sizes


def test_every_order_and_batch_gives_the_same_bytes(tmp_path: Path) -> None:
    pile = make_pile(tmp_path / "pile", **TEXTS)
    run(pile, tmp_path / "at-once.db")
    expected = export_all(tmp_path / "at-once.db")
    for order in permutations(sorted(pile.iterdir())[:3]):
        store = tmp_path / f"{'-'.join(path.stem for path in order)}.db"
        with open_writer(store) as writer:
            read_pile([pile / "d.txt", pile / "e.txt"], writer, stages=STAGES, jobs=1)
        for article in order:
            run(article, store)

        assert expected == export_all(store)


def test_an_article_that_changes_its_subject_changes_its_story_and_leaves_others_alone(tmp_path: Path) -> None:
    pile, store = make_pile(tmp_path / "pile", **TEXTS), tmp_path / "s.db"
    run(pile, store)
    # the bridge between a and b is gone, c and d are joined by a third
    make_pile(tmp_path / "pile", b="minister vote budget storm")
    run(pile, store)

    assert ["a", "bcd", "e"] == stories_of(store)


def test_what_joins_two_stories_is_one_with_the_nearer_on_average(tmp_path: Path) -> None:
    pile, store = make_pile(tmp_path / "pile", a="p q r s", b="p q r s", c="t u v w"), tmp_path / "s.db"
    run(pile, store)
    # d shares 2 words with c; with a and b, 3 each: 3 on average
    make_pile(pile, d="p q r t u")
    run(pile, store)

    assert ["abd", "c"] == stories_of(store)


words = st.lists(st.sampled_from("pqrstuv"), min_size=1, max_size=5, unique=True).map(" ".join)


@given(st.lists(st.tuples(st.sampled_from("abcdef"), words), min_size=2, max_size=8))
@settings(max_examples=15, deadline=None)
def test_after_any_changes_the_store_is_that_of_the_pile_as_it_stands(changes: list[tuple[str, str]]) -> None:
    with TemporaryDirectory() as folder:
        place = Path(folder)
        for name, text in changes:
            run(make_pile(place / "pile", **{name: text}), place / "step-by-step.db")
        run(place / "pile", place / "at-once.db")

        assert stories_of(place / "at-once.db") == stories_of(place / "step-by-step.db")
