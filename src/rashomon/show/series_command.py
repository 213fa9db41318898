"""`rashomon series`: what passed between two actors, period by period -> a table, CSV or JSON."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from rashomon.show.options import default_format, format_option, open_store, say, stdout, store_option
from rashomon.show.words import counted

if TYPE_CHECKING:
    from rashomon.show.series import Point

__all__ = ["series"]

EVERYBODY = "all"
# the columns of the table, and their headings; CSV and JSON have the ids of the entities too
HEADINGS = {
    "period": "period", "actor": "actor", "recipient": "recipient", "kind": "kind", "reports": "reports",
    "texts": "texts", "events": "events", "score_sum": "sum", "score_mean": "mean",
    "dated_by_publication": "by publication",
}  # fmt: skip
WORDS = 4  # the first so many are words and begin at the left, the rest are numbers
LEAST_NAME = 8


@click.command()
@click.option("--actor", metavar="TEXT", help="Who does it: one of whose names holds this, or a country such as RUS.")
@click.option("--recipient", metavar="TEXT", help="To whom it is done, likewise.")
@click.option("--both", is_flag=True, help="Count both directions as one.")
@click.option(
    "--by", type=click.Choice(["day", "week", "month"]), default="month", show_default=True, help="The periods."
)
@click.option(
    "--realis",
    default="asserted",
    show_default=True,
    metavar="REALIS,...",
    help="Only events so told: asserted, planned, demanded, …",
)
@click.option(
    "--account",
    default=EVERYBODY,
    show_default=True,
    metavar="narrator|TEXT|all",
    help="Only what the narrator tells, or what is told by the account of somebody one of whose names holds this.",
)
@store_option
@format_option
def series(store: str, form: str | None, account: str, realis: str, by: Any, **asked: Any) -> None:
    """Count conflict and cooperation between two actors.

    By day, week or month. An event counts once for each article that reports it, once for each of these that is no
    copy, and once. Without --actor and --recipient: all pairs that are known, most events first.
    """
    from rashomon.show.exports import write_rows
    from rashomon.show.series import Asked, Point, series_of
    from rashomon.show.tables import print_lines

    whose = None if account == EVERYBODY else account
    with open_store(store) as view:
        found = series_of(view, Asked(**asked), by=by, realis=realis.split(","), account=whose)
    form = form or default_format()
    if form == "table":
        print_lines(_lines(found.points, shutil.get_terminal_size((100, 24)).columns))
    else:
        write_rows((point._asdict() for point in found.points), Point._fields, form, stdout())
    if not found.points:
        say("no event passed between them, as far as asked for")
    if found.undated:
        say(f"{counted(found.undated, 'event')} without a date left out")


def _lines(points: Sequence[Point], width: int) -> Iterator[list[tuple[str, str | None]]]:
    """Yield the table line by line, each cell as wide as its column; names share what is left."""
    from rich.cells import cell_len

    from rashomon.show.tables import fit

    rows = [[_say(getattr(point, field)) for field in HEADINGS] for point in points]
    columns = list(zip(HEADINGS.values(), *rows, strict=True))
    widths = [max(map(cell_len, column)) for column in columns]
    spare = width - sum(widths) - 2 * (len(widths) - 1) + widths[1] + widths[2]
    widths[1], widths[2] = (min(widths[at], max(LEAST_NAME, spare // 2)) for at in (1, 2))
    for number, row in enumerate([list(HEADINGS.values()), *rows]):
        cells = [fit(c, w) if at < WORDS else c.rjust(w) for at, (c, w) in enumerate(zip(row, widths, strict=True))]
        yield [(cell, None if number else "bold") for cell in cells]


def _say(value: Any) -> str:
    return "" if value is None else str(value)
