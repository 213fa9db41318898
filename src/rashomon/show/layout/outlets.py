"""Names of outlets -> one short name, one colour and one pattern each, the same everywhere on a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

__all__ = ["UNKNOWN_OUTLET", "Outlet", "dress", "stand_ins"]

# Okabe and Ito, "Color Universal Design" (2008), without black; yellow last, since it is the weakest on paper
_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#e69f00", "#cc79a7", "#56b4e9", "#f0e442")
_PATTERNS = ("solid", "stripes", "dots", "bars")
_SHORT = 26


class Outlet(NamedTuple):
    """An outlet as it is shown; `number` tells it apart on the page, `pattern` tells apart those of one colour.

    An outlet that is not known has the number 0, and stands for one article alone.
    """

    name: str
    short: str
    number: int
    colour: str
    pattern: str

    @property
    def label(self) -> str:
        """Return what to call it where no article stands beside it that would tell an unknown one from another."""
        return self.short if self.number else self.name


UNKNOWN_OUTLET = Outlet("outlet unknown", "outlet unknown", 0, "#8a8a85", "solid")


def dress(names: Iterable[str]) -> dict[str, Outlet]:
    """Give each name its looks, in alphabetical order, so that they do not depend on the order of the input."""
    outlets: dict[str, Outlet] = {}
    taken: set[str] = set()
    for i, name in enumerate(sorted(set(names), key=lambda n: (n.casefold(), n))):
        short = _shorten(name)
        if short in taken:
            short = name
        taken.add(short)
        colour = _COLOURS[i % len(_COLOURS)]
        pattern = _PATTERNS[i // len(_COLOURS) % len(_PATTERNS)]
        outlets[name] = Outlet(name, short, i + 1, colour, pattern)
    return outlets


def stand_ins(articles: Sequence[tuple[str | None, str]]) -> list[Outlet]:
    """Return an outlet of its own for each article whose outlet is not known, given as title and ref.

    Two articles that do not name their outlets are more likely of two outlets than of one. Each is called by its
    title, or by its ref, which no other article has, where it has none or shares it.
    """
    titles = Counter(title for title, _ in articles)
    names = [title if title and titles[title] == 1 else ref for title, ref in articles]
    return [UNKNOWN_OUTLET._replace(name=f"outlet unknown: {name}") for name in names]


def _shorten(name: str) -> str:
    """Leave out the article, then whole words from the end, until the name is short enough for a margin."""
    short = name.removeprefix("The ")
    while len(short) > _SHORT and " " in short:
        short = short.rsplit(" ", 1)[0]
    return short if len(short) <= _SHORT else short[: _SHORT - 1] + "…"
