"""Records of a layer -> lines that fit a terminal.

A line says where a finding stands (article, position) and what the words are, so that it can be read without the text.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import click
from rich.cells import cell_len, set_cell_size

from rashomon.show.columns import OTHER, TABLES, Column
from rashomon.show.rows import Reader


def lines_of(records: Iterable[Any], layer: str, reader: Reader, width: int) -> Iterator[list[tuple[str, str | None]]]:
    """Yield a table line by line, its heading first: cells of exactly the width of their column, with their styles."""
    table = TABLES.get(layer, OTHER)
    widths = _widths(table.columns, width)
    yield [(set_cell_size(c.heading, w), "bold") for c, w in zip(table.columns, widths, strict=True)]
    for record in records:
        cells = (fit(cell, w) for cell, w in zip(table.cells(record, reader), widths, strict=True))
        yield [(cell, column.style) for cell, column in zip(cells, table.columns, strict=True)]


def _widths(columns: Sequence[Column], width: int) -> list[int]:
    """Share the width of the terminal among the columns, two spaces between them."""
    spare = max(0, width - 2 * (len(columns) - 1) - sum(c.least for c in columns))
    shares = sum(c.share for c in columns)
    return [c.least + spare * c.share // shares for c in columns]


def fit(words: str, width: int) -> str:
    """Return the words on one line of exactly `width` cells, cut with an ellipsis, without what moves a cursor."""
    line = plain(words)
    if cell_len(line) > width:
        return set_cell_size(line, width - 1) + "…"
    return set_cell_size(line, width)


def plain(words: str) -> str:
    """Return words from an article as a terminal may show them: one line, no control or direction characters."""
    line = re.sub(r"\s+", " ", words).strip()
    return line if line.isprintable() else "".join(c if c.isprintable() else "�" for c in line)


def print_lines(lines: Iterable[Sequence[tuple[str, str | None]]]) -> None:
    """Print a table to stdout, in colours if that is a terminal and NO_COLOR is not set."""
    colour = False if os.environ.get("NO_COLOR") else None
    for line in lines:
        click.echo("  ".join(_dress(cell, style) for cell, style in line).rstrip(), color=colour)


def _dress(cell: str, style: str | None) -> str:
    if style in ("bold", "dim"):
        return click.style(cell, bold=style == "bold" or None, dim=style == "dim" or None)
    return click.style(cell, fg=style) if style else cell
