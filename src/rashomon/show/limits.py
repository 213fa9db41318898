"""Options for what one article may take -> the limits of a run, so that no article can hold up the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from rashomon.pipeline import Stage
    from rashomon.workers import Limits

__all__ = ["limit_options", "limited"]

# An article of a million characters takes four minutes and 1.5 GB here (docs/endurance.md): on a machine four times
# slower it is still read, so that which articles are rejected does not depend on the machine.
SECONDS, MEGABYTES, CHARACTERS = 900, 4096, 1_000_000
_OPTIONS = (
    (
        "--time-limit",
        "time_limit",
        SECONDS,
        "SECONDS",
        "Reject an article that takes longer; the next run tries again.",
    ),
    ("--memory-limit", "memory_limit", MEGABYTES, "MB", "Reject an article that needs more; held on Linux."),
    ("--longest", "longest", CHARACTERS, "CHARACTERS", "Reject an article that is longer."),
)


def limit_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that `limited` takes."""
    for option, name, default, unit, text in reversed(_OPTIONS):
        kind = click.IntRange(min=1)
        command = click.option(option, name, type=kind, default=default, show_default=True, metavar=unit, help=text)(
            command
        )
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
