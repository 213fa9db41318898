"""Events in plain words: who did what to whom, whether it happened, by whose account."""

from __future__ import annotations

from typing import Any

import pytest

from rashomon.data import table
from rashomon.data.plover import quad_of
from rashomon.model import Event
from rashomon.show.deeds import label_of, listed, phrase_of, say_account, say_type
from tests.show.small_story import Desk


def said(text: str, trigger: str, actors: list[str], recipients: list[str], **more: Any) -> str:
    desk = Desk("a", text)
    desk.event(trigger, "ASSAULT", [(w, None) for w in actors], [(w, None) for w in recipients], **more)
    (event,) = (r for r in desk.records if isinstance(r, Event))
    words = [[p.span.of(text) for p in own] for own in (event.actors, event.recipients)]
    return phrase_of(event, text, *words)


@pytest.mark.parametrize(
    ("text", "trigger", "actors", "recipients", "phrase"),
    [
        ("Vell shelled the port of Ilm.", "shelled", ["Vell"], ["the port of Ilm"], "Vell: shelled the port of Ilm"),
        ("Ilm was shelled by Vell.", "shelled", ["Vell"], ["Ilm"], "Vell: shelled (Ilm)"),
        ("Ilm was shelled.", "shelled", [], ["Ilm"], "shelled (Ilm), by nobody named"),
        ("Vell and Ilm held talks, we hear.", "talks", ["Vell", "Ilm"], ["Vell", "Ilm"], "Vell and Ilm: talks"),
        (
            "There were talks between Vell and Ilm at noon.",
            "talks",
            ["Vell", "Ilm"],
            ["Vell", "Ilm"],
            "Vell and Ilm: talks",
        ),
        ("Vell seized 1,900 tonnes of sand. So", "seized", ["Vell"], [], "Vell: seized 1,900 tonnes of sand"),
        ("Vell shelled, as Ilm says, the port.", "shelled", ["Vell"], ["the port"], "Vell: shelled (the port)"),
    ],
)
def test_a_deed_is_told_in_the_words_of_the_article_with_who_takes_part(
    text: str, trigger: str, actors: list[str], recipients: list[str], phrase: str
) -> None:
    assert said(text, trigger, actors, recipients) == phrase


def test_a_long_deed_is_cut_at_a_word_and_says_so() -> None:
    text = "Vell warned that it would escort every vessel within five miles of the light."

    assert said(text, "warned", ["Vell"], []) == "Vell: warned that it would escort every vessel within …"


def test_a_recipient_behind_a_long_deed_is_still_told_in_place() -> None:
    text = "Vell released two of the five crewmen of the grey dredger Anna to their wives at home."

    assert said(text, "released", ["Vell"], ["two of the five crewmen of the grey dredger Anna"]) == (
        "Vell: released two of the five crewmen of the grey dredger Anna …"
    )


@pytest.mark.parametrize(
    ("fields", "label"),
    [
        ({}, "attack"),
        ({"mode": "firearms"}, "shooting"),
        ({"mode": "no such mode", "realis": "planned"}, "attack, planned"),
        ({"realis": "negated", "score": 0.49}, "attack?, not"),
    ],
)
def test_the_label_says_what_it_is_whether_it_happened_and_whether_the_machine_is_unsure(
    fields: dict[str, Any], label: str
) -> None:
    desk = Desk("a", "Vell struck.")
    desk.event("struck", "ASSAULT", **fields)

    assert label_of(desk.records[-1]) == label  # type: ignore[arg-type]


def test_every_type_and_mode_of_plover_that_has_a_noun_is_one() -> None:
    rows = table("events/plain.tsv")

    assert {quad_of(kind) for kind, *_ in rows} == {1, 2, 3, 4}
    assert len({(kind, mode) for kind, mode, _ in rows}) == len(rows)
    assert len({kind for kind, mode, _ in rows if not mode}) == 16
    assert say_type("THREATEN", "restrict") == "threat"


@pytest.mark.parametrize(
    ("chain", "account"),
    [
        ([], "Courier, in its own voice"),
        ([("Vell", "statement")], "Vell says, in Courier"),
        ([("Ilm", "statement"), ("Vell", "denial")], "Ilm says that Vell denies, in Courier"),
        ([("Halvian officials", "statement")], "Halvian officials say, in Courier"),
        ([("the harbour master's office", "statement")], "the harbour master's office says, in Courier"),
        ([("United Nations", "question")], "United Nations asks, in Courier"),
        ([("two residents of Breda Falls", "belief")], "two residents of Breda Falls think, in Courier"),
        ([("Vell", "intention")], "Vell (intention), in Courier"),
    ],
)
def test_it_is_said_by_whose_account(chain: list[tuple[str, Any]], account: str) -> None:
    assert say_account(chain, "Courier") == account


def test_a_list_names_each_once() -> None:
    assert [listed(names) for names in ([], ["a"], ["a", "b", "a"], ["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
