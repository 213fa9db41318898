"""What the commands share: the options of store and format, and where they speak: data to stdout, talk to stderr."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

import click

from rashomon.errors import without_password

if TYPE_CHECKING:
    from rashomon.store import View

__all__ = [
    "DEFAULT_STORE",
    "attribution_option",
    "default_format",
    "format_option",
    "open_store",
    "say",
    "stdout",
    "store_option",
]

DEFAULT_STORE = "rashomon.db"

store_option = click.option(
    "--store",
    default=DEFAULT_STORE,
    show_default=True,
    metavar="STORE",
    help="Where the articles and findings are kept: a file, or postgresql://user@host/database.",
)
format_option = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "jsonl", "csv"]),
    help="How to print; a table on a terminal, JSON lines in a pipe.",
)
attribution_option = click.option(
    "--attribution",
    type=click.Choice(["model", "rules"]),
    default="model",
    show_default=True,
    help="Who said what: by the trained model, or by rules alone, which is faster and finds less.",
)


@contextmanager
def open_store(store: str) -> Iterator[View]:
    """Open a store for reading; the database is imported when it is needed."""
    from rashomon.store import open_view

    with open_view(store) as view:
        yield view


def say(line: str) -> None:
    """Tell the person at the terminal; who looks over their shoulder need not know the password of a server."""
    click.echo(without_password(line), err=True)


def stdout() -> BinaryIO:
    """Return where data goes."""
    return sys.stdout.buffer


def default_format() -> str:
    """Return the format where none is asked for."""
    return "table" if sys.stdout.isatty() else "jsonl"
