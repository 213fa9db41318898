from __future__ import annotations

from rashomon.store import engines, open_view, open_writer
from rashomon.store.database import Store
from tests.databases import Place


def use(store: Store) -> None:
    with open_writer(store) as writer:
        writer.unlinked("identity/1")
    with open_view(store) as view:
        list(view.records("entity"))


def test_what_one_store_asks_is_put_into_words_for_all_that_come_after_it(place: Place) -> None:
    use(place / "one.db")
    worded = set(engines._WORDED)

    use(place / "other.db")

    assert worded
    assert worded == set(engines._WORDED)
