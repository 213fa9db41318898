"""Events -> what passed between two actors in each day, week or month: conflict and cooperation, counted three ways.

What several articles tell of one event (a cluster) is counted as `reports`, one an article; as `texts`, where articles
that tell it in the same sentences are one; and as `events`, once. The score of an event is PLOVER's; where articles
tell of it differently, the mean of theirs.

An event lies in the period that most of its reports give in words of their own, the earliest of several; where none
gives one, in that of the first article that is dated so closely. What has no date is in no period, and counted apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from statistics import fmean
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from rashomon.data.plover import is_conflict, score_of
from rashomon.errors import NotFound
from rashomon.model import Event, Office, Realis
from rashomon.show.event_reader import Basis, EventReader, Party, When, pairs_of
from rashomon.show.words import one_line, say_office
from rashomon.store import Selection

if TYPE_CHECKING:
    from rashomon.store import View

__all__ = [
    "ASSERTED",
    "Asked",
    "By",
    "Kind",
    "Point",
    "Report",
    "Series",
    "Side",
    "When",
    "count_reports",
    "find_reports",
    "series_of",
]

By = Literal["day", "week", "month"]
Kind = Literal["conflict", "cooperation"]
ASSERTED: frozenset[str] = frozenset({"asserted"})
KINDS: tuple[Kind, ...] = get_args(Kind)


class Side(NamedTuple):
    """One of two actors: the name to show, and a country's code or an entity's id, None for all who were asked for."""

    name: str
    id: str | None


Pair = tuple[Side, Side]


class Asked(NamedTuple):
    """Between whom: names or words of theirs, or a country's code (RUS); None is everybody; `both` ways or one."""

    actor: str | None = None
    recipient: str | None = None
    both: bool = False


ANYBODY = Asked()


class Report(NamedTuple):
    """An event as one article tells it of one pair; `key` is the same for all that tell of one event."""

    actor: Side
    recipient: Side
    key: str
    document: str
    sentence: str
    kind: Kind
    score: float
    when: When


class Point(NamedTuple):
    """What passed from one actor to another in one period, of one kind; a week is named as ISO 8601 does, 2031-W18.

    `score_sum` and `score_mean` are over the events, None where there are none; `dated_by_publication` is how many of
    the events lie where they do by the date of an article alone.
    """

    period: str
    actor: str
    recipient: str
    kind: Kind
    reports: int
    texts: int
    events: int
    score_sum: float | None
    score_mean: float | None
    dated_by_publication: int
    actor_id: str | None = None
    recipient_id: str | None = None


class Series(NamedTuple):
    """The points, the pairs with most events first, each in the order of time; and how many events have no date."""

    points: list[Point]
    undated: int


def series_of(
    view: View,
    asked: Asked = ANYBODY,
    *,
    by: By = "month",
    realis: Collection[str] = ASSERTED,
    account: str | None = None,
) -> Series:
    """Count what passed between the actors that are asked for, or between all who are known.

    `account` is whose account counts: "narrator", a name, None for everybody's. Raises NotFound for a realis or period
    that there is not.
    """
    _check("realis", realis, get_args(Realis))
    _check("period", (by,), get_args(By))
    events = view.select("event", Selection(asserted_by=account)) if account else view.records("event")
    told = (event for event in events if event.realis in realis)
    return count_reports(find_reports(told, EventReader(view), asked), by, fill=None not in asked[:2])


def _check(what: str, given: Collection[str], known: Sequence[str]) -> None:
    for one in given:
        if one not in known:
            raise NotFound(f"no {what} {one!r}; there are: {', '.join(known)}")


# ---- events -> reports: who is meant -----------------------------------------------------------------------------


def find_reports(events: Iterable[Event], reader: EventReader, asked: Asked) -> Iterator[Report]:
    """Yield a report for each event and pair of actors that is asked for; events are to come article by article.

    Who stands for a country at the article's date ("the French president") is that country, unless they are asked for
    by name. Of whom only words are known ("the militants") is in no pair, unless those words are asked for.
    """
    for event in events:
        for actor, recipient in dict.fromkeys(_sides(event, reader, asked)):
            cluster, sentence = reader.cluster(event), reader.sentence(event)
            yield Report(
                actor=actor,
                recipient=recipient,
                key=cluster.id if cluster else event.id,
                document=event.document,
                sentence=one_line(reader.words(event.document, [sentence[1] if sentence else event.trigger])),
                kind="conflict" if is_conflict(event.type) else "cooperation",
                score=score_of(event.type, event.mode),
                when=reader.when(event),
            )


def _sides(event: Event, reader: EventReader, asked: Asked) -> Iterator[Pair]:
    """Yield who does it to whom; both ways, a pair is in the order of the question, or else of the names."""
    for one, other in pairs_of(event):
        if one is None or other is None:
            continue
        doer, done_to = reader.party(event, one), reader.party(event, other)
        if pair := _pair(doer, done_to, asked):
            turned = asked.both and asked.actor is None and asked.recipient is None and pair[0] > pair[1]
            yield pair[::-1] if turned else pair
        elif asked.both and (pair := _pair(done_to, doer, asked)):
            yield pair


def _pair(actor: Party, recipient: Party, asked: Asked) -> Pair | None:
    one, other = _side(actor, asked.actor), _side(recipient, asked.recipient)
    return (one, other) if one and other else None


def _side(party: Party, wanted: str | None) -> Side | None:
    """Return who somebody is for the question: what was asked for; else the country they stand for, or themselves."""
    if wanted is not None:
        return Side(wanted, None) if _answers(party, wanted) else None
    if party.office.country:
        return Side(say_office(Office(country=party.office.country)), party.office.country)
    return Side(party.entity.name, party.entity.id) if party.entity else None


def _answers(party: Party, wanted: str) -> bool:
    names = (party.entity.name, *party.entity.aliases) if party.entity else (party.words,)
    return party.office.country == wanted or any(wanted.casefold() in name.casefold() for name in names)


# ---- reports -> points -------------------------------------------------------------------------------------------


def count_reports(reports: Iterable[Report], by: By, fill: bool = False) -> Series:
    """Count the reports of each pair in each period; with `fill` also the empty periods between its first and last."""
    events: dict[tuple[Pair, str, Kind], list[Report]] = defaultdict(list)
    for report in reports:
        events[(report.actor, report.recipient), report.key, report.kind].append(report)
    placed: dict[Pair, list[_Placed]] = defaultdict(list)
    undated = set()
    for (pair, key, _), told in events.items():
        if found := _place(told, by):
            placed[pair].append(found)
        else:
            undated.add(key)
    order = sorted(placed, key=lambda pair: (-len(placed[pair]), *(side.name for side in pair), str(pair)))
    return Series([point for pair in order for point in _points(pair, placed[pair], by, fill)], len(undated))


class _Placed(NamedTuple):
    """The reports of one event, and the first day of the period it lies in."""

    start: date
    by_publication: bool
    told: Sequence[Report]


def _place(told: Sequence[Report], by: By) -> _Placed | None:
    found = [start for report in told if (start := _start(report.when, by))]
    own = Counter(start for start, basis in found if basis == "event")
    if own:
        return _Placed(min(own, key=lambda start: (-own[start], start)), False, told)
    return _Placed(min(start for start, _ in found), True, told) if found else None


def _start(when: When, by: By) -> tuple[date, Basis] | None:
    """Return the first day of the period in which all days lie that the event may have been on, and what tells them."""
    if when.earliest and when.latest and when.basis and _FIRST[by](when.earliest) == _FIRST[by](when.latest):
        return _FIRST[by](when.earliest), when.basis
    day, basis = when.single_day()
    return (_FIRST[by](day), basis) if day and basis else None


_FIRST: dict[By, Callable[[date], date]] = {
    "day": lambda day: day,
    "week": lambda day: day - timedelta(days=day.weekday()),
    "month": lambda day: day.replace(day=1),
}
# the longest period and a day, whichever it is: in the next period
_STEP: dict[By, timedelta] = {"day": timedelta(1), "week": timedelta(7), "month": timedelta(31)}
_LABEL: dict[By, str] = {"day": "%Y-%m-%d", "week": "%G-W%V", "month": "%Y-%m"}


def _points(pair: Pair, placed: Sequence[_Placed], by: By, fill: bool) -> Iterator[Point]:
    """Yield the points of one pair in the order of time."""
    cells: dict[tuple[date, Kind], list[_Placed]] = defaultdict(list)
    for one in placed:
        cells[one.start, one.told[0].kind].append(one)
    starts = sorted({start for start, _ in cells})
    for start in _every(starts, by) if fill else starts:
        for kind in KINDS:
            if fill or (start, kind) in cells:
                yield _point(start.strftime(_LABEL[by]), pair, kind, cells[start, kind])


def _every(starts: Sequence[date], by: By) -> Iterator[date]:
    """Yield the first days of all periods from the first to the last."""
    start = starts[0] if starts else date.max
    while starts and start <= starts[-1]:
        yield start
        start = _FIRST[by](start + _STEP[by])


def _point(period: str, pair: Pair, kind: Kind, events: Sequence[_Placed]) -> Point:
    scores = sorted(fmean(sorted(report.score for report in event.told)) for event in events)
    return Point(
        period=period,
        actor=pair[0].name,
        recipient=pair[1].name,
        kind=kind,
        reports=sum(len(_by_article(event.told)) for event in events),
        texts=sum(len(set(_by_article(event.told).values())) for event in events),
        events=len(events),
        score_sum=round(sum(scores), 2) if scores else None,
        score_mean=round(fmean(scores), 2) if scores else None,
        dated_by_publication=sum(event.by_publication for event in events),
        actor_id=pair[0].id,
        recipient_id=pair[1].id,
    )


def _by_article(told: Sequence[Report]) -> dict[str, frozenset[str]]:
    """Return the sentences in which each article tells an event: those of copies are the same."""
    return {d: frozenset(r.sentence for r in told if r.document == d) for d in {r.document for r in told}}
