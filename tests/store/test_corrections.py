from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import pytest

from rashomon.errors import NotFound, NotPossible
from rashomon.model import PERSON, AnyRecord, Attribution, Correction, Nested, Span
from rashomon.store import Ruling, Writer, check_store, open_view, open_writer
from tests.store.made import (
    MADE_BY,
    link_all,
    make_article,
    make_attribution,
    make_document,
    make_entity,
    make_event,
    make_mention,
)

TEXT = "The ferry was late, Ms Aud said, and Orsk shelled the quay. Orsk wept."
FERRY = make_document("a.txt", TEXT)
AUD, ORSK = make_entity(FERRY, "Ms Aud"), make_entity(FERRY, "Orsk")
LATE = make_attribution(FERRY, "The ferry was late", "Ms Aud", AUD)
SHELLED = make_event(FERRY, "shelled", actor=("Orsk", ORSK), chain=[LATE])
MENTIONS = [make_mention(FERRY, "Ms Aud", AUD), make_mention(FERRY, "Orsk shelled", ORSK)]
ARTICLE = make_article(FERRY, "The Rinsa Courier")
FOUND: list[AnyRecord] = [FERRY, ARTICLE, AUD, ORSK, *MENTIONS, LATE, SHELLED]
NOON = "2026-11-22T12:00:00Z"
LATER = "2026-11-22T13:00:00Z"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "story.db"


@pytest.fixture
def writer(store: Path) -> Iterator[Writer]:
    with open_writer(store) as writer:
        writer.add(FOUND, MADE_BY)
        link_all(writer)
        yield writer


def reject(writer: Writer, finding: Any, at: str = NOON) -> Correction:
    return writer.correct(Ruling(verdict="reject", finding=finding.id, who="ines", at=at))


def change(writer: Writer, finding: Any, at: str = NOON, **changes: Any) -> Correction:
    return writer.correct(Ruling(verdict="change", finding=finding.id, who="ines", at=at, changes=changes))


def records(store: Path, layer: str, document: str | None = None) -> list[Any]:
    with open_view(store) as view:
        return list(view.records(layer, document))


def standings(store: Path) -> list[str]:
    return [one.standing for one in records(store, "correction")]


def rows(store: Path) -> dict[str, list[Any]]:
    """Return everything in the store but the corrections themselves, and the numbers that names once had (`name`)."""
    with sqlite3.connect(store) as connection:
        named = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        left_out = ("search", "sqlite", "correction", "name", "bearer")
        tables = sorted({name for (name,) in named if not name.startswith(left_out)})
        return {table: sorted(map(repr, connection.execute(f'SELECT * FROM "{table}"'))) for table in tables}


def faults(writer: Writer, store: Path) -> list[Any]:
    link_all(writer)
    with open_view(store) as view:
        return list(check_store(view))


def read_again(writer: Writer, *found: AnyRecord) -> None:
    writer.add(list(found), MADE_BY)
    link_all(writer)


def test_a_changed_finding_is_the_persons_and_keeps_its_id(writer: Writer, store: Path) -> None:
    made = change(writer, LATE, act="denial", content=[{"start": 4, "end": 18}])
    (now,) = records(store, "attribution")

    assert (LATE.id, PERSON, "denial", "ferry was late") == (now.id, now.by, now.act, now.content[0].of(TEXT))
    assert (LATE, "stands", {AUD.id: "Ms Aud"}) == (made.was, made.standing, made.names)
    assert [made] == records(store, "correction")
    assert [] == faults(writer, store)


def test_a_rejected_finding_is_gone_and_nothing_names_it(writer: Writer, store: Path) -> None:
    reject(writer, LATE)
    (event,) = records(store, "event")

    assert [] == records(store, "attribution")
    assert (None, (), PERSON) == (event.attribution, event.chain, event.by)
    assert [] == faults(writer, store)


def test_what_an_accepted_finding_says_is_left_as_it_is(writer: Writer, store: Path) -> None:
    writer.correct(Ruling(verdict="accept", finding=LATE.id, who="ines", at=NOON, why="heard it"))

    assert ["attribution/1"] == [a.by for a in records(store, "attribution")]
    assert ["stands"] == standings(store)


def test_undoing_leaves_the_store_as_it_was_before_but_for_the_row_of_the_correction(
    writer: Writer, store: Path
) -> None:
    before = rows(store)
    for correct in (
        partial(reject, writer, LATE),
        partial(change, writer, ARTICLE, outlet="The Orsk Post"),
        partial(reject, writer, MENTIONS[1]),
    ):
        made = correct()
        link_all(writer)
        assert before != rows(store)
        undone = writer.undo(made.id, "bo", LATER)
        link_all(writer)

        assert before == rows(store)
        assert ("undone", "bo", LATER) == (undone.standing, undone.undone_by, undone.undone_at)


def test_a_correction_is_undone_once(writer: Writer) -> None:
    made = reject(writer, LATE)
    writer.undo(made.id[:6], "bo", LATER)

    with pytest.raises(NotPossible, match="was undone at 2026-11-22T13:00:00Z by bo already"):
        writer.undo(made.id, "bo", LATER)
    with pytest.raises(NotFound, match="no correction 'x'"):
        writer.undo("x", "bo", LATER)


def test_reading_the_same_again_changes_nothing(writer: Writer, store: Path) -> None:
    change(writer, LATE, act="denial")
    link_all(writer)
    before = rows(store)
    writer.add(FOUND, MADE_BY)

    assert [] == writer.unlinked("identity/1")
    assert before == rows(store)


def test_what_stands_there_does_not_depend_on_whether_the_person_or_the_machine_came_first(
    writer: Writer, store: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.db"
    now = msgspec.structs.replace(SHELLED, type="THREATEN")
    change(writer, LATE, act="denial")
    read_again(writer, *FOUND[:-1], now)
    with open_writer(other) as second:
        second.add([*FOUND[:-1], now], MADE_BY)
        link_all(second)
        change(second, LATE, act="denial")
        link_all(second)

    assert rows(store) == rows(other)


@pytest.mark.parametrize(
    ("now", "standing", "act"),
    [
        (LATE, "stands", "denial"),
        (msgspec.structs.replace(LATE, act="denial"), "machine agrees now", "denial"),
        (msgspec.structs.replace(LATE, act="belief"), "machine now says otherwise", "denial"),
        (make_attribution(FERRY, "ferry was late", "Ms Aud", AUD), "machine now says otherwise", "denial"),
    ],
)
def test_a_rerun_does_not_overwrite_a_change_and_tells_what_the_machine_says(
    writer: Writer, store: Path, now: Attribution, standing: str, act: str
) -> None:
    change(writer, LATE, act="denial")
    read_again(writer, FERRY, ARTICLE, AUD, ORSK, *MENTIONS, now)

    assert [act] == [a.act for a in records(store, "attribution")]
    assert [standing] == standings(store)
    assert [] == faults(writer, store)


def test_a_change_stands_where_the_machine_finds_nothing_any_more(writer: Writer, store: Path) -> None:
    change(writer, LATE, act="denial")
    read_again(writer, FERRY, ARTICLE, AUD, ORSK, *MENTIONS)

    assert [(LATE.id, "denial", AUD.id)] == [(a.id, a.act, LATE.speaker) for a in records(store, "attribution")]
    assert ["machine now says otherwise"] == standings(store)


def test_what_a_person_rejected_stays_away_until_the_machine_agrees(writer: Writer, store: Path) -> None:
    reject(writer, LATE)
    read_again(writer, *FOUND[:-2], msgspec.structs.replace(LATE, act="belief"))
    assert ([], ["machine now says otherwise"]) == (records(store, "attribution"), standings(store))
    read_again(writer, *FOUND[:-2])

    assert ([], ["machine agrees now"]) == (records(store, "attribution"), standings(store))


def test_the_later_of_two_corrections_holds_and_undoing_it_gives_back_the_earlier(writer: Writer, store: Path) -> None:
    change(writer, LATE, act="denial")
    second = change(writer, LATE, LATER, act="question")
    assert (["replaced", "stands"], LATE) == (standings(store), second.was)
    writer.undo(second.id, "ines", LATER)

    assert ["denial"] == [a.act for a in records(store, "attribution")]
    assert ["stands", "undone"] == standings(store)


def test_a_rejected_finding_can_be_accepted_after_all(writer: Writer, store: Path) -> None:
    reject(writer, LATE)
    writer.correct(Ruling(verdict="accept", finding=LATE.id, who="bo", at=LATER))

    assert [LATE.id] == [a.id for a in records(store, "attribution")]
    assert [LATE.id] == [e.attribution for e in records(store, "event")]


def test_a_speaker_can_be_given_by_name_or_as_the_piles(writer: Writer, store: Path) -> None:
    change(writer, LATE, speaker="orsk")
    link_all(writer)
    with open_view(store) as view:
        (stored,) = [i for i in view.records("identity") if i.member == ORSK.id]
        assert [stored.entity] == [a.speaker for a in view.records("attribution")]
    change(writer, LATE, LATER, speaker=None)
    link_all(writer)
    assert [None] == [a.speaker for a in records(store, "attribution")]
    change(writer, LATE, LATER, speaker=stored.entity)
    link_all(writer)

    assert [stored.entity] == [a.speaker for a in records(store, "attribution")]


def test_a_speaker_is_found_by_name_where_the_machine_names_them_by_another_id(writer: Writer, store: Path) -> None:
    change(writer, LATE, speaker="Orsk")
    orsk = msgspec.structs.replace(ORSK, id="00000000000000aa")
    mention = msgspec.structs.replace(MENTIONS[1], entity=orsk.id)
    read_again(writer, FERRY, ARTICLE, AUD, orsk, MENTIONS[0], mention, LATE)
    with open_view(store) as view:
        (now,) = [i.entity for i in view.records("identity") if i.member == orsk.id]

        assert [now] == [a.speaker for a in view.records("attribution")]


def test_who_is_not_mentioned_any_more_is_nobody(writer: Writer, store: Path) -> None:
    reject(writer, MENTIONS[0])
    link_all(writer)

    assert ["Orsk"] == [e.name for e in records(store, "entity")]
    assert [None] == [a.speaker for a in records(store, "attribution")]
    assert [] == faults(writer, store)


def test_what_is_nested_in_a_rejected_attribution_stands_for_itself(writer: Writer, store: Path) -> None:
    inner = Nested(
        id="00000000000000bb", document=FERRY.id, by="attribution/1", content=(Span(4, 9),), kind="indirect",
        within=LATE.id,
    )  # fmt: skip
    event = msgspec.structs.replace(SHELLED, chain=(LATE.id, inner.id), attribution=inner.id)
    read_again(writer, *FOUND[:-1], inner, event)
    made = reject(writer, LATE)

    assert [(inner.id, PERSON)] == [(a.id, a.by) for a in records(store, "attribution")]
    assert [((inner.id,), inner.id)] == [(e.chain, e.attribution) for e in records(store, "event")]
    assert [] == faults(writer, store)
    writer.undo(made.id, "ines", LATER)
    assert [inner] == [msgspec.structs.replace(n, speaker=None) for n in records(store, "nested")]


def test_an_event_can_be_given_to_another_account(writer: Writer, store: Path) -> None:
    change(writer, SHELLED, attribution=None)
    assert [()] == [e.chain for e in records(store, "event")]
    change(writer, SHELLED, LATER, attribution=LATE.id)

    assert [(LATE.id,)] == [e.chain for e in records(store, "event")]


def test_the_outlet_of_an_article_can_be_changed(writer: Writer, store: Path) -> None:
    change(writer, ARTICLE, outlet="The Orsk Post")

    assert ["The Orsk Post"] == [a.outlet for a in records(store, "article")]
    assert [] == faults(writer, store)


@pytest.mark.parametrize(
    ("finding", "changes", "why"),
    [
        (LATE, {"act": "shout"}, "that is no attribution: Invalid enum value 'shout' - at `\\$.act`"),
        (LATE, {"content": [{"start": 0, "end": 900}]}, f"leaves the text, which has {len(TEXT)} characters"),
        (LATE, {"content": [{"start": 9, "end": 9}]}, "not a span"),
        (LATE, {"speaker": "Ms Vell"}, "nobody called 'Ms Vell' is named in this article; there are: Ms Aud, Orsk"),
        (LATE, {"id": "1"}, "id cannot be changed; what can be: content, source, cue, kind, act, speaker"),
        (LATE, {}, "nothing cannot be changed"),
        (LATE, {"act": "statement"}, "is so already"),
        (SHELLED, {"attribution": "1"}, "no attribution '1' in this article"),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(
    writer: Writer, store: Path, finding: Any, changes: dict[str, Any], why: str
) -> None:
    with pytest.raises(NotPossible, match=why):
        change(writer, finding, **changes)

    assert [] == records(store, "correction")


def test_findings_that_are_not_there_are_refused(writer: Writer) -> None:
    with pytest.raises(NotFound, match="no finding '123'"):
        writer.correct(Ruling(verdict="reject", finding="123", who="ines", at=NOON))
    with pytest.raises(NotPossible, match="zone records are not corrected"):
        writer.correct(Ruling(verdict="reject", finding="1", target="zone", who="ines", at=NOON))
    with pytest.raises(NotPossible, match="an article cannot be rejected"):
        reject(writer, ARTICLE)
    made = reject(writer, LATE)
    with pytest.raises(NotPossible, match=f"{made.id} says the same already"):
        reject(writer, LATE)


def carried() -> list[Any]:
    """Return the article with a line before it, and the same findings."""
    document = make_document("a.txt", f"Updated at noon.\n{TEXT}")
    aud, orsk = make_entity(document, "Ms Aud"), make_entity(document, "Orsk")
    mentions = [make_mention(document, "Ms Aud", aud), make_mention(document, "Orsk shelled", orsk)]
    late = make_attribution(document, "The ferry was late", "Ms Aud", aud)
    return [document, aud, orsk, *mentions, late]


def test_a_correction_follows_its_words_into_a_text_that_takes_the_place_of_its_own(
    writer: Writer, store: Path
) -> None:
    change(writer, LATE, act="denial", speaker="Orsk")
    document, _, orsk, *_, late = carried()
    read_again(writer, *carried())
    with open_view(store) as view:
        (now,) = view.records("attribution")
        (made,) = view.records("correction")
        (who,) = [i.entity for i in view.records("identity") if i.member == orsk.id]

    assert (late.id, "denial", who) == (now.id, now.act, now.speaker)
    assert (document.id, LATE, "stands") == (made.document, made.was, made.standing)
    assert ["denial"] == [a.act for a in records(store, "attribution", FERRY.id)]
    assert [] == faults(writer, store)


def test_a_correction_follows_its_words_into_a_text_in_which_the_machine_misses_them(
    writer: Writer, store: Path
) -> None:
    made = change(writer, LATE, act="denial")
    document, *others, _ = carried()
    read_again(writer, document, *others)
    (now,) = records(store, "attribution")
    (before,) = records(store, "attribution", FERRY.id)

    assert ("denial", "The ferry was late", PERSON) == (now.act, now.content[0].of(document.text), now.by)
    assert (LATE.id, "denial") == (before.id, before.act)
    assert ["machine now says otherwise"] == standings(store)
    assert [] == faults(writer, store)
    writer.undo(made.id, "ines", LATER)
    assert [] == records(store, "attribution")
    assert [LATE] == records(store, "attribution", FERRY.id)


def test_a_correction_whose_words_are_gone_stays_with_the_old_text(writer: Writer, store: Path) -> None:
    change(writer, LATE, act="denial")
    read_again(writer, make_document("a.txt", "Nothing was late."))
    (made,) = records(store, "correction")
    assert (FERRY.id, "text has changed") == (made.document, made.standing)
    assert [] == faults(writer, store)
    read_again(writer, *FOUND)

    assert ["stands"] == standings(store)
    assert ["denial"] == [a.act for a in records(store, "attribution")]


def test_a_text_that_was_superseded_is_not_corrected(writer: Writer) -> None:
    read_again(writer, make_document("a.txt", "Nothing was late."))

    with pytest.raises(NotPossible, match="a text that another has taken the place of"):
        reject(writer, LATE)


def test_check_finds_what_nobody_corrected(writer: Writer, store: Path) -> None:
    reject(writer, LATE)
    link_all(writer)
    with sqlite3.connect(store) as connection:
        connection.execute("UPDATE correction SET undone_at = ?, undone_by = 'bo'", (LATER,))
    with open_view(store) as view:
        found = {(fault.layer, fault.id) for fault in check_store(view)}

    assert found == {("attribution", LATE.id), ("event", SHELLED.id)}
