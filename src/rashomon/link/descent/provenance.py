"""What the record of an article says of itself -> where its text comes from, and between which days it came out."""

from __future__ import annotations

from calendar import monthrange

from rashomon.link.descent.outlets import is_same_outlet
from rashomon.model import Article, Dating
from rashomon.profiles import Provenance

__all__ = ["is_before", "provenance_of"]

_DAY, _MONTH = len("2023-07-14"), len("2023-07")


def provenance_of(article: Article, dating: Dating | None = None) -> Provenance:
    """Return what an article says; `dating` counts where it has no date of its own.

    An outlet that credits itself credits nobody: the agency's own page carries its own dateline.
    """
    earliest, latest = _days_between(article, dating)
    own = article.outlet or ""
    return Provenance(
        document=article.document,
        outlet=article.outlet,
        credited=_another(article.republished_from, own),
        wire=_another(article.wire, own),
        earliest=earliest,
        latest=latest,
    )


def _another(name: str | None, own: str) -> str | None:
    return name if name and not is_same_outlet(name, own) else None


def _days_between(article: Article, dating: Dating | None) -> tuple[str | None, str | None]:
    if article.published:
        return days_of(article.published)
    return (dating.earliest, dating.latest) if dating else (None, None)


def days_of(date: str) -> tuple[str, str]:
    """Return the first and the last day of an ISO date that may be a year or a month, its time of day left out."""
    day = date[:_DAY]
    if len(day) == _DAY:
        return day, day
    if len(day) == _MONTH:
        year, month = map(int, day.split("-"))
        return f"{day}-01", f"{day}-{monthrange(year, month)[1]:02}"
    return f"{day[:4]}-01-01", f"{day[:4]}-12-31"


def is_before(a: Provenance, b: Provenance) -> bool:
    """Tell whether a document came out on an earlier day than another, for sure."""
    return a.latest is not None and b.earliest is not None and a.latest < b.earliest
