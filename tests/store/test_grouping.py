from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import permutations

import msgspec
import pytest
from sqlalchemy import event as database

from rashomon.errors import PipelineError
from rashomon.model import AnyRecord, Cluster, Document, Entity, digest
from rashomon.profiles import Antecedent, Dependence, Profile, Resolved, Telling
from rashomon.store import Writer, open_view, open_writer
from rashomon.store.database import Store
from rashomon.store.schema import metadata
from rashomon.store.waiting import FIRST as AHEAD
from rashomon.store.waiting import wait
from tests.databases import ON_SQLITE, Place
from tests.store.made import (
    MADE_BY,
    SAME,
    choose_same,
    find_names,
    group,
    join_all,
    link_all,
    link_names,
    make_article,
    make_document,
    make_entity,
    make_event,
    make_whole,
)
from tests.store.test_linking import plan_of


def records_of(ref: str, text: str) -> list[AnyRecord]:
    """Return the records of an article in which somebody hits somebody: `Aud hit Bo`."""
    document = make_document(ref, text)
    actor, _, recipient = text.split()
    one, other = make_entity(document, actor), make_entity(document, recipient)
    return [
        document,
        make_article(document),
        one,
        other,
        make_event(document, "hit", actor=(actor, one), recipient=(recipient, other)),
    ]


TEXTS = {"a.txt": "Aud hit Bo", "b.txt": "Aud hit Bo", "c.txt": "Bo hit Aud"}
FIRST, SECOND, THIRD = (records_of(ref, text) for ref, text in TEXTS.items())


def id_of(records: Sequence[AnyRecord]) -> str:
    document = records[0]
    assert isinstance(document, Document)
    return document.id


@pytest.fixture
def store(place: Place) -> Store:
    return place / "story.db"


@pytest.fixture
def writer(store: Store) -> Iterator[Writer]:
    with open_writer(store) as writer:
        for records in (FIRST, SECOND, THIRD):
            writer.add(records, MADE_BY)
        yield writer


def sizes(store: Store) -> list[int]:
    with open_view(store) as view:
        return sorted(len(cluster.events) for cluster in view.records("cluster"))


def test_every_article_waits_to_be_gathered_and_then_to_be_joined(writer: Writer, store: Store) -> None:
    everything = sorted(map(id_of, (FIRST, SECOND, THIRD)))
    assert everything == writer.ungathered({"cluster/1": ["event"]})
    for document in everything:
        writer.gather([document], {"cluster/1": [SAME]}, {"event", "attribution"})
    assert everything == writer.ungrouped("event")
    link_all(writer)

    assert [] == writer.ungrouped("event")
    assert everything == writer.ungathered({"cluster/2": ["event"]})
    assert [1, 2] == sizes(store)


def test_an_article_that_says_the_same_again_touches_nobody(writer: Writer) -> None:
    link_all(writer)
    writer.gather([id_of(FIRST)], {"cluster/1": [SAME]}, {"event", "attribution"})

    assert [] == writer.ungrouped("event")


@pytest.mark.parametrize("ref", ["a.txt", "b.txt"])
def test_a_cluster_that_loses_an_event_is_gone_at_once_and_made_again_without_it(
    writer: Writer, store: Store, ref: str
) -> None:
    """Be it the first that it is called after, or the one that follows it."""
    link_all(writer)
    writer.add([make_document(ref, "Nobody met.")], MADE_BY)
    assert [1] == sizes(store)
    link_all(writer)

    assert [1, 1] == sizes(store)


def test_events_of_somebody_who_is_another_now_are_joined_anew(writer: Writer, store: Store) -> None:
    def tell_apart(profiles: Sequence[tuple[Profile, int]]) -> list[Resolved]:
        return [
            Resolved(profile=p, entity=Entity(id=digest("other", p.name), by="identity/1", name=p.name, kind=p.kind))
            for p, _ in profiles
        ]

    link_all(writer)
    writer.add(records_of("d.txt", "Aud hit Cyn"), MADE_BY)
    for document in writer.unlinked("identity/1"):
        writer.link([document], find_names, {"entity"}, "identity/1")
    assert ["A", "C"] == writer.unsettled()
    writer.settle(["A"], tell_apart)
    assert sorted(map(id_of, (FIRST, SECOND, THIRD))) == writer.ungrouped("event")
    join_all(writer)

    with open_view(store) as view:
        named = {key for cluster in view.records("cluster") for key in (*cluster.actors, *cluster.recipients)}
        assert digest("other", "Aud") in named
        assert digest("pile", "Aud") not in named


@ON_SQLITE
def test_an_event_is_compared_with_the_first_of_its_key_however_many_report_it(place: Place) -> None:
    """In whatever order the articles come, the same events are compared, and the same is made of them."""
    texts = [records_of(f"{number:02}.txt", "Aud hit Bo") for number in range(AHEAD + 10)]
    offered: list[int] = []

    def choose(one: Telling, before: Sequence[Telling]) -> Antecedent | None:
        offered.append(len(before))
        return choose_same(one, before)

    made = []
    for name, order in (("one", texts), ("other", texts[::-1])):
        with open_writer(place / name) as writer:
            for records in order:
                writer.add(records, MADE_BY)
                link_all(writer)
            with open_view(place / name) as view:
                made.append(list(view.records("cluster")))
            for document in writer.ungathered({"cluster/2": ["event"]}):
                writer.gather([document], {"cluster/2": [SAME]}, {"event", "attribution"})
            for document in writer.ungrouped("event"):
                group(writer, document, SAME._replace(choose=choose, make=partial(make_whole, by="cluster/2")))
    assert [len(cluster.events) for cluster in made[0]] == [AHEAD + 10]
    assert made[0] == made[1]
    assert (sorted(offered)[-10:], max(offered)) == ([AHEAD] * 10, AHEAD)


def test_nothing_is_made_of_an_event_that_says_nothing_alone_until_another_tells_it_too(
    writer: Writer, store: Store
) -> None:
    asked: list[int] = []

    def make(told: Sequence[Telling], dependence: Dependence) -> list[Cluster]:
        asked.append(len(told))
        return make_whole(told, dependence)

    of = SAME._replace(alone=lambda _: False, make=make)

    def run() -> None:
        link_names(writer)
        for document in writer.ungathered({"cluster/1": ["event"]}):
            writer.gather([document], {"cluster/1": [of]}, {"event", "attribution"})
        for document in writer.ungrouped("event"):
            group(writer, document, of)

    run()
    assert ([2], [2]) == (sizes(store), asked)
    writer.add([make_document("b.txt", "Nobody met.")], MADE_BY)
    run()
    assert ([], [2], []) == (sizes(store), asked, writer.ungrouped("event"))
    writer.add(records_of("d.txt", "Aud hit Bo"), MADE_BY)
    run()
    assert ([2], [2, 2]) == (sizes(store), asked)


@pytest.mark.parametrize("order", [*permutations(range(3))])
def test_an_event_that_its_group_leaves_is_the_first_of_those_who_follow_it(
    writer: Writer, store: Store, order: Sequence[int]
) -> None:
    """The last of three comes to follow the second when this one follows the first no longer; articles in turns."""
    writer.add(records_of("c.txt", "Aud hit Bo"), MADE_BY)
    documents = writer.ungathered({"cluster/1": ["event"]})
    writer.gather(documents, {"cluster/1": [SAME]}, {"event", "attribution"})
    follows: dict[int, int] = {1: 0}

    def choose(one: Telling, before: Sequence[Telling]) -> Antecedent | None:
        there = sorted(other.finding for other in before)
        followed = follows.get(len(there))
        return None if followed is None else Antecedent(finding=there[followed], score=1.0, reason="so they say")

    of = SAME._replace(choose=choose)

    def run(order: Sequence[int]) -> None:
        writer.choose(documents, of)
        for step in (writer.join, writer.group):
            for at in order:
                step([documents[at]], of)

    run(order)
    assert [1, 2] == sizes(store)
    with writer._connection.begin():
        findings = writer._connection.exec_driver_sql("SELECT finding FROM item").scalars().all()
        wait(writer._connection, "event", findings, anew=True)
    follows = {2: 1}
    run(order)

    assert ([1, 2], []) == (sizes(store), writer.ungrouped("event"))


def test_what_is_found_is_noted_for_each_kind_that_asks_for_it(writer: Writer) -> None:
    everything = writer.ungathered({"cluster/1": ["event"]})
    other = SAME._replace(kind="deed", whole="claim")
    writer.gather(everything, {"cluster/1": [SAME], "claim/1": [other]}, {"event", "attribution"})

    assert sorted(everything) == sorted(writer.ungrouped("event")) == sorted(writer.ungrouped("deed"))


def test_articles_are_gathered_in_the_order_of_their_days(writer: Writer) -> None:
    days = {"d.txt": "2031-01-02", "e.txt": "2031-01-01", "f.txt": "2030-12-31"}
    for ref, day in days.items():
        document = make_document(ref, "Aud hit Bo")
        writer.add([document, make_article(document, published=day)], MADE_BY)

    *undated, one, two, three = writer.ungathered({"cluster/1": ["event"]})
    assert 3 == len(undated)
    assert [digest(ref, "Aud hit Bo") for ref in ("f.txt", "e.txt", "d.txt")] == [one, two, three]


def test_an_event_that_was_not_offered_is_refused_and_nothing_is_written(writer: Writer) -> None:
    def choose_any(one: Telling, before: Sequence[Telling]) -> Antecedent:
        return Antecedent(finding="elsewhere", score=1.0, reason="why not")

    both = sorted(map(id_of, (FIRST, SECOND)))
    writer.gather(both, {"cluster/1": [SAME]}, {"event", "attribution"})
    with pytest.raises(PipelineError, match="is to be event elsewhere, which shares no key with it or comes later"):
        writer.choose(both, SAME._replace(choose=choose_any))

    assert both == writer.ungrouped("event", anew=True)


def test_a_cluster_of_another_name_is_refused(writer: Writer) -> None:
    def make_mine(told: Sequence[Telling], dependence: Dependence) -> list[Cluster]:
        return [msgspec.structs.replace(one, id="mine") for one in make_whole(told, dependence)]

    writer.gather([id_of(FIRST)], {"cluster/1": [SAME]}, {"event", "attribution"})
    with pytest.raises(PipelineError, match="is called mine instead of"):
        group(writer, id_of(FIRST), SAME._replace(make=make_mine))


@ON_SQLITE
def test_joining_looks_at_no_table_as_a_whole(writer: Writer) -> None:
    """Every statement goes by an index."""
    link_all(writer)
    connection = writer._connection
    seen: list[tuple[str, object]] = []
    database.listen(connection.engine, "before_cursor_execute", lambda *given: seen.append((given[2], given[3])))
    writer.add(records_of("b.txt", "Bo hit Aud"), MADE_BY)
    link_all(writer)
    assert {"SELECT", "INSERT", "UPDATE", "DELETE"} <= {statement.split()[0] for statement, _ in seen}
    steps = {(step, statement) for statement, values in seen for step in plan_of(connection, statement, values)}
    scans = {step.split(" USING")[0] for step, _ in steps}
    along_a_kind = {statement for step, statement in steps if step.endswith("(kind=?)") and " decided " not in step}

    # the lists of what waits are as long as what waits
    lists = {"uncompared", "unsettled", "untraced", "unvisited"}
    assert lists == {table for table in metadata.tables if f"SCAN {table}" in scans}
    assert along_a_kind
    assert [] == [one for one in along_a_kind if "FROM ungrouped LEFT OUTER JOIN item" not in one]
