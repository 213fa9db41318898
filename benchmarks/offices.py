"""What a mention stands for at the date of its article: country, organisation and sector, against sentences of our own.

`right` is the share of marked mentions whose country, organisation and sector are all right, those that stand for no
office (a former president, a namesake, a plumber) included; `title` asks for the office's canonical title too. Half of
the sentences were looked at while the rules were made, the other half were not. The `third` part was written later by
somebody else, as hard as news is, and measured before anything was mended by it: 138 of 185 right then (75 %); its
column is what came of it, no longer blind. The `fourth` are 60 leaders of 2014 to 2026, half of them hard: 82 of 90
right (91.1 %) when it was run once, blind; its column is what came of that. `none right` is over the mentions that
stand for nothing. Baselines: the word for a country or a nationality inside the mention or right before it, as its
government; and the country that the text names most often.

A line of the data is an article of a sentence or two: `[French President Ann Roe](president;FRA;;GOV)`, with title,
country, organisation and sector in brackets; `[...]()` stands for none.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from rashomon.extract.office_tables import countries, split
from rashomon.model import AnyRecord, Declared, Mention, Office, RawDocument, Rejection, Span
from rashomon.pipeline import STAGES, read_article, records_of

LABELS = Path(__file__).parent / "data" / "offices.jsonl"
FILES: tuple[str, ...] = ()
TARGETS = {"test right": 95.0}

_MARKED = re.compile(r"\[([^\]]+)\]\(([^)]*)\)")


class Marked(NamedTuple):
    """A mention in its article, the office that a person gave it, and the one that was found."""

    text: str
    span: Span
    half: str
    gold: Office | None
    found: Office | None


def measure(data: Path) -> dict[str, dict[str, float]]:
    """Return the figures of our rules and of the baselines, in percent; `data` is not needed."""
    marked = list(read_marked())
    return {
        "words, article, table": _figures(marked, [m.found for m in marked]),
        "nationality in the mention": _figures(marked, [_by_nationality(m) for m in marked]),
        "country named most often": _figures(marked, [_by_frequency(m) for m in marked]),
    }


def read_marked() -> Iterator[Marked]:
    """Yield every marked mention of the data with what the pipeline makes of it."""
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        text, gold = _unmark(item["marked"])
        raw = RawDocument(
            ref="offices",
            content=text.encode(),
            media_type="text/plain",
            charset="utf-8",
            declared=Declared(date=item["date"]),
        )
        records = _read(raw)
        for span, office in gold:
            yield Marked(text, span, item["half"], office, _office_at(records, span, office))


def _read(raw: RawDocument) -> list[AnyRecord]:
    """Return the records of an article as far as offices need them."""
    read = read_article(raw, [stage for stage in STAGES if stage.name in ("clean", "parse", "timex", "mention")])
    return [] if isinstance(read, Rejection) else list(records_of(read))


def _unmark(marked: str) -> tuple[str, list[tuple[Span, Office | None]]]:
    """Return the text without its marks, and the marks."""
    text, gold, last = "", [], 0
    for match in _MARKED.finditer(marked):
        text += marked[last : match.start()]
        gold.append((Span(len(text), len(text) + len(match[1])), _office(match[2])))
        text, last = text + match[1], match.end()
    return text + marked[last:], gold


def _office(mark: str) -> Office | None:
    if not mark:
        return None
    title, country, organisation, sector = (part or None for part in mark.split(";"))
    return Office(title=title, country=country, organisation=organisation, sector=sector)


def _office_at(records: Sequence[AnyRecord], span: Span, gold: Office | None) -> Office | None:
    """Return the office of the mention that covers the span best: of a person where the gold has a title or none."""
    people = gold is None or gold.title is not None
    inside = [
        m
        for m in records
        if isinstance(m, Mention)
        and m.form != "pronoun"
        and m.span.overlaps(span)
        and (m.kind == "person" if people else m.kind in ("organisation", "group", "place"))
    ]
    best = max(inside, key=lambda m: _fit(m.span, span), default=None)
    return best.office if best else None


def _fit(found: Span, span: Span) -> tuple[int, int]:
    """Return how many characters two spans share, and, the more the better, how few stand outside."""
    return min(found.end, span.end) - max(found.start, span.start), found.start - found.end


def _by_nationality(marked: Marked) -> Office | None:
    words = split(marked.text[max(0, marked.span.start - 20) : marked.span.end])
    own = split(marked.span.of(marked.text))
    found = [state[1][0] for k in range(len(own)) if (state := countries().starting(words[-len(own) :], k))]
    return Office(country=found[0], sector="GOV") if found else None


def _by_frequency(marked: Marked) -> Office | None:
    words = split(marked.text.replace(",", " ").replace(".", " "))
    named = Counter(state[1][0] for k in range(len(words)) if (state := countries().starting(words, k)))
    return Office(country=named.most_common(1)[0][0], sector="GOV") if named else None


def _figures(marked: Sequence[Marked], found: Sequence[Office | None]) -> dict[str, float]:
    figures = {}
    for half in ("test", "tune", "third", "fourth"):
        pairs = [(m.gold, office) for m, office in zip(marked, found, strict=True) if m.half == half]
        none = [office for gold, office in pairs if gold is None]
        figures[f"{half} right"] = _share([_key(gold) == _key(office) for gold, office in pairs])
        figures[f"{half} title"] = _share([_titled(gold) == _titled(office) for gold, office in pairs])
        figures[f"{half} none right"] = _share([office is None for office in none])
        figures[f"{half} mentions"] = len(pairs)
    return figures


def _key(office: Office | None) -> tuple[str | None, ...] | None:
    """Return what has to be right; a ministry named beside its country may go without saying."""
    return (office.country, office.organisation, office.sector) if office else None


def _titled(office: Office | None) -> tuple[str | None, ...] | None:
    return (office.title, office.country, office.organisation, office.sector) if office else None


def _share(right: Sequence[bool]) -> float:
    return round(100 * sum(right) / len(right), 1) if right else 0.0
