from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec
import pytest
from sqlalchemy import Connection, event

from rashomon.errors import PipelineError
from rashomon.model import AnyRecord, Entity, digest
from rashomon.profiles import Profile, Resolved
from rashomon.store import Selection, Standing, Writer, open_view, open_writer
from rashomon.store.database import Store
from tests.databases import ON_SQLITE, Place
from tests.store.made import (
    MADE_BY,
    find_names,
    join_names,
    link_all,
    make_attribution,
    make_document,
    make_entity,
    make_mention,
)

FERRY = make_document("a.txt", "The ferry was late, Ms Aud said. Ms Aud wept.")
STRAIT = make_document("b.txt", "Ms Aud and Orsk met.")
AUD, ORSK, AUD_THERE = make_entity(FERRY, "Ms Aud"), make_entity(STRAIT, "Orsk"), make_entity(STRAIT, "Ms Aud")
IN_FERRY: list[AnyRecord] = [
    FERRY,
    AUD,
    make_mention(FERRY, "Ms Aud said", AUD),
    make_mention(FERRY, "Ms Aud wept", AUD),
    make_attribution(FERRY, "The ferry was late", "Ms Aud said", AUD),
    msgspec.structs.replace(make_attribution(FERRY, "The ferry", "Ms Aud wept", AUD), act="belief"),
]
IN_STRAIT: list[AnyRecord] = [
    STRAIT,
    AUD_THERE,
    ORSK,
    make_mention(STRAIT, "Ms Aud", AUD_THERE),
    make_mention(STRAIT, "Orsk", ORSK),
]
EVERYONE = digest("pile", "Ms Aud")


@pytest.fixture
def store(place: Place) -> Store:
    return place / "story.db"


@pytest.fixture
def writer(store: Store) -> Iterator[Writer]:
    with open_writer(store) as writer:
        writer.add(IN_FERRY, MADE_BY)
        writer.add(IN_STRAIT, MADE_BY)
        yield writer


def test_every_new_article_awaits_its_linking(writer: Writer) -> None:
    assert sorted([FERRY.id, STRAIT.id]) == writer.unlinked("identity/1")
    link_all(writer)

    assert [] == writer.unlinked("identity/1")
    assert [] == writer.unsettled()
    assert sorted([FERRY.id, STRAIT.id]) == writer.unlinked("identity/2")


def test_the_same_article_again_stays_linked_and_a_changed_one_awaits_it_again(writer: Writer) -> None:
    link_all(writer)
    writer.add(IN_FERRY, MADE_BY)
    assert [] == writer.unlinked("identity/1")
    writer.add(IN_FERRY[:-1], MADE_BY)

    assert [FERRY.id] == writer.unlinked("identity/1")
    assert ["M"] == writer.unsettled()


def test_a_superseded_article_is_let_go_of_and_linked_when_it_comes_back(writer: Writer, store: Store) -> None:
    link_all(writer)
    writer.add([make_document("b.txt", "Nobody met.")], MADE_BY)
    link_all(writer)
    with open_view(store) as view:
        assert ["Ms Aud"] == [e.name for e in view.records("entity")]
        assert [] == list(view.records("identity", STRAIT.id))
        # what was found in it is still to be seen, with its own entities
        assert [AUD_THERE.id, ORSK.id] == [m.entity for m in view.records("mention", STRAIT.id)]
    writer.add(IN_STRAIT, MADE_BY)
    link_all(writer)

    with open_view(store) as view:
        assert {"Ms Aud", "Orsk"} == {e.name for e in view.records("entity")}


def test_an_entity_stands_in_articles_by_mentions_and_by_statements(writer: Writer, store: Store) -> None:
    link_all(writer)

    with open_view(store) as view:
        standings = {e.name: view.standing(e) for e in view.records("entity")}
        # what she believes is no statement
        assert {"Ms Aud": Standing(2, 3, 1, None), "Orsk": Standing(1, 1, 0, STRAIT.id)} == standings
        assert Standing(1, 2, 1, FERRY.id) == view.standing(AUD)


def test_a_list_of_entities_tells_the_standing_of_each_without_a_question_for_it(writer: Writer, store: Store) -> None:
    writer.add([*IN_STRAIT, make_entity(STRAIT, "met")], MADE_BY)
    link_all(writer)

    asked: list[str] = []
    with open_view(store) as view:
        event.listen(view._connection.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
        told = [(e.name, view.standing(e)) for e in view.select("entity", Selection())]
        assert [
            ("Ms Aud", Standing(2, 3, 1, None)),
            ("Orsk", Standing(1, 1, 0, STRAIT.id)),
            ("met", Standing(1, 0, 0, STRAIT.id)),
        ] == told
        # those of the pile, which documents there are, and those of these
        assert 3 == sum(statement.startswith("SELECT") for statement in asked)
        # the same as when each is asked for alone
        assert told == [(e.name, view.standing(e)) for e in list(view.select("entity", Selection()))]


def test_an_identity_leads_from_an_article_to_the_pile_and_is_found_by_its_id(writer: Writer, store: Store) -> None:
    link_all(writer)

    with open_view(store) as view:
        (found,) = view.records("identity", FERRY.id)
        assert (AUD.id, EVERYONE, FERRY.id, "identity/1") == (found.member, found.entity, found.document, found.by)
        assert found == view.record("identity", found.id)
        assert AUD == view.record("entity", AUD.id)
        assert "Ms Aud" == getattr(view.record("entity", EVERYONE), "name", None)
        assert view.record("identity", "nothing") is None


def test_mentions_and_attributions_name_the_pile_one_by_one_as_well(writer: Writer, store: Store) -> None:
    link_all(writer)

    with open_view(store) as view:
        for layer, field in (("mention", "entity"), ("attribution", "speaker")):
            for found in view.records(layer, FERRY.id):
                assert EVERYONE == getattr(found, field)
                assert found == view.record(layer, found.id)


def test_before_it_is_linked_an_article_names_its_own_entities(writer: Writer, store: Store) -> None:
    writer.link([FERRY.id], find_names, {"entity"}, "identity/1")

    with open_view(store) as view:
        assert {AUD.id} == {m.entity for m in view.records("mention", FERRY.id)}
        assert {AUD.id, AUD_THERE.id, ORSK.id} == {e.id for e in view.records("entity")}
        assert {"document": 2, "mention": 4, "entity": 3, "attribution": 2} == view.counts()


def test_counts_are_those_of_the_lists(writer: Writer, store: Store) -> None:
    link_all(writer)

    with open_view(store) as view:
        assert {layer: len(list(view.records(layer))) for layer in view.counts()} == view.counts()
        assert (2, 3) == (view.counts()["entity"], view.counts()["identity"])


def test_an_answer_that_leaves_a_profile_out_is_refused_and_nothing_is_written(writer: Writer) -> None:
    writer.link([FERRY.id], find_names, {"entity"}, "identity/1")
    with pytest.raises(PipelineError, match="the block 'M' has 1 profiles; not each has an answer"):
        writer.settle(["M"], lambda profiles: [])

    assert ["M"] == writer.unsettled()


def test_one_entity_for_two_blocks_is_refused(writer: Writer) -> None:
    def join_all(profiles: Sequence[tuple[Profile, int]]) -> list[Resolved]:
        everyone = Entity(id=digest("everyone"), by="identity/1", name="everyone", kind="person")
        return [Resolved(profile=p, entity=everyone) for p, _ in profiles]

    for document in writer.unlinked("identity/1"):
        writer.link([document], find_names, {"entity"}, "identity/1")
    writer.settle(["M"], join_all)
    with pytest.raises(PipelineError, match="an entity of another block, or of an article"):
        writer.settle(["O"], join_all)


@ON_SQLITE
def test_linking_looks_at_no_table_as_a_whole(writer: Writer) -> None:
    """Every statement goes by an index, so that an article costs the same in a pile of any size."""
    link_all(writer)
    connection = writer._connection
    seen: list[tuple[str, object]] = []
    event.listen(connection.engine, "before_cursor_execute", lambda *given: seen.append((given[2], given[3])))
    writer.add(IN_STRAIT[:-1], MADE_BY)
    for document in writer.unlinked("identity/1"):
        writer.link([document], lambda document, entity: find_names(entity), {"document", "entity"}, "identity/1")
    for block in writer.unsettled():
        writer.settle([block], lambda profiles: join_names(profiles, "identity/2"))
    assert {"SELECT", "INSERT", "UPDATE", "DELETE"} <= {statement.split()[0] for statement, _ in seen}
    scans = [(plan, statement) for statement, values in seen for plan in scans_of(connection, statement, values)]

    # the list of what waits is as long as what waits, and a list that is given as long as what is given
    walked = {plan.split(" USING")[0] for plan, _ in scans if not plan.startswith("SCAN each_of")}
    assert walked == {"SCAN unsettled"}, scans


def scans_of(connection: Connection, statement: str, values: object) -> list[str]:
    return [step for step in plan_of(connection, statement, values) if step.startswith("SCAN")]


def plan_of(connection: Connection, statement: str, values: object) -> list[str]:
    if statement.split()[0] not in ("SELECT", "UPDATE", "DELETE"):
        return []
    with connection.begin():
        one = values[0] if isinstance(values, list) else values
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", one)  # type: ignore[arg-type]
        return [step for *_, step in plan]
