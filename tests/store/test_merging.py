from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations
from pathlib import Path
from typing import Any

import msgspec
import pytest

from rashomon.errors import NotFound, NotPossible
from rashomon.model import PERSON, AnyRecord, Correction, Document, Entity, digest
from rashomon.store import Ruling, Writer, check_store, open_view, open_writer
from tests.store.made import (
    MADE_BY,
    find_names,
    join_names,
    link_all,
    make_attribution,
    make_document,
    make_entity,
    make_event,
    make_mention,
)
from tests.store.test_corrections import LATER, NOON, records, rows, standings

# a name's first letter is its block, see tests/store/made.py: those of Aud and of Vell are two
TEXTS = {
    "a.txt": "Aud shelled the quay, the mayor said.",
    "b.txt": "Vell shelled the quay, Aud said.",
    "c.txt": "Orsk shelled the quay, Aud said.",
}
NAMES = ("Aud", "Vell", "Orsk", "the mayor")


def article(document: Document) -> list[AnyRecord]:
    """Return who is named in an article, what they say, and who shelled the quay."""
    who = [make_entity(document, name) for name in NAMES if name in document.text]
    shelled = make_event(document, "shelled", actor=next((e.name, e) for e in who if document.text.startswith(e.name)))
    speaker = next(e for e in who if f"{e.name} said" in document.text)
    said = make_attribution(document, document.text.split(",")[0], speaker.name, speaker)
    return [document, *who, *(make_mention(document, e.name, e) for e in who), said, shelled]


DOCUMENTS = {ref: make_document(ref, text) for ref, text in TEXTS.items()}
AUD, VELL, ORSK = (digest("pile", name) for name in ("Aud", "Vell", "Orsk"))


def own(ref: str, name: str) -> Entity:
    return make_entity(DOCUMENTS[ref], name)


def fill(writer: Writer, refs: Sequence[str] = tuple(TEXTS)) -> None:
    for ref in refs:
        writer.add(article(DOCUMENTS[ref]), MADE_BY)
    link_all(writer)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "story.db"


@pytest.fixture
def writer(store: Path) -> Iterator[Writer]:
    with open_writer(store) as writer:
        fill(writer)
        yield writer


def merge(writer: Writer, *entities: str, at: str = NOON) -> Correction:
    made = writer.correct(
        Ruling(verdict="merge", finding=entities[0], others=entities[1:], who="ines", at=at, why="one and the same")
    )
    link_all(writer)
    return made


def split(writer: Writer, entity: str, *others: str, at: str = NOON, name: str | None = None) -> Correction:
    made = writer.correct(Ruling(verdict="split", finding=entity, others=others, who="ines", at=at, name=name))
    link_all(writer)
    return made


def undo(writer: Writer, made: Correction) -> None:
    writer.undo(made.id, "bo", LATER)
    link_all(writer)


def who_is_who(store: Path) -> dict[tuple[str, str], str]:
    """Return whom the names of each article are in the pile."""
    with open_view(store) as view:
        names = {e.id: e.name for e in view.records("entity")}
        refs = {d.id: d.ref for d in view.records("document")}
        members = {(refs[i.document], i.member): names[i.entity] for i in view.records("identity")}
        found = {key: own.name for key in members if (own := view.record("entity", key[1]))}
    return {(ref, found[ref, member]): name for (ref, member), name in sorted(members.items())}


def entity_called(store: Path, name: str) -> Entity:
    (found,) = [e for e in records(store, "entity") if e.name == name]
    assert isinstance(found, Entity)
    return found


def faults(store: Path) -> list[Any]:
    with open_view(store) as view:
        return list(check_store(view))


def test_entities_of_two_blocks_that_a_person_joins_are_one(writer: Writer, store: Path) -> None:
    made = merge(writer, VELL, AUD)
    vell = entity_called(store, "Vell")

    assert (VELL, PERSON, ("Aud",)) == (vell.id, vell.by, vell.aliases)
    assert {"Vell", "Orsk"} == set(who_is_who(store).values())
    assert ["Vell", "Aud"] == [party.entity.name for party in made.parties]
    assert {VELL} == {a.speaker for a in records(store, "attribution") if a.document != DOCUMENTS["a.txt"].id}
    assert ["stands"] == standings(store)
    assert [] == faults(store)


def test_what_the_same_person_does_is_one_event_once_they_are_joined(writer: Writer, store: Path) -> None:
    assert 3 == len(records(store, "cluster"))
    merge(writer, VELL, AUD)

    assert [1, 2] == sorted(c.reports for c in records(store, "cluster"))
    assert {VELL, ORSK} == {who for c in records(store, "cluster") for who in c.actors}


def test_undoing_a_merge_leaves_the_store_as_it_was_before(writer: Writer, store: Path) -> None:
    before = rows(store)
    first, second = merge(writer, VELL, AUD), merge(writer, ORSK, VELL, at=LATER)
    assert {"Orsk"} == set(who_is_who(store).values())
    undo(writer, second)
    assert {"Orsk", "Vell"} == set(who_is_who(store).values())
    undo(writer, first)

    assert before == rows(store)
    assert [] == faults(store)


def test_a_merge_holds_for_articles_that_come_later(writer: Writer, store: Path) -> None:
    merge(writer, VELL, AUD)
    document = make_document("d.txt", "Aud shelled the strait, Aud said.")
    writer.add(article(document), MADE_BY)
    link_all(writer)

    assert "Vell" == who_is_who(store)["d.txt", "Aud"]
    assert [] == faults(store)


@pytest.mark.parametrize("order", list(permutations(TEXTS)))
def test_no_order_of_reading_matters(writer: Writer, store: Path, tmp_path: Path, order: Sequence[str]) -> None:
    merge(writer, VELL, AUD)
    split(writer, VELL, DOCUMENTS["c.txt"].id, at=LATER, name="another Aud")
    before = rows(store)
    for ref in order:  # everything goes, and comes again
        writer.add([make_document(ref, "Nobody.")], MADE_BY)
        link_all(writer)
    for ref in order:
        writer.add(article(DOCUMENTS[ref]), MADE_BY)
    link_all(writer)
    now = rows(store)

    for rest in ("document", "record"):  # the texts that took their place in between are still there
        now[rest] = [row for row in now[rest] if row in before[rest]]
    assert {k: v for k, v in before.items() if k != "tally"} == {k: v for k, v in now.items() if k != "tally"}


def test_somebody_whom_one_article_alone_knows_can_be_joined(writer: Writer, store: Path) -> None:
    before = rows(store)
    mayor = own("a.txt", "the mayor")
    made = merge(writer, AUD, mayor.id)
    (said,) = records(store, "attribution", DOCUMENTS["a.txt"].id)

    assert AUD == said.speaker
    assert ("the mayor",) == entity_called(store, "Aud").aliases
    assert [] == faults(store)
    undo(writer, made)
    assert before == rows(store)


def test_the_articles_that_a_person_names_tell_of_somebody_else(writer: Writer, store: Path) -> None:
    before = rows(store)
    made = split(writer, AUD, DOCUMENTS["c.txt"].id, name="Aud the younger")
    now = who_is_who(store)

    assert ("Aud", "Aud", "Aud the younger") == tuple(now[ref, "Aud"] for ref in TEXTS)
    assert made.becomes == msgspec.structs.replace(entity_called(store, "Aud the younger"), aliases=(), by=PERSON)
    assert [made.becomes.id] == [a.speaker for a in records(store, "attribution", DOCUMENTS["c.txt"].id)]
    assert [] == faults(store)
    undo(writer, made)
    assert before == rows(store)


def test_who_was_split_off_can_be_joined_with_another(writer: Writer, store: Path) -> None:
    made = split(writer, AUD, own("c.txt", "Aud").id)
    assert made.becomes is not None
    merge(writer, ORSK, made.becomes.id, at=LATER)

    assert ("Aud", "Orsk") == tuple(who_is_who(store)[ref, "Aud"] for ref in ("b.txt", "c.txt"))
    assert [] == faults(store)


def test_an_article_that_is_read_anew_still_tells_of_somebody_else(writer: Writer, store: Path) -> None:
    split(writer, AUD, DOCUMENTS["c.txt"].id, name="Aud the younger")
    writer.add(article(make_document("c.txt", "Vell shelled the strait, Aud said.")), MADE_BY)
    link_all(writer)

    assert "Aud the younger" == who_is_who(store)["c.txt", "Aud"]
    assert [] == faults(store)


def test_a_merge_tells_when_the_machine_joins_them_too(writer: Writer, store: Path) -> None:
    merge(writer, VELL, AUD)

    def join_all_names(profiles: Any) -> Any:
        answers = join_names(profiles, "identity/2")
        vell = Entity(id=VELL, by="identity/2", name="Vell", kind="person")
        return [r if r.profile.name == "Orsk" else msgspec.structs.replace(r, entity=vell) for r in answers]

    for document in writer.unlinked("identity/2"):
        writer.link([document], find_names, {"entity"}, "identity/2")
    for block in writer.unsettled():
        writer.settle([block], join_all_names)

    assert ["machine agrees now"] == standings(store)


@pytest.mark.parametrize(
    ("verdict", "finding", "others", "why"),
    [
        ("merge", AUD, (), "two entities that are not one yet"),
        ("merge", AUD, (AUD,), "two entities that are not one yet"),
        ("split", AUD, (), "nothing of Aud would be split off"),
        ("split", AUD, tuple(d.id for d in DOCUMENTS.values()), "all of Aud would be split off"),
    ],
)
def test_what_says_nothing_is_refused(
    writer: Writer, verdict: Any, finding: str, others: tuple[str, ...], why: str
) -> None:
    with pytest.raises(NotPossible, match=why):
        writer.correct(Ruling(verdict=verdict, finding=finding, others=others, who="ines", at=NOON))


def test_whom_nobody_names_is_not_found(writer: Writer) -> None:
    with pytest.raises(NotFound, match="no entity '12'"):
        writer.correct(Ruling(verdict="merge", finding=AUD, others=("12",), who="ines", at=NOON))
    with pytest.raises(NotFound, match="is not named in 12"):
        writer.correct(Ruling(verdict="split", finding=AUD, others=("12",), who="ines", at=NOON))
