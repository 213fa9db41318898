"""Options for what one article may take -> the limits of a run, so that no article can hold up the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from rashomon.pipeline import Stage
    from rashomon.workers import Limits

__all__ = ["limit_options", "limited"]

# Far above what an article takes, so that which ones are rejected does not depend on the machine: 300,000 characters,
# ten times a long report, took 160 s of a busy core and 500 MB (docs/endurance.md).
SECONDS, MEGABYTES, CHARACTERS = 900, 4096, 1_000_000
# the models alone take 400 MB
LEAST_MEGABYTES = 1024
_OPTIONS = (
    ("--time-limit", SECONDS, "SECONDS", 1, "Reject an article that takes longer; the next run tries again."),
    ("--memory-limit", MEGABYTES, "MB", LEAST_MEGABYTES, "Reject an article that needs more; held on Linux."),
    ("--longest", CHARACTERS, "CHARACTERS", 1, "Reject an article that is longer."),
)


def limit_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that `limited` takes."""
    for name, default, unit, least, words in reversed(_OPTIONS):
        option = click.option(
            name, type=click.IntRange(min=least), default=default, show_default=True, metavar=unit, help=words
        )
        command = option(command)
    return command


def limited(
    stages: Sequence[Stage],
    time_limit: int = SECONDS,
    memory_limit: int = MEGABYTES,
    longest: int = CHARACTERS,
) -> tuple[Sequence[Stage], Limits]:
    """Return the stages and the limits for what was asked."""
    from rashomon.pipeline import with_longest
    from rashomon.workers import Limits

    return with_longest(stages, longest), Limits(time_limit, memory_limit)
