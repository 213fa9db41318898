"""What the columns of GDELT 2.0, ICEWS and POLECAT, and ours behind them, say of one pair of an event's participants.

The names of the columns and their order are those of the files that the three publish (data/exports/columns.tsv); what
we fill them with, and where that differs, is told in docs/event-formats.md.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from rashomon.data import table
from rashomon.data.places import country_of_place
from rashomon.data.plover import Cameo, cameo_of, quad_name, quad_of, score_of
from rashomon.model import Article, Cluster, Event, Span
from rashomon.show.event_reader import Basis, Party, When

__all__ = ["TABLES", "Line"]


class Line(NamedTuple):
    """One pair of an event, with all that the columns ask for; `account` are the tellers, outermost first."""

    event: Event
    actor: Party | None
    recipient: Party | None
    when: When
    sentence: Span
    sentence_number: int | None
    in_lead: bool
    account: str
    article: Article | None
    ref: str
    cluster: Cluster | None
    text: str

    @property
    def day(self) -> date | None:
        """Return the day of the event, by its own words or by the article's date."""
        return self.when.single_day()[0]

    @property
    def basis(self) -> Basis | None:
        """Return what tells the day."""
        return self.when.single_day()[1]

    @property
    def cameo(self) -> Cameo:
        """Return the code of CAMEO."""
        return cameo_of(self.event.type, self.event.mode)

    @property
    def place(self) -> str | None:
        """Return the words for the place."""
        return self.words(self.event.place)

    @property
    def country(self) -> str | None:
        """Return the country of the place, where the words for it name one."""
        return country_of_place(self.place) if self.place else None

    def words(self, span: Span | None) -> str | None:
        """Return the characters of a span."""
        return span.of(self.text) if span else None


Get = Callable[[Line], Any]
Columns = dict[str, Get]


def _fill(model: str, known: Columns) -> Columns:
    """Return all columns of a model in its order; what we do not know of an event is left empty."""
    names = [name for of, name in table("exports/columns.tsv") if of == model]
    assert known.keys() <= set(names)
    return {name: known.get(name, _nothing) for name in names}


def _nothing(_: Line) -> None:
    return None


def _actor(get: Callable[[Party], Any]) -> Get:
    return lambda line: get(line.actor) if line.actor else None


def _recipient(get: Callable[[Party], Any]) -> Get:
    return lambda line: get(line.recipient) if line.recipient else None


def _score(line: Line) -> float:
    return score_of(line.event.type, line.event.mode)


# ---- GDELT 2.0 ---------------------------------------------------------------------------------------------------


def _gdelt() -> Columns:
    known: Columns = {
        "GLOBALEVENTID": lambda line: line.event.id,
        "SQLDATE": lambda line: line.day and _digits(line.day),
        "MonthYear": lambda line: _shared(line, 6),
        "Year": lambda line: _shared(line, 4),
        "IsRootEvent": lambda line: int(line.in_lead),
        "EventCode": lambda line: line.cameo.code,
        "EventBaseCode": lambda line: line.cameo.code and line.cameo.code[:3],
        "EventRootCode": lambda line: line.cameo.root,
        "QuadClass": lambda line: quad_of(line.event.type),
        "GoldsteinScale": _score,
        "NumMentions": lambda line: line.cluster and len(line.cluster.events),
        "NumSources": lambda line: line.cluster and line.cluster.sources,
        "NumArticles": lambda line: line.cluster and line.cluster.reports,
        "ActionGeo_FullName": lambda line: line.place,
        "ActionGeo_CountryCode": lambda line: line.country,
        "DATEADDED": lambda line: line.when.published and _digits(line.when.published),
        "SOURCEURL": lambda line: (line.article and line.article.url) or line.ref,
    }
    for number, side in ((1, _actor), (2, _recipient)):
        known |= {
            f"Actor{number}Code": side(lambda party: f"{party.office.country or ''}{party.office.sector or ''}"),
            f"Actor{number}Name": side(lambda party: party.name),
            f"Actor{number}CountryCode": side(lambda party: party.office.country),
            f"Actor{number}Type1Code": side(lambda party: party.office.sector),
        }
    return _fill("gdelt", known)


def _digits(day: date) -> str:
    """Return `20310503`; strftime leaves out the zeros of early years."""
    return day.isoformat().replace("-", "")


def _shared(line: Line, digits: int) -> str | None:
    """Return month or year of the event, where all days that it can lie between begin with the same digits."""
    days = (line.day,) if line.day else (line.when.earliest, line.when.latest)
    said = {_digits(day)[:digits] for day in days if day}
    return said.pop() if len(said) == 1 else None


# ---- ICEWS -------------------------------------------------------------------------------------------------------


def _icews() -> Columns:
    known: Columns = {
        "Event ID": lambda line: line.event.id,
        "Event Date": lambda line: line.day and line.day.isoformat(),
        "Event Text": lambda line: " ".join(filter(None, (line.event.type, line.event.mode))),
        "CAMEO Code": lambda line: line.cameo.code or line.cameo.root,
        "Intensity": _score,
        "Story ID": lambda line: line.event.document,
        "Sentence Number": lambda line: line.sentence_number,
        "Publisher": lambda line: line.article and line.article.outlet,
        "Country": lambda line: line.country,
    }
    for name, side in (("Source", _actor), ("Target", _recipient)):
        known |= {
            f"{name} Name": side(lambda party: party.name),
            f"{name} Sectors": side(lambda party: party.office.sector),
            f"{name} Country": side(lambda party: party.office.country),
        }
    return _fill("icews", known)


# ---- POLECAT -----------------------------------------------------------------------------------------------------


def _polecat() -> Columns:
    known: Columns = {
        "Event ID": lambda line: line.event.id,
        "Event Date": lambda line: line.day and line.day.isoformat(),
        "Event Type": lambda line: line.event.type,
        "Event Mode": lambda line: line.event.mode,
        "Intensity": _score,
        "Quad Code": lambda line: quad_name(line.event.type),
        "Contexts": lambda line: "; ".join(line.event.contexts),
        "Country": lambda line: line.country,
        "Raw Placename": lambda line: line.place,
        "Source": lambda line: line.article and line.article.outlet,
        "Publication Date": lambda line: line.when.published and line.when.published.isoformat(),
        "Language": lambda line: line.article and line.article.language,
        "Version": lambda line: line.event.by,
    }
    for name, side in (("Actor", _actor), ("Recipient", _recipient)):
        known |= {
            f"{name} Name": side(lambda party: party.entity and party.entity.name),
            f"{name} Country": side(lambda party: party.office.country),
            f"Primary {name} Sector": side(lambda party: party.office.sector),
            f"{name} Sectors": side(lambda party: party.office.sector),
            f"{name} Title": side(lambda party: party.office.title),
            f"{name} Name Raw": side(lambda party: party.words),
        }
    return _fill("polecat", known)


# ---- what none of them has ---------------------------------------------------------------------------------------


def _ours() -> Columns:
    columns: Columns = {
        "PloverType": lambda line: line.event.type,
        "PloverMode": lambda line: line.event.mode,
        "PloverContexts": lambda line: "; ".join(line.event.contexts),
        "Realis": lambda line: line.event.realis,
        "RealisCue": lambda line: line.words(line.event.realis_cue),
        "Account": lambda line: line.account,
        "ClusterID": lambda line: line.cluster and line.cluster.id,
        "ClusterReports": lambda line: line.cluster and line.cluster.reports,
        "ClusterTexts": lambda line: line.cluster and line.cluster.texts,
        "ClusterSources": lambda line: line.cluster and line.cluster.sources,
        "DateEarliest": lambda line: line.when.earliest and line.when.earliest.isoformat(),
        "DateLatest": lambda line: line.when.latest and line.when.latest.isoformat(),
        "DateBasis": lambda line: line.basis or line.when.basis,
        "PublicationDate": lambda line: line.when.published and line.when.published.isoformat(),
        "Confidence": lambda line: line.event.score,
        "Outlet": lambda line: line.article and line.article.outlet,
        "DocumentID": lambda line: line.event.document,
    }
    evidence: Columns = {
        "Sentence": lambda line: line.sentence,
        "Trigger": lambda line: line.event.trigger,
        "Actor1": _actor(lambda party: party.span),
        "Actor2": _recipient(lambda party: party.span),
        "Place": lambda line: line.event.place,
        "Time": lambda line: line.event.when,
    }
    for name, span in evidence.items():
        columns |= {f"{name}Text": _words(span), f"{name}Start": _edge(span, "start"), f"{name}End": _edge(span, "end")}
    return columns


def _words(span: Get) -> Get:
    return lambda line: line.words(span(line))


def _edge(span: Get, which: str) -> Get:
    return lambda line: getattr(span(line), which, None)


# the columns of each model, which its users find by name or by place, and then ours
TABLES = {
    model: {**columns, **_ours()}
    for model, columns in (("gdelt", _gdelt()), ("icews", _icews()), ("polecat", _polecat()))
}
