"""Dates and times: spans and values against TimeBank, AQUAINT and GUM, and when undated articles were published.

`value F1` is TempEval-3's headline figure: expressions found (their spans overlap) with the gold TIMEX3 value; `span
F1` forgives the value. Scored by `score_dates.py`, which stands beside the data. The rules were written looking at two
thirds of `TimeBank`; `third` is the rest of it, and of AQUAINT and GUM only the classes of errors were looked at. `GUM
accuracy` is the share of right values among the expressions found that name a date. Each article is read as the
pipeline reads it, with its date of publication declared.

`dated` is the share of articles that the text itself dates when their date is withheld, on one side at least, and
`true` the share of these whose interval holds the real day. `characters/s` is the stage alone, after the parse.

Peers: `Recognizers-Text`, the past one of its readings (of a weekday, the day itself), and `search_dates` of
`dateparser`, both told
the date of publication; left out where they are not installed. HeidelTime, which is GPL and no Python, has 78.1 on the
test set of TempEval-3 and 74.0 on a part of AQUAINT. `patterns` finds month, day and year, and bare years.
"""

from __future__ import annotations

import calendar
import importlib
import re
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import msgspec

from benchmarks.evaluation import Item, load_scorer, read_items
from rashomon.extract.timex import find_timexes
from rashomon.model import Article, Declared, Document, Parse, RawDocument
from rashomon.pipeline import STAGES, Layers

FILES = ("timebank.jsonl.gz", "aquaint.jsonl.gz", "gum-dates.jsonl.gz")
TARGETS = {"TimeBank value F1": 72.0, "AQUAINT value F1": 74.0, "GUM accuracy": 0.9, "characters/s": 100_000.0}

Finder = Callable[[str, date], list[Item]]


class Read(NamedTuple):
    """One gold article and what the stage needs of it."""

    gold: Item
    document: Document
    article: Article
    parse: Parse


def measure(data: Path) -> dict[str, dict[str, float]]:
    """Return the figures of our stage, of the peers that are here, and of the patterns.

    Raises Absent without the data or the scorer.
    """
    scorer = load_scorer(data, "score_dates")
    bank, aquaint, gum = ([_read(item) for item in read_items(data / name)] for name in FILES)
    everything = [*bank, *aquaint, *gum]
    began = time.process_time()
    for item in everything:
        find_timexes(item.document, item.parse, item.article)
    speed = sum(len(item.document.text) for item in everything) / (time.process_time() - began)
    ours = {
        **_scores(scorer, "TimeBank", bank, _ours),
        **_unseen(scorer, bank, aquaint, gum, _ours),
        **_datings(everything),
        "characters/s": round(speed),
    }
    peers = {"Recognizers-Text": _recognizers(), "dateparser": _dateparser(), "patterns": _patterns}
    finders = {name: finder for name, finder in peers.items() if finder is not None}
    return {"rashomon": ours} | {
        name: _unseen(scorer, bank, aquaint, gum, _by(finder)) for name, finder in finders.items()
    }


def _read(item: Item) -> Read:
    """Run the stages before ours over one article, its date declared."""
    raw = RawDocument(
        ref=item["id"],
        content=item["text"].encode(),
        media_type="text/plain",
        charset="utf-8",
        declared=Declared(date=item["dct"]),
    )
    layers: Layers = {"raw": raw}
    for stage in STAGES:
        if stage.name == "timex":
            break
        layers.update(stage.run(**{name: layers[name] for name in stage.needs}))
    return Read(item, layers["document"], layers["article"], layers["parse"])


def _ours(read: Read) -> list[Item]:
    found = find_timexes(read.document, read.parse, read.article)["timex"]
    return [_item(t.span.start, t.span.end, t.type, t.value) for t in found]


def _by(finder: Finder) -> Callable[[Read], list[Item]]:
    return lambda read: finder(read.gold["text"], date.fromisoformat(read.gold["dct"][:10]))


def _unseen(
    scorer: ModuleType, bank: list[Read], aquaint: list[Read], gum: list[Read], find: Callable[[Read], list[Item]]
) -> dict[str, float]:
    """Return the figures on what the rules were not written on."""
    found = {read.gold["id"]: find(read) for read in gum}
    pairs = [
        (gold["value"], mine["value"])
        for read in gum
        for gold, mine in scorer.pairs([t for t in read.gold["timexes"] if t["when"]], found[read.gold["id"]])
    ]
    return {
        **_scores(scorer, "third", bank[2::3], find),
        **_scores(scorer, "AQUAINT", aquaint, find),
        "GUM accuracy": round(sum(gold == mine for gold, mine in pairs) / len(pairs), 3) if pairs else 0.0,
    }


def _scores(scorer: ModuleType, name: str, reads: list[Read], find: Callable[[Read], list[Item]]) -> dict[str, float]:
    found = [{"id": read.gold["id"], "timexes": find(read)} for read in reads]
    scores = scorer.score([read.gold for read in reads], found)
    return {f"{name} value F1": scores["value_f1"], f"{name} span F1": scores["relaxed_f1"]}


def _datings(reads: Sequence[Read]) -> dict[str, float]:
    """Withhold the date of publication, and see what the text says of it."""
    dated = true = 0
    for read in reads:
        article = msgspec.structs.replace(read.article, published=None)
        for dating in find_timexes(read.document, read.parse, article)["dating"]:
            day = read.gold["dct"][:10]
            dated += 1
            true += (dating.earliest or day) <= day <= (dating.latest or day)
    return {"dated": round(dated / len(reads), 3), "true": round(true / dated, 3) if dated else 0.0}


def _item(start: int, end: int, kind: str, value: str | None) -> Item:
    return {"start": start, "end": end, "type": kind, "value": value}


# ---- peers and baseline ------------------------------------------------------------------------------------------


def _peer(module: str) -> Any:
    """Import a peer; None where it is not installed, or not with what it needs."""
    try:
        return importlib.import_module(module)
    except ImportError:
        return None


def _recognizers() -> Finder | None:
    module = _peer("recognizers_date_time")

    def find(text: str, day: date) -> list[Item]:
        found = module.recognize_datetime(text, "en-us", reference=datetime(day.year, day.month, day.day))
        return [
            _item(m.start, m.end + 1, *_recognized(m.type_name.rpartition(".")[2], m.resolution["values"][0], day))
            for m in found
            if m.resolution
        ]

    return find if module else None


def _recognized(kind: str, reading: dict[str, str], day: date) -> tuple[str, str]:
    """Return type and TIMEX3 value of one reading; a range of days is a length where it is given as one."""
    timex = reading.get("timex", "")
    if kind in ("duration", "set"):
        return kind.upper(), timex
    if timex.startswith("("):
        return "DURATION", timex.rstrip(")").rpartition(",")[2]
    if kind == "time":
        return "TIME", f"{day}{timex}"
    if timex.startswith("XXXX"):
        known = reading.get("value") or reading.get("start", "")
        day_of = str(day) if timex.startswith(f"XXXX-WXX-{day.isoweekday()}") else known[:10]
        rest = timex.partition("T")[2]
        timex = known[:7] if kind == "daterange" else f"{day_of}T{rest}" if rest else day_of
    return ("TIME" if "T" in timex else "DATE"), timex


def _dateparser() -> Finder | None:
    module, dates = _peer("dateparser.search"), _peer("dateparser.date")

    def find(text: str, day: date) -> list[Item]:
        base = {"RELATIVE_BASE": datetime(day.year, day.month, day.day), "PREFER_DATES_FROM": "past"}
        reader = dates.DateDataParser(languages=["en"], settings=base)
        found, at = [], 0
        for words, moment in module.search_dates(text, languages=["en"], settings=base) or ():
            start = text.find(words, at)
            if start >= 0:
                at = start + len(words)
                # how fine its answer is, it says only when asked for one phrase
                period = reader.get_date_data(words).period
                found.append(_item(start, at, "DATE", moment.strftime(_PERIODS.get(period, "%Y-%m-%d"))))
        return found

    return find if module else None


_PERIODS = {"year": "%Y", "month": "%Y-%m", "week": "%G-W%V", "time": "%Y-%m-%dT%H:%M"}
_MONTHS = list(calendar.month_name)[1:]
_PATTERN = re.compile(rf"\b({'|'.join(_MONTHS)}) (\d{{1,2}}), (\d{{4}})\b|\b((?:19|20)\d\d)\b")


def _patterns(text: str, day: date) -> list[Item]:
    return list(_matches(text))


def _matches(text: str) -> Iterator[Item]:
    for m in _PATTERN.finditer(text):
        value = m[4] or f"{m[3]}-{_MONTHS.index(m[1]) + 1:02}-{int(m[2]):02}"
        yield _item(m.start(), m.end(), "DATE", value)
