"""A view of a store -> one self-contained page: numbers, share of voice, who says what, every article to read."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from rashomon.data import resource
from rashomon.show.deeds import say_realis, short_realis
from rashomon.show.report.between import Between, compare_pairs, say_period
from rashomon.show.report.cards import write_cards
from rashomon.show.report.escape import plain, safe_url, visible
from rashomon.show.report.gather import Story, Viewed, articles_of, gather
from rashomon.show.report.happened import Happening, choose_told, find_happenings
from rashomon.show.report.lanes import draw_lanes
from rashomon.show.report.numbers import compare_numbers
from rashomon.show.report.people import by_article, meet_people
from rashomon.show.report.timeline import Timeline, draw_timeline
from rashomon.show.report.typeset import link_people, set_article, set_excerpt, set_telling
from rashomon.show.report.voice import Share, shares_of_voice
from rashomon.show.when import say_date, say_dating
from rashomon.show.words import counted, part, say_office, times

__all__ = ["render_report"]

# 110 articles with 1,740 attributions make 2.6 MB and two seconds of a browser; beyond three times that a reader waits
COMFORTABLE = 300


def render_report(view: Viewed) -> str:
    """Return the report on everything in `view` as one HTML page that loads nothing and runs nothing.

    The same store gives the same page, byte for byte. Article text is taken to be hostile and is escaped everywhere.
    """
    story = gather(view)
    shares = shares_of_voice(story)
    quotes = {q.attribution.id: q for q in story.quotes}
    happenings = find_happenings(story)
    people = meet_people(story, happenings)
    paged = {page.entity.id for page in people.pages}
    links = {r.number: link_people(r, paged) for r in story.readings}
    timeline = draw_timeline(story)
    told = choose_told(happenings)
    lanes = draw_lanes(happenings, told)
    cards = write_cards(happenings, told)
    pairs = compare_pairs(happenings)
    style = _style()
    return (
        _environment()
        .get_template("report.html")
        .render(
            story=story,
            shares=shares,
            headline=_headline(story),
            excerpts={key: set_excerpt(quote) for key, quote in quotes.items()},
            texts={r.number: set_article(r, quotes, links[r.number], cards) for r in story.readings},
            met={(number, m.entity): m.id for number, own in links.items() for m in reversed(own)},
            people=people,
            timeline=timeline,
            timeline_svg=_picture("timeline.svg", timeline=timeline),
            timeline_csv=_data_url("text/csv;charset=utf-8", _timeline_csv(timeline)),
            happenings=happenings,
            told=told,
            lanes=lanes,
            lanes_svg=_picture("lanes.svg", lanes=lanes),
            happened_csv=_data_url("text/csv;charset=utf-8", _happened_csv(happenings)),
            pairs=pairs,
            pairs_svg=[_picture("between.svg", pair=pair) for pair in pairs],
            pairs_csv=_data_url("text/csv;charset=utf-8", _pairs_csv(pairs)),
            numbers=compare_numbers(story),
            quality=_quality(),
            style=Markup(style),
            style_digest=_digest(style),
            voice_svg=_picture("voice.svg", shares=shares),
            voice_csv=_data_url("text/csv;charset=utf-8", _voice_csv(shares)),
            comfortable=COMFORTABLE,
        )
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("rashomon.show.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        # names and titles are hostile too: no control character of theirs reaches the page
        finalize=lambda value: plain(value) if type(value) is str else value,
    )
    environment.filters.update(
        counted=counted,
        part=part,
        safe_url=safe_url,
        say_date=say_date,
        say_dating=say_dating,
        say_office=say_office,
        say_period=say_period,
        say_realis=say_realis,
        short_realis=short_realis,
        times=times,
        visible=visible,
    )
    environment.globals.update(
        articles_of=articles_of, by_article=by_article, excerpt_about=set_excerpt, set_telling=set_telling
    )
    return environment


def _style() -> str:
    return files(__name__).joinpath("templates", "report.css").read_text(encoding="utf-8")


def _digest(text: str) -> str:
    """Return the digest by which the page's policy allows this style and no other."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _headline(story: Story) -> str:
    """Say in a sentence who is heard most widely."""
    for speaker, quotes in story.by_speaker():
        heard = articles_of(q for q in quotes if q.is_saying)
        if speaker.known and heard:
            return f"{speaker.name} speaks in {heard} of {counted(len(story.readings), 'article')}"
    return "No speaker is named in these articles" if story.quotes else "Nothing was found to be said"


def _quality() -> Mapping[str, Mapping[str, str]]:
    """Return what is known of how good each layer's extractor is; empty where nothing has been measured."""
    known = resource("quality.json")
    if not known.is_file():
        return {}
    quality: dict[str, dict[str, str]] = json.loads(known.read_text(encoding="utf-8"))
    return quality


def _picture(template: str, **drawn: object) -> str:
    """Return a picture as a file of its own, in a link that saves it."""
    return _data_url("image/svg+xml", _environment().get_template(template).render(**drawn))


def _voice_csv(shares: Sequence[Share]) -> str:
    rows = [
        (share.outlet.name, share.articles, bar.label, bar.number, share.total)
        for share in shares
        for bar in share.bars
    ]
    return _csv(("outlet", "articles", "speaker", "statements", "of"), rows)


def _timeline_csv(timeline: Timeline) -> str:
    rows = [
        (s.first, s.last, r.words, r.reading.outlet.name, r.reading.published or "", r.reading.title)
        for s in timeline.table
        for r in s.reports
    ]
    return _csv(("earliest", "latest", "words", "outlet", "published", "title"), rows)


def _happened_csv(happenings: Sequence[Happening]) -> str:
    """Return a row for each article that tells an event, the events in the order of the page."""
    head = (
        "event", "what", "earliest", "latest", "where", "reports", "texts", "sources", "outlet", "published", "title",
        "words", "type", "mode", "realis", "account", "score",
    )  # fmt: skip
    rows = [
        (
            number, h.phrase, *(h.days or ("", "")), h.place, h.reports, h.texts, h.sources, t.reading.outlet.name,
            t.reading.published or "", t.reading.title, t.words, t.event.type, t.event.mode or "", t.event.realis,
            t.account, t.event.score,
        )
        for number, h in enumerate(happenings, start=1)
        for t in h.tellings
    ]  # fmt: skip
    return _csv(head, rows)


def _pairs_csv(pairs: Sequence[Between]) -> str:
    head = ("one", "other", "by", "period", "kind", "said to have happened", "reports", "texts", "events")
    rows = [
        (p.pair[0].name, p.pair[1].name, p.by, s.period, s.kind, "yes" if s.happened else "no", *s[3:])
        for p in pairs
        for s in p.table
    ]
    return _csv(head, rows)


def _csv(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(head)
    table.writerows([_cell(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return out.getvalue()


def _cell(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    text = plain(text)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _data_url(media_type: str, content: str) -> str:
    return f"data:{media_type};base64,{base64.b64encode(content.encode()).decode()}"
