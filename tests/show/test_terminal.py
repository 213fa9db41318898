"""`rashomon show`: fits the width, survives a pipe, and lets no article drive the terminal."""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from rashomon.show.terminal import print_article
from tests.show.copied_story import copied_story
from tests.show.small_story import Desk, MemoryView, small_story


def shown(view: MemoryView, key: str, width: int = 100, terminal: bool = False, furniture: bool = False) -> str:
    out = io.StringIO()
    console = Console(file=out, width=width, force_terminal=terminal, color_system="standard" if terminal else None)
    print_article(view, key, console, furniture)  # type: ignore[arg-type]
    return out.getvalue()


def test_a_pipe_gets_marks_instead_of_colours() -> None:
    text = shown(small_story(), "pile/herald.txt")

    assert "\x1b" not in text
    assert "Ivo Marrek ┊ [The gates of the Orsa dam never moved], *Ivo Marrek* _told this" in text


def test_the_margin_names_the_speaker_and_the_kind_of_saying() -> None:
    lines = shown(small_story(), "pile/courier.txt").splitlines()
    at = next(i for i, line in enumerate(lines) if "We opened nothing" in line)

    assert lines[at].startswith("         Ivo Marrek ▌ ")
    assert lines[at + 1].startswith("     direct, denial ▌ ")
    assert any(line.startswith("        “Residents” ┊ ") for line in lines)
    assert "    speaker unknown ┊ [The flood], _it is said_, [was the rain's own work]." in shown(
        small_story(), "pile/herald.txt"
    )


def test_the_head_says_what_the_article_is() -> None:
    assert shown(small_story(), "pile/herald.txt").splitlines()[:3] == [
        "Dam did not open, says operator",
        "Highland Herald, 2031-05, author unknown",
        "Same text as in Orsa Power",
    ]


def test_each_line_of_the_head_is_one_line_whatever_it_names() -> None:
    desk = Desk("pile/two\nlines.txt", "Nobody came.")
    desk.article(title="Dam\nholds", outlet="Courier\r\nDaily")
    lines = shown(MemoryView(desk.records), desk.id).splitlines()

    assert ["Dam holds", "Courier Daily, date unknown, author unknown", f"{desk.id}  pile/two lines.txt", ""] == lines[
        :4
    ]


def test_furniture_is_counted_or_printed() -> None:
    folded = shown(small_story(), "pile/courier.txt")

    assert "(2 lines of furniture folded)" in folded
    assert "Sign up to our letters" not in folded
    assert "Sign up to our letters" in shown(small_story(), "pile/courier.txt", furniture=True)


@pytest.mark.parametrize("width", [30, 59, 60, 80, 200])
def test_lines_fit_the_width(width: int) -> None:
    lines = shown(small_story(), "pile/courier.txt", width).splitlines()
    head = lines.index("")

    assert max(cell_len(line) for line in lines[head:]) <= max(width, 36)


@given(st.text(min_size=1, max_size=60).filter(str.strip), st.booleans())
def test_no_control_character_of_an_article_reaches_the_terminal(text: str, terminal: bool) -> None:
    desk = Desk("any", "\x1b[2J\x1b]0;owned\x07 " + text)
    desk.article(title="\x1b[31mred\x9b0m", outlet="\u202eevil")
    out = shown(MemoryView(desk.records), "any", terminal=terminal)
    ours = re.sub(r"\x1b\[[0-9;]*m", "", out)

    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", ours)
    assert "\x1b[31m" not in out
    assert "␛[2J␛]0;owned␇" in ours


def dated_story() -> MemoryView:
    desk = Desk(
        "dam.txt", "The dam broke on Tuesday.\n\nAt least 14 wide-eyed 猫 fled; a dozen ducks stayed.\n\nNobody came."
    )
    desk.article(title="Dam broke")
    desk.dated("2031-05-06", "2031-05-08", "on Tuesday")
    desk.date("Tuesday", "2031-05-06", reason="counted")
    desk.amount("At least 14", 14, of="wide-eyed 猫", bound="at_least")
    desk.amount("a dozen", 12, of="ducks")
    return MemoryView(desk.records)


def test_below_a_paragraph_stands_what_its_dates_and_amounts_stand_for_if_the_words_do_not_say_it() -> None:
    lines = [line.strip() for line in shown(dated_story(), "dam.txt").splitlines()]

    assert lines[-8:-1] == [
        "The dam broke on Tuesday.",
        "Tuesday: Tuesday 6 May 2031",
        "",
        "At least 14 wide-eyed 猫 fled; a dozen ducks stayed.",
        "a dozen: 12",
        "",
        "Nobody came.",
    ]


def test_an_estimated_date_of_publication_is_said_with_the_words_that_tell_it() -> None:
    assert shown(dated_story(), "dam.txt").splitlines()[1] == (
        "outlet unknown, between 6 and 8 May 2031 (estimated from “on Tuesday”), author unknown"
    )


def test_what_is_said_to_happen_is_told_below_its_paragraph_by_whose_account() -> None:
    desk = Desk("a", "Ilm says Vell denied that it had shelled the port. The harbour was closed.")
    vell = desk.person("Vell", "Vell")
    outer = desk.says("Vell denied that it had shelled the port", source="Ilm", cue="says", speaker=desk.person("Ilm"))
    inner = desk.says("that it had shelled the port", source="[Vell] denied", cue="denied", speaker=vell, act="denial")
    chain = {"attribution": inner, "chain": (outer, inner)}
    desk.event("shelled", "ASSAULT", [("[it] had", vell)], [("the port", None)], realis="negated", **chain)
    desk.event("closed", "COERCE", [], [("The harbour", None)], score=0.3)
    # in a narrow window the names stand in lines of their own
    lines = shown(MemoryView(desk.records), "a", width=59).splitlines()
    below = " ".join(" ".join(lines).partition("{closed}. ")[2].split())

    assert below == (
        "• Vell: shelled the port (attack, not; Ilm says that Vell denies) "
        "• closed → The harbour, by nobody named (coercion?)"
    )


def test_a_line_runs_along_what_other_articles_have_and_names_them() -> None:
    told, view = copied_story()
    lines = shown(view, told.desks["Tamm Echo"].id).splitlines()
    shared = [line.endswith("│") for line in lines]
    first, credit = (next(i for i, x in enumerate(lines) if words in x) for words in ("The ferry", "This text is by"))

    assert shared[first]
    assert not shared[credit]
    assert {cell_len(line) for line in lines if line.endswith("│")} == {20 + 2 + 72 + 2}
    assert any(line.strip() == f"same words in Strand Wire ({told.desks['Strand Wire'].id[:8]})" for line in lines)


@pytest.mark.parametrize("width", [30, 59, 60, 80])
def test_the_line_along_shared_text_fits_the_width(width: int) -> None:
    told, view = copied_story()
    lines = shown(view, told.desks["Strand Wire"].id, width=width).splitlines()

    assert {cell_len(line) for line in lines if line.endswith("│")} == {width - 1}
