from __future__ import annotations

import pytest

from docs.make_commands import BLOCK, PAGE, commands_of, help_of, renew
from rashomon.model import LAYERS
from rashomon.show.cli import main


def test_the_manual_has_the_help_of_every_command_as_it_is() -> None:
    page = PAGE.read_text(encoding="utf-8")

    told = [block[2] for block in BLOCK.finditer(page)]
    assert {"", *main.commands} <= set(told) <= set(commands_of())
    assert len(set(told)) == len(told)
    assert renew(page) == page, "run: python docs/make_commands.py"


@pytest.mark.parametrize("command", list(commands_of()))
def test_help_fits_eighty_columns_and_ends_its_sentences(command: str) -> None:
    lines = help_of(command).splitlines()

    assert all(len(line) <= 80 for line in lines)
    # click cuts a long summary in the list of commands with dots
    assert not [line for line in lines if line.endswith("...") and not line.startswith("Usage:")]


def test_list_names_every_layer() -> None:
    words = help_of("list").replace(",", " ").replace(".", " ").split()

    assert set(LAYERS) <= set(words)
