"""`rashomon licences`: what this installation is made of, and under which licences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from rashomon.show.options import say
from rashomon.show.words import counted

if TYPE_CHECKING:
    from rashomon.show.supply.parts import Part

__all__ = ["licences"]


@click.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "cyclonedx"]),
    default="table",
    show_default=True,
    help="How to print; cyclonedx is a bill of materials (SBOM).",
)
def licences(form: str) -> None:
    """Print the licence of every package and data file.

    Packages are those that are installed here and that Rashomon leans on, those of its extras among them; their
    licences are what they themselves say, in SPDX's terms where that is clear.
    """
    from rashomon.show.supply.licence import UNKNOWN, is_spdx
    from rashomon.show.supply.parts import find_parts

    parts = find_parts()
    click.echo(_printed(parts, form), nl=False)
    files = [part for part in parts if part.kind != "package"]
    say(f"{counted(len(parts) - len(files), 'package')}, {counted(len(files), 'data file')}")
    for part in parts:
        if not is_spdx(part.licence):
            what = (
                "no licence that is said" if part.licence == UNKNOWN else f"{part.licence!r}, which names none of SPDX"
            )
            say(f"{part.name} {part.version}: {what}")


def _printed(parts: list[Part], form: str) -> str:
    import json

    from rashomon.show.supply.bill import make_bill

    if form == "cyclonedx":
        return make_bill(parts)
    if form == "json":
        return json.dumps([part._asdict() for part in parts], indent=1, ensure_ascii=False) + "\n"
    cells = [(part.kind, part.name, part.version, part.licence) for part in parts]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = ["  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)).rstrip() for row in cells]
    return "\n".join(lines) + "\n"
