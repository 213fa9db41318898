"""Clauses of sentences of our own: what is said of whom, whatever the verb means."""

from __future__ import annotations

import pytest

from rashomon.extract.clause import find_clauses
from rashomon.extract.event import find_events
from rashomon.model import Clause
from tests.extract.quantity.reading import document_of, parse_of


def clauses(text: str) -> list[Clause]:
    document = document_of(text)
    ground = find_events(document, parse_of(text), (), (), (), ())["ground"]
    found: list[Clause] = find_clauses(document, ground, (), (), ())["clause"]
    return found


def told(text: str) -> list[tuple[str, list[str], list[str]]]:
    return [
        (c.lemma, [p.span.of(text) for p in c.actors], [p.span.of(text) for p in c.recipients]) for c in clauses(text)
    ]


def test_a_passive_is_turned_round() -> None:
    assert [("shell", ["the rebels"], ["Ketter"])] == told("Ketter was shelled by the rebels.")


def test_who_acts_is_lent_to_the_verb_that_follows() -> None:
    found = told("The rebels shelled Ketter and burned the mill.")

    assert [("shell", ["The rebels"], ["Ketter"]), ("burn", ["The rebels"], ["the mill"])] == found


@pytest.mark.parametrize(
    ("text", "lemma"),
    [
        ("The army shot down a drone.", "shoot down"),
        ("The guards fired at the crowd.", "fire at"),
        ("Teo voted against the law.", "vote against"),
        ("The shelter was full.", "be full"),
        ("The driver was 19 years old.", "be 19 year old"),
    ],
)
def test_the_base_form_has_all_that_tells_it_from_others(text: str, lemma: str) -> None:
    assert [lemma] == [c.lemma for c in clauses(text)]


def test_who_is_singled_out_is_who_did_it() -> None:
    found = told("It was Velia that broke the truce.")

    assert ("break", ["Velia"], ["the truce"]) in found


@pytest.mark.parametrize(
    ("text", "realis"),
    [
        ("The rebels shelled Ketter.", "asserted"),
        ("The rebels did not shell Ketter.", "negated"),
        ("The rebels may shell Ketter.", "hypothetical"),
    ],
)
def test_whether_it_was_so(text: str, realis: str) -> None:
    (clause,) = clauses(text)

    assert realis == clause.realis
