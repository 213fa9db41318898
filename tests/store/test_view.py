from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Select
from sqlalchemy.exc import DBAPIError

from rashomon.errors import NotFound, StoreError
from rashomon.model import Article
from rashomon.store import Selection, View, open_view, open_writer, queries
from rashomon.store.places import spans_of
from tests.databases import ON_SQLITE, Place
from tests.store.made import (
    MADE_BY,
    link_all,
    make_article,
    make_attribution,
    make_dating,
    make_document,
    make_entity,
    make_mention,
    make_timex,
)

FERRY = make_document("pile/a.txt", "The ferry was late, Ms Aud said. It would sail, the captain added.")
STRAIT = make_document("pile/b.txt", "No ship crossed the strait, Orsk said.")
AUD = make_entity(FERRY, "Ingrid Aud")
LATE = make_attribution(FERRY, "The ferry was late", "Ms Aud", AUD)
SAIL = make_attribution(FERRY, "It would sail", "the captain")
CROSSED = make_attribution(STRAIT, "No ship crossed the strait", "Orsk")


@pytest.fixture
def view(place: Place) -> Iterator[View]:
    store = place / "story.db"
    with open_writer(store) as writer:
        writer.add([STRAIT, make_article(STRAIT), CROSSED], MADE_BY)
        writer.add([FERRY, make_article(FERRY, "The Packet"), AUD, SAIL, LATE], MADE_BY)
    with open_view(store) as view:
        yield view


def test_records_come_by_article_and_position(view: View) -> None:
    assert [LATE, SAIL, CROSSED] == list(view.records("attribution"))


@pytest.mark.parametrize("key", [FERRY.id, FERRY.id[:6], "pile/a.txt", "a.txt"])
def test_an_article_is_found_by_id_prefix_ref_and_file_name(view: View, key: str) -> None:
    assert FERRY == view.document(key)


@pytest.mark.parametrize("key", ["", "c.txt", "%", "_", "pile"])
def test_a_key_of_no_article_says_what_there_is(view: View, key: str) -> None:
    with pytest.raises(NotFound, match=r"no article .*; there are pile/a.txt \("):
        view.document(key)


def test_a_prefix_of_several_ids_names_them(place: Place) -> None:
    # by the pigeonhole principle two of seventeen ids begin with the same of sixteen digits
    documents = [make_document(f"{i}.txt", "The ferry was late.") for i in range(17)]
    with open_writer(place / "many.db") as writer:
        for document in documents:
            writer.add([document], MADE_BY)
    firsts = [d.id[0] for d in documents]
    twice = next(digit for digit in firsts if firsts.count(digit) > 1)

    with open_view(place / "many.db") as view, pytest.raises(NotFound, match="more than one article"):
        view.document(twice)


def test_an_unknown_layer_lists_the_known_ones(view: View) -> None:
    with pytest.raises(NotFound, match="no layer 'attributions'; there are: document, rejection, article"):
        list(view.records("attributions"))


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Selection(), [LATE, SAIL, CROSSED]),
        (Selection(outlet="packet"), [LATE, SAIL]),
        (Selection(outlet="courier"), []),
        (Selection(document="b.txt"), [CROSSED]),
        (Selection(speaker="ingrid"), [LATE]),
        (Selection(source="CAPTAIN"), [SAIL]),
        (Selection(source="orsk", outlet="packet"), []),
        (Selection(kind="direct"), []),
        (Selection(kind="indirect", act="statement", limit=2), [LATE, SAIL]),
        (Selection(kind="Indirect", act="Statement", limit=2), [LATE, SAIL]),
        (Selection(act="denial"), []),
        (Selection(limit=0), []),
        (Selection(search="ferry"), [LATE]),
        (Selection(search="it"), [SAIL]),
        (Selection(search="captain late"), [LATE, SAIL]),
        (Selection(search="captain strait"), []),
    ],
)
def test_a_selection_narrows_a_layer(view: View, wanted: Selection, expected: list[object]) -> None:
    assert expected == list(view.select("attribution", wanted))


@pytest.fixture
def linked(place: Place) -> Iterator[View]:
    """Give two articles that know Ms Aud, one under the name of Ingrid Aud, and one that knows the captain alone."""
    first = make_document("a.txt", "Ms Aud met Orsk in May. She slept, said the captain.")
    second = make_document("b.txt", "Ms Aud sailed in 2024.")
    aud, orsk, captain = (make_entity(first, name) for name in ("Ms Aud", "Orsk", "the captain"))
    again = make_entity(second, "Ms Aud")
    with open_writer(place / "linked.db") as writer:
        writer.add(
            [
                first,
                make_article(first, "The Packet", "2023-05-30"),
                *(aud, orsk, captain),
                *(
                    make_mention(first, name, e)
                    for name, e in (("Ms Aud", aud), ("Orsk", orsk), ("the captain", captain))
                ),
                make_attribution(first, "She slept", "the captain", captain),
                make_timex(first, "May", "2023-05-01", "2023-05-31"),
            ],
            MADE_BY,
        )
        writer.add(
            [
                second,
                make_article(second),
                make_dating(second, "2024-01-01", None),
                again,
                make_mention(second, "Ms Aud", again),
                make_timex(second, "2024", "2024-01-01", "2024-12-31"),
            ],
            MADE_BY,
        )
        link_all(writer)
    with open_view(place / "linked.db") as view:
        yield view


def said_by(view: View, layer: str, wanted: Selection) -> list[str]:
    """Return the selected records as the reader knows them: by name, by file, or by the words of their first span."""
    found = []
    for one in view.select(layer, wanted):
        document = view.document(one.document) if getattr(one, "document", None) else None
        spans = [span for _, span in spans_of(one)]
        words = spans[0].of(document.text) if document and spans else ""
        found.append(getattr(one, "name", "") or words or (document.ref if document else ""))
    return found


@pytest.mark.parametrize(
    ("layer", "wanted", "expected"),
    [
        # those whom most articles know first, then those who are known from one alone
        ("entity", Selection(), ["Ms Aud", "Orsk", "the captain"]),
        ("entity", Selection(limit=1), ["Ms Aud"]),
        ("entity", Selection(entity="o"), ["Orsk"]),
        ("entity", Selection(document="b.txt"), ["Ms Aud"]),
        ("entity", Selection(outlet="packet", entity="captain"), ["the captain"]),
        ("mention", Selection(entity="AUD"), ["Ms Aud", "Ms Aud"]),
        ("mention", Selection(entity="aud", outlet="packet"), ["Ms Aud"]),
        ("mention", Selection(entity="nobody"), []),
        ("identity", Selection(entity="orsk"), ["a.txt"]),
        # where the captain is named, and where he speaks
        ("attribution", Selection(entity="captain"), ["She slept"]),
        ("attribution", Selection(speaker="captain"), ["She slept"]),
        ("attribution", Selection(entity="orsk"), []),
        ("article", Selection(entity="orsk"), ["a.txt"]),
        ("timex", Selection(since="2023-05-31"), ["May", "2024"]),
        ("timex", Selection(since="2023-06"), ["2024"]),
        ("timex", Selection(until="2023"), ["May"]),
        ("timex", Selection(since="2023", until="2023-04"), []),
        ("timex", Selection(kind="date"), ["May", "2024"]),
        ("article", Selection(until="2023-05"), ["a.txt"]),
        # its day of publication is estimated, and open to one side
        ("article", Selection(since="2025"), ["b.txt"]),
        ("article", Selection(until="2023-12-31", since="2023-05-31"), []),
        ("mention", Selection(until="2023"), ["Ms Aud", "Orsk", "the captain"]),
        ("rejection", Selection(entity="aud"), []),
    ],
)
def test_a_selection_by_who_and_when(linked: View, layer: str, wanted: Selection, expected: list[str]) -> None:
    assert expected == said_by(linked, layer, wanted)


def test_a_search_narrows_articles_as_wholes(view: View) -> None:
    assert [STRAIT] == list(view.select("document", Selection(search="strait")))
    assert [STRAIT.id] == [a.document for a in view.select("article", Selection(search="strait"))]


def test_a_selection_of_an_article_that_is_not_there_is_no_empty_list(view: View) -> None:
    with pytest.raises(NotFound):
        list(view.select("attribution", Selection(document="nothing.txt")))


@pytest.mark.parametrize(
    ("layer", "wanted", "message"),
    [
        ("sentence", Selection(speaker="aud"), "sentence records have no speaker; they have: id, by, score"),
        ("attribution", Selection(act="denail"), "no attribution is of the act 'denail'; there are: statement"),
        ("mention", Selection(kind="direct"), "no mention is of the kind 'direct'; there are: person"),
        ("timex", Selection(kind="day"), "no timex is of the kind 'day'; there are: DATE, TIME, DURATION, SET"),
        ("article", Selection(since="May"), "no date 'May'; it is to be written as 2023, 2023-07 or 2023-07-11"),
        ("timex", Selection(until="2023-02-31"), "no date '2023-02-31'; it is"),
        ("timex", Selection(since="2023-07", until="2023-06-30"), "nothing is between 2023-07 and 2023-06-30"),
        ("rumour", Selection(), "no layer 'rumour'"),
    ],
)
def test_a_selection_that_nothing_could_answer_to_says_so(
    view: View, layer: str, wanted: Selection, message: str
) -> None:
    with pytest.raises(NotFound, match=message):
        list(view.select(layer, wanted))


def test_counts_are_of_current_articles_by_layer(view: View) -> None:
    assert {"document": 2, "article": 2, "entity": 1, "attribution": 3} == view.counts()


def found(view: View, query: str) -> list[tuple[str, list[str]]]:
    hits = view.search(query)
    return [(view.document(h.document).ref, [s.of(view.document(h.document).text) for s in h.spans]) for h in hits]


def test_a_search_says_where_the_words_stand(view: View) -> None:
    assert [("pile/a.txt", ["ferry"])] == found(view, "FERRY")
    assert [("pile/b.txt", ["ship crossed"])] == found(view, '"ship crossed"')
    assert [("pile/b.txt", ["strait"])] == found(view, "stra*")
    assert {"pile/a.txt", "pile/b.txt"} == {ref for ref, _ in found(view, "said")}
    assert [] == found(view, "ferry strait")


def test_a_superseded_article_is_not_found_by_its_words(place: Place) -> None:
    with open_writer(place / "s.db") as writer:
        writer.add([FERRY], MADE_BY)
        writer.add([make_document(FERRY.ref, "No boat was late.")], MADE_BY)
    with open_view(place / "s.db") as view:
        assert [] == view.search("ferry")
        assert 1 == len(view.search("late"))


@ON_SQLITE
@pytest.mark.parametrize(
    "statement",
    [queries.of_none("entity"), queries.of_current("mention"), queries.entities_of_current()],
    ids=["of none", "of current", "entities of current"],
)
def test_a_layer_streams_in_order_without_being_sorted(view: View, statement: Select[Any]) -> None:
    assert not [step for step in plan_of(view, statement) if "TEMP B-TREE" in step]


@ON_SQLITE
def test_identities_are_sorted_within_each_document_alone(view: View) -> None:
    plan = plan_of(view, queries.identities(queries.CURRENT))

    assert "USE TEMP B-TREE FOR ORDER BY" not in plan
    assert [step for step in plan if step.startswith("USE TEMP B-TREE FOR ")]


def plan_of(view: View, statement: Select[Any]) -> list[str]:
    words = statement.compile(compile_kwargs={"literal_binds": True})
    return [step for *_, step in view._connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {words}")]


@pytest.mark.parametrize(
    "query", ["", "  ", '"', "*", "-", "AND", "ferry AND", "text:ferry", "(", "said'", '"" -', "a\0b", '"a\0']
)
def test_no_query_is_a_syntax_error(view: View, query: str) -> None:
    assert isinstance(view.search(query), list)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(codec="utf-8"), max_size=30), st.text(st.characters(codec="utf-8"), max_size=30))
def test_a_search_is_exact_among_any_characters(tmp_path_factory: pytest.TempPathFactory, a: str, b: str) -> None:
    text = f"{a} halyard {b}"
    store = tmp_path_factory.mktemp("search") / "story.db"
    with open_writer(store) as writer:
        writer.add([make_document("a.txt", text)], MADE_BY)

    with open_view(store) as view:
        spans = [span for hit in view.search("halyard") for span in hit.spans]
        assert (len(a) + 1, len(a) + 8) in [(s.start, s.end) for s in spans]
        assert {"halyard"} == {s.of(text).casefold() for s in spans}


def test_outlets_of_current_articles_are_listed_once_in_order(place: Place) -> None:
    told = [("a.txt", "The Rinsa Courier"), ("b.txt", "Norrsund"), ("c.txt", "Norrsund"), ("d.txt", None)]
    with open_writer(place / "s.db") as writer:
        for ref, outlet in told:
            document = make_document(ref, f"{ref} told it.")
            writer.add([document, Article(id=document.id, by="clean/1", document=document.id, outlet=outlet)], MADE_BY)

    with open_view(place / "s.db") as view:
        assert ["Norrsund", "The Rinsa Courier"] == view.outlets()


def test_a_store_that_is_not_there_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no such store; make one with: rashomon read"):
        open_view(tmp_path / "story.db")

    assert [] == list(tmp_path.iterdir())


def test_a_store_in_a_folder_that_cannot_be_written_is_read(tmp_path: Path) -> None:
    store = tmp_path / "story.db"
    with open_writer(store) as writer:
        writer.add([FERRY], MADE_BY)
    tmp_path.chmod(0o500)
    try:
        with open_view(store) as view:
            assert [FERRY] == list(view.records("document"))
    finally:
        tmp_path.chmod(0o700)


def test_reading_leaves_nothing_beside_the_store_and_changes_no_byte(tmp_path: Path) -> None:
    store = tmp_path / "story.db"
    with open_writer(store) as writer:
        writer.add([FERRY], MADE_BY)
    before = store.read_bytes()
    with open_view(store) as view:
        assert [FERRY] == list(view.records("document"))

    assert [store] == list(tmp_path.iterdir())
    assert before == store.read_bytes()


def test_a_view_cannot_write(view: View) -> None:
    with pytest.raises(DBAPIError, match=r"read-?only"):
        view._connection.exec_driver_sql("DELETE FROM document")
