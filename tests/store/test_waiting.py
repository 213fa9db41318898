"""Events that come, and those behind them in their key: these wait unless they stay with what they have chosen."""

from collections.abc import Iterator, Sequence

import pytest

from rashomon.model import AnyRecord, Document, Event
from rashomon.profiles import Grouping, Telling
from rashomon.store import Writer, open_writer
from rashomon.store.waiting import FIRST
from tests.databases import Place
from tests.store.made import MADE_BY, SAME, link_all, link_names
from tests.store.test_grouping import records_of


def in_order(articles: Sequence[Sequence[AnyRecord]]) -> list[Sequence[AnyRecord]]:
    """Return articles of one event each in the order in which these stand in their key: that of their ids."""
    return sorted(articles, key=lambda records: next(one.id for one in records if isinstance(one, Event)))


def ids_of(articles: Sequence[Sequence[AnyRecord]]) -> list[str]:
    return sorted(one.id for records in articles for one in records if isinstance(one, Document))


@pytest.fixture
def writer(place: Place) -> Iterator[Writer]:
    with open_writer(place / "story.db") as writer:
        yield writer


def come(writer: Writer, articles: Sequence[Sequence[AnyRecord]], of: Grouping, by: str = "cluster/1") -> list[str]:
    """Add articles, and return the documents that wait when their events have been noted."""
    for records in articles:
        writer.add(records, MADE_BY)
    link_names(writer)
    writer.gather(ids_of(articles), {by: [of]}, {"event", "attribution"})
    return sorted(writer.ungrouped("event", anew=True))


FEW = in_order([records_of(f"{number}.txt", "Aud hit Bo") for number in range(5)])


def test_who_stays_with_what_it_has_chosen_does_not_wait_for_those_that_come_before_it(writer: Writer) -> None:
    asked: list[tuple[str, list[str], bool]] = []

    def stays(one: Telling, near: Sequence[Telling]) -> bool:
        asked.append((one.document, [other.document for other in near], one.antecedent is not None))
        return one.document == last

    first, second, third, fourth, last = (ids_of([records])[0] for records in FEW)
    for records in (FEW[0], FEW[2], FEW[4]):
        writer.add(records, MADE_BY)
    link_all(writer)

    assert sorted([second, third, fourth]) == come(writer, [FEW[1], FEW[3]], SAME._replace(stays=stays))
    assert sorted([(third, [first, second], True), (last, [first, second, fourth], True)]) == sorted(asked)


def test_who_has_not_chosen_yet_waits_and_is_not_asked(writer: Writer) -> None:
    def refuse(one: Telling, near: Sequence[Telling]) -> bool:
        raise AssertionError(one.document)

    link_all(writer)
    writer.add(FEW[4], MADE_BY)
    link_all(writer)
    come(writer, [FEW[3]], SAME)

    assert ids_of(FEW[2:]) == come(writer, [FEW[2]], SAME._replace(stays=refuse))


def test_who_is_of_another_stage_waits_and_is_not_asked(writer: Writer) -> None:
    def refuse(one: Telling, near: Sequence[Telling]) -> bool:
        raise AssertionError(one.document)

    for records in FEW[3:]:
        writer.add(records, MADE_BY)
    link_all(writer)

    assert ids_of(FEW[2:]) == come(writer, [FEW[2]], SAME._replace(stays=refuse), by="cluster/2")


def test_who_stands_behind_the_first_of_a_key_waits_since_one_of_these_is_so_no_more(writer: Writer) -> None:
    many = in_order([records_of(f"{number:02}.txt", "Aud hit Bo") for number in range(FIRST + 2)])
    for records in many[1:]:
        writer.add(records, MADE_BY)
    link_all(writer)

    assert ids_of([many[0], *many[FIRST:]]) == come(writer, many[:1], SAME._replace(stays=lambda *_: True))


def test_nobody_waits_for_one_that_comes_behind_the_first_of_its_key(writer: Writer) -> None:
    many = in_order([records_of(f"{number:02}.txt", "Aud hit Bo") for number in range(FIRST + 2)])
    for records in (*many[:FIRST], many[-1]):
        writer.add(records, MADE_BY)
    link_all(writer)

    assert ids_of(many[FIRST : FIRST + 1]) == come(writer, many[FIRST : FIRST + 1], SAME)
