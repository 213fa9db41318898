"""Hostile files are read, or rejected with a sentence; what is kept of them is in order, and a terminal can show it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from rich.console import Console

from rashomon.model import LAYERS
from rashomon.show.cli import main
from rashomon.show.terminal import print_article
from rashomon.store import check_store, open_view
from tests.web.hostile.conftest import Reading
from tests.web.hostile.files import FILES
from tests.web.hostile.made import Hostile

pytestmark = pytest.mark.slow

# what moves a cursor, changes a screen, or reorders what stands around it
ACTING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
COLOURS = re.compile(r"\x1b\[[0-9;]*m")
NO_ARTICLE = [file for file in FILES if file.reason or file.articles == 0]


def comes_from(file: Hostile, rejection: dict[str, str]) -> bool:
    """Tell whether a rejection is of this file, of a part of it, or of an article with its name, or names the file."""
    name, stem = re.escape(file.name), re.escape(Path(file.name).stem)
    of_it = re.fullmatch(rf"{name}([:!#].*)?|https://courier.example/{name}|{stem}", rejection["ref"])
    return of_it is not None or file.name in rejection["reason"]


def test_there_are_more_than_sixty() -> None:
    assert len({file.name for file in FILES}) == len(FILES) > 60


def test_the_command_ends_and_says_that_some_were_rejected(hostile: Reading) -> None:
    assert hostile.exit == 3, hostile.stderr[-2000:]
    assert "Traceback" not in hostile.stderr


def test_what_is_printed_acts_on_no_terminal(hostile: Reading) -> None:
    assert not ACTING.search(hostile.stderr)
    assert not ACTING.search(hostile.stdout)


@pytest.mark.parametrize("file", NO_ARTICLE, ids=lambda f: f.name)
def test_what_is_no_article_is_rejected_with_a_sentence(hostile: Reading, file: Hostile) -> None:
    reasons = [r["reason"] for r in hostile.rejections if comes_from(file, r)]

    assert reasons
    assert all(re.search(file.reason or "", reason) for reason in reasons)
    assert all(len(reason) < 300 and reason.isprintable() for reason in reasons)
    assert not any(re.search("Error|object has no|Traceback", reason) for reason in reasons)


def test_nothing_else_is_rejected_and_no_bug_is_met(hostile: Reading) -> None:
    may_be = [file for file in FILES if file.reason or not file.articles]

    assert [r for r in hostile.rejections if not any(comes_from(file, r) for file in may_be)] == []


def test_every_other_article_is_in_the_store(hostile: Reading) -> None:
    sure = sum(file.articles or 0 for file in FILES)
    # a letter may hold two
    unsure = 2 * sum(file.articles is None for file in FILES)
    with open_view(hostile.store) as view:
        assert sure <= len(list(view.articles())) <= sure + unsure


def test_no_file_of_this_machine_is_read_into_an_article(hostile: Reading) -> None:
    with open_view(hostile.store) as view:
        assert not any("root:" in document.text or "/bin/" in document.text for document in view.records("document"))
    assert not Path("/tmp/pwned").exists()
    assert not Path("/etc/pwned").exists()


def test_every_offset_points_at_its_words(hostile: Reading) -> None:
    with open_view(hostile.store) as view:
        assert list(check_store(view)) == []


@pytest.mark.parametrize("layer", LAYERS)
def test_lists_act_on_no_terminal(hostile: Reading, layer: str) -> None:
    command = ["list", layer, "--store", str(hostile.store), "--format", "table"]
    printed = CliRunner().invoke(main, command, catch_exceptions=False).stdout

    assert not ACTING.search(printed)


@pytest.mark.parametrize("colours", [False, True])
def test_articles_act_on_no_terminal(hostile: Reading, tmp_path: Path, colours: bool) -> None:
    place = tmp_path / "printed.txt"
    with open_view(hostile.store) as view, place.open("w", encoding="utf-8", newline="") as out:
        console = Console(file=out, force_terminal=colours, width=80, color_system="truecolor" if colours else None)
        for document in view.records("document"):
            print_article(view, document.id, console)
    printed = place.read_text(encoding="utf-8")

    assert not ACTING.search(COLOURS.sub("", printed) if colours else printed)
    assert ("\x1b[" in printed) == colours
