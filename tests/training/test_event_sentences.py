"""The mark-up of our own event sentences: offsets worked out by hand, faults with their line, the shipped files."""

from __future__ import annotations

from pathlib import Path

import pytest

from rashomon.model import Span
from training.events.sentences import MarkedEvent, MarkupError, parse_line, read_modes, read_sentences, write_lines

KNOWN = read_modes()


def events_of(line: str) -> tuple[MarkedEvent, ...]:
    return parse_line(line, KNOWN)[1]


def test_marks_become_offsets_into_the_text_without_them() -> None:
    text, events = parse_line(
        "[A1 The Halvian navy] {1 ASSAULT:heavy-weapons:asserted|shelled} [R1 Ilm] on [T1 Monday], "
        "[A2 Kestovia] {2 ACCUSE:allege:asserted|charged}.",
        KNOWN,
    )

    assert "The Halvian navy shelled Ilm on Monday, Kestovia charged." == text
    assert (
        MarkedEvent(
            type="ASSAULT",
            mode="heavy-weapons",
            realis="asserted",
            trigger=Span(17, 24),
            actors=(Span(0, 16),),
            recipients=(Span(25, 28),),
            times=(Span(32, 38),),
        ),
        MarkedEvent(type="ACCUSE", mode="allege", realis="asserted", trigger=Span(49, 56), actors=(Span(40, 48),)),
    ) == events


def test_one_span_fills_roles_of_several_events() -> None:
    (met, quarrel) = events_of(
        "[A1,R1,A2 Ilm] and [A1,R1 Oresk] {1 CONSULT::asserted|met}, and the former {2 REJECT::asserted|refused}."
    )

    assert (Span(0, 3), Span(8, 13)) == met.actors == met.recipients
    assert (Span(0, 3),) == quarrel.actors


def test_one_cue_decides_for_several_events() -> None:
    (burnt, looted) = events_of(
        "They <1,2 never> {1 ASSAULT:destroy:negated|burnt} or {2 COERCE:seize:negated|looted} it."
    )

    assert (Span(5, 10),) == burnt.cues == looted.cues


def test_a_time_can_be_the_cue() -> None:
    (event,) = events_of("In [T1,C1 the war], it was {1 ASSAULT:destroy:historical|razed}.")

    assert (Span(3, 10),) == event.times == event.cues


def test_events_come_in_the_order_of_their_numbers() -> None:
    (first, second) = events_of("The {2 COERCE:arrest:asserted|arrests} came after {1 PROTEST:riot:asserted|riots}.")

    assert ("PROTEST", "COERCE") == (first.type, second.type)


def test_offsets_count_code_points() -> None:
    (event,) = events_of("“𝔘na”, {1 PROTEST:strike:asserted|struck}")

    assert Span(7, 13) == event.trigger


def test_a_line_without_marks_has_no_events() -> None:
    assert ("Fire broke out in a barn.", ()) == parse_line("Fire broke out in a barn.", KNOWN)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("Rain {1 RAIN::asserted|fell}.", "no type RAIN; known: ACCUSE, AGREE"),
        ("They {1 PROTEST:aerial:asserted|marched}.", "PROTEST has no mode 'aerial'; known: boycott, demo"),
        ("They {1 AID:economic:asserted|paid}.", "AID has no mode 'economic'; known: none"),
        ("They {1 PROTEST::maybe|marched}.", "no realis 'maybe'; known: asserted"),
        ("They {2 PROTEST::asserted|marched}.", "numbered 1 to 1, each once; given: [2]"),
        ("They {1 PROTEST::asserted|marched} and {1 PROTEST:riot:asserted|rioted}.", "given: [1, 1]"),
        ("[A1 They] {1 PROTEST::asserted|marched} on [P2 Ilm].", "'Ilm' is P2, but there is no event 2"),
        ("They <1 would> march.", "'would' is C1, but there is no event 1"),
        ("[A1 The [P1 Ilm] guard] {1 PROTEST::asserted|struck}.", "nested, unclosed or misspelt: '[A1 The '"),
        ("[X1 They] {1 PROTEST::asserted|struck}.", "misspelt: '[X1 They] '"),
        ("They {1 PROTEST:asserted|struck}.", "misspelt: '{1 PROTEST:asserted|struck}.'"),
        ("[A1 The guard ]{1 PROTEST::asserted|struck}.", "begin and end with its words: '[A1 The guard ]'"),
        ("[A1 Halvia]ns {1 PROTEST::asserted|struck}.", "begin and end with its words: '[A1 Halvia]'"),
        ("Re{1 PROTEST::asserted|struck}.", "begin and end with its words"),
        ("They  {1 PROTEST::asserted|struck}.", "two spaces in a row"),
    ],
)
def test_a_fault_is_told(line: str, message: str) -> None:
    with pytest.raises(ValueError) as fault:  # noqa: PT011 - the message is what is asserted
        parse_line(line, KNOWN)

    assert message in str(fault.value)


def test_all_faults_are_told_with_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("# a comment\n\nRain fell.\n[A1 Rain] fell.\n", "utf-8")
    (tmp_path / "b.txt").write_text("It {1 HAIL::asserted|hailed}.\n", "utf-8")

    with pytest.raises(MarkupError) as fault:
        read_sentences(tmp_path)

    first, second = str(fault.value).splitlines()
    assert first == f"{tmp_path / 'a.txt'}:4: 'Rain' is A1, but there is no event 1"
    assert second.startswith(f"{tmp_path / 'b.txt'}:1: no type HAIL")


def test_a_record_is_a_line_of_json(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("They {1 PROTEST:riot:asserted|rioted}.\n", "utf-8")

    (line,) = write_lines(read_sentences(tmp_path))

    assert (
        b'{"source":"a.txt","line":1,"text":"They rioted.","events":[{"type":"PROTEST","mode":"riot",'
        b'"realis":"asserted","trigger":{"start":5,"end":11},"cues":[],"actors":[],"recipients":[],"places":[],"times":[]}]}\n'
    ) == line


def test_every_shipped_line_parses_and_no_text_is_there_twice() -> None:
    rows = read_sentences()

    assert rows
    assert len(rows) == len({row.text for row in rows})
