"""The commands' own --help -> the blocks of docs/commands.md; `python docs/make_commands.py` writes them anew."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from click import Group
from click.testing import CliRunner

from rashomon.show.cli import main

PAGE = Path(__file__).with_name("commands.md")
BLOCK = re.compile(r"(```\n\$ rashomon ?([\w ]*) --help\n)(.*?)(```)", re.DOTALL)


def commands_of(group: Group = main, above: str = "") -> Iterator[str]:
    """Yield the commands of a group, each followed by its own; "" stands for `rashomon` itself."""
    yield above
    for name, command in group.commands.items():
        full = f"{above} {name}".strip()
        yield from commands_of(command, full) if isinstance(command, Group) else [full]


def help_of(command: str) -> str:
    """Return what `rashomon COMMAND --help` prints, on 80 columns; "" stands for `rashomon` itself."""
    return CliRunner().invoke(main, [*command.split(), "--help"], env={"COLUMNS": "80"}).stdout


def renew(page: str) -> str:
    """Return the page with every block as the commands have it now."""
    return BLOCK.sub(lambda block: block[1] + help_of(block[2]) + block[4], page)


if __name__ == "__main__":
    PAGE.write_text(renew(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
