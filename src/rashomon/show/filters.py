"""What is wanted of a layer -> options of the command line, named as the fields of a Selection."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

__all__ = ["filter_options"]

_FILTERS = (
    click.option("--outlet", metavar="TEXT", help="Only of outlets whose name holds this."),
    click.option("--article", "--document", "article", metavar="ARTICLE", help="Only of one article: its id or ref."),
    click.option("--speaker", metavar="TEXT", help="Only by speakers one of whose names holds this."),
    click.option(
        "--entity", metavar="TEXT", help="Only where somebody is named, or speaks, one of whose names holds this."
    ),
    click.option("--source", metavar="TEXT", help="Only where the words of the source hold this."),
    click.option("--search", metavar="WORDS", help='Only where these words, "phrases" or begin* stand.'),
    click.option("--from", "since", metavar="DATE", help="Only of this day, month or year, or later."),
    click.option("--to", "until", metavar="DATE", help="Only of this day, month or year, or earlier."),
    click.option("--act", metavar="ACT", help="Only this act, such as statement, or denial."),
    click.option("--kind", metavar="KIND", help="Only this kind, such as direct, person, or duration."),
    click.option(
        "--type", "types", multiple=True, metavar="TYPE", help="Only events of this type; may be given several times."
    ),
    click.option("--realis", metavar="REALIS", help="Only events so told: asserted, planned, demanded, negated, …"),
    click.option("--actor", metavar="TEXT", help="Only what is done by somebody one of whose names holds this."),
    click.option("--recipient", metavar="TEXT", help="Only what is done to somebody one of whose names holds this."),
    click.option(
        "--asserted-by",
        metavar="TEXT",
        help="Only what the narrator tells, or what is told by the account of somebody one of whose names holds this.",
    ),
    click.option("--cluster", metavar="CLUSTER", help="Only the events that are this one: an id, or how it begins."),
    click.option("--claim", metavar="CLAIM", help="Only the accounts of this claim: its id, or how it begins."),
    click.option(
        "--relation", metavar="RELATION", help="Only claims of this relation: agreement, conflict, dispute, revision, …"
    ),
    click.option("--stance", metavar="STANCE", help="Only accounts that do this: asserts, attributes, hedges, denies."),
    click.option("--story", metavar="STORY", help="Only of the articles of this story: its id, or how it begins."),
    click.option("--limit", type=click.IntRange(min=0), metavar="N", help="At most so many."),
)


def filter_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that say which records are wanted."""
    for option in reversed(_FILTERS):
        command = option(command)
    return command
