"""What a page shows -> rows of a table that a reader saves, and the CSV file that holds them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from rashomon.show.layout.between import Between
from rashomon.show.layout.claims import Matrix
from rashomon.show.layout.copies import Copies
from rashomon.show.layout.escape import plain
from rashomon.show.layout.happened import Happening
from rashomon.show.layout.known import Carried
from rashomon.show.layout.sayings import History
from rashomon.show.layout.timeline import Timeline
from rashomon.show.layout.voice import Share
from rashomon.show.layout.wording import Named

__all__ = [
    "Row", "carried_rows", "claims_rows", "copies_rows", "happened_rows", "labels_rows", "pairs_rows", "sayings_rows",
    "timeline_rows", "voice_rows", "write_table",
]  # fmt: skip

Row = tuple[object, ...]


def write_table(rows: Iterable[Row]) -> str:
    """Return rows as the text of a CSV file in which no cell is a formula."""
    out = io.StringIO()
    table = csv.writer(out)
    table.writerows([_cell(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return out.getvalue()


def _cell(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    text = plain(text)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def voice_rows(shares: Sequence[Share]) -> Iterator[Row]:
    """Yield a row an outlet and speaker."""
    yield "outlet", "articles", "by", "whose", "statements", "of", "words", "of words", "from", "to"
    for share in shares:
        for bar in share.bars:
            yield (
                share.outlet.name, share.articles, "speaker", bar.label, bar.number, share.total, bar.words,
                share.words, "", "",
            )  # fmt: skip
        for kind in share.kinds:
            bounds = ("", "") if kind.low is None else (kind.low, kind.high)
            yield (
                share.outlet.name, share.articles, "kind of source", kind.label, kind.number, share.total, kind.words,
                share.words, *bounds,
            )  # fmt: skip


def carried_rows(carried: Sequence[Carried]) -> Iterator[Row]:
    """Yield a row an outlet and name of somebody."""
    yield "outlet", "articles", "mentions", "statements", "of", "name", "in articles"
    for c in carried:
        for name, articles in c.names or [("", 0)]:
            yield c.outlet.name, c.articles, c.mentions, c.statements, c.of, name, articles


def timeline_rows(timeline: Timeline) -> Iterator[Row]:
    """Yield a row a reported time and article."""
    yield "earliest", "latest", "words", "outlet", "published", "title"
    for s in timeline.table:
        for r in s.reports:
            yield s.first, s.last, r.words, r.reading.outlet.name, r.reading.published or "", r.reading.title


def happened_rows(happenings: Sequence[Happening]) -> Iterator[Row]:
    """Yield a row an event, in the order of the page; `rashomon list event` gives each report of it."""
    yield (
        "event", "earliest", "latest", "where", "reports", "texts", "sources", "accounts", "words", "type", "mode",
        "score",
    )  # fmt: skip
    for h in happenings:
        accounts = "; ".join(f"{a.sign} {a.words} ({len(a.tellings)})" for a in h.accounts)
        event = h.main.event
        yield (
            h.phrase, *(h.days or ("", "")), h.place, h.reports, h.texts, h.sources, accounts, h.main.words, event.type,
            event.mode or "", h.score,
        )  # fmt: skip


def pairs_rows(pairs: Sequence[Between]) -> Iterator[Row]:
    """Yield a row a pair of actors, period and kind."""
    yield "one", "other", "by", "period", "kind", "said to have happened", "reports", "texts", "events"
    for pair in pairs:
        one, other = pair.pair
        for s in pair.table:
            happened = "yes" if s.happened else "no"
            yield one.name, other.name, pair.by, s.period, s.kind, happened, s.reports, s.texts, s.events


def copies_rows(copies: Copies) -> Iterator[Row]:
    """Yield a row an article of a family, then a row a pair with a part in common."""
    yield "family", "outlet", "published", "title", "is", "from", "why", "characters in common", "of"
    for number, tree in enumerate(copies.trees, start=1):
        above: dict[int, str] = {}
        for line in tree.lines:
            above[line.depth] = line.outlet
            reading, common = line.reading, line.common
            yield (
                number, line.outlet, (reading and reading.published) or "", reading.title if reading else "", line.role,
                above[line.depth - 1] if line.depth else "", line.reason or "", *(common or ("", "")),
            )  # fmt: skip
    for part in copies.parts:
        source = part.first.label if part.directed else ""
        yield (
            "", part.second.label, part.second.published or "", part.second.title,
            f"part in common with {part.first.label}", source, part.reason or "", *part.of_second,
        )  # fmt: skip


def claims_rows(matrices: Sequence[Matrix]) -> Iterator[Row]:
    """Yield a row an account of what several articles tell."""
    yield (
        "claim", "kind", "relation", "origins", "carriers", "outlet", "published", "stance", "value",
        "speaker", "origin", "words", "document", "start", "end",
    )  # fmt: skip
    for m in matrices:
        for row in m.rows:
            claim = row.claim
            for t in row.told:
                a = t.account
                yield (
                    claim.slot, claim.kind, claim.relation, claim.origins, claim.carriers,
                    t.reading.outlet.name, t.reading.published or "", a.stance, a.value or "",
                    t.speaker.name if t.speaker else "", t.origin, t.words, a.document, a.span.start, a.span.end,
                )  # fmt: skip


def labels_rows(labels: Sequence[Named]) -> Iterator[Row]:
    """Yield a row an actor, outlet and label in the outlet's own voice."""
    yield "who", "outlet", "words", "times", "of", "document", "start", "end"
    for named in labels:
        for worded in named.worded:
            for c in worded.called:
                place = c.first.document, c.first.span.start, c.first.span.end
                yield named.entity.name, worded.outlet.name, c.words, c.times, worded.of, *place


def sayings_rows(histories: Iterable[History]) -> Iterator[Row]:
    """Yield a row a use of somebody's words."""
    yield "speaker", "outlet", "published", "given to", "change", "words", "document", "start", "end"
    for history in histories:
        for used in history.uses:
            span = used.use.span
            words = " ".join(span.of(used.reading.document.text).split())
            how = "in full" if used is history.full else used.change
            yield (
                history.speaker, used.reading.outlet.name, used.reading.published or "", used.speaker, how, words,
                used.use.document, span.start, span.end,
            )  # fmt: skip
