"""A view of a store -> one self-contained page: copies, claims, who says what, what happened, every article to read."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import chain

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from rashomon.data import resource
from rashomon.show.deeds import say_realis, short_realis
from rashomon.show.report.beside import set_beside
from rashomon.show.report.between import compare_pairs, say_period
from rashomon.show.report.cards import write_cards
from rashomon.show.report.chapters import Chapter, find_chapters
from rashomon.show.report.claims import AT_FIRST, MOST, STANDINGS, Matrix, lay_out_claims
from rashomon.show.report.copies import Copies, draw_copies, texts_of
from rashomon.show.report.escape import plain, safe_url, visible
from rashomon.show.report.gather import Pile, Viewed, articles_of, gather
from rashomon.show.report.happened import Happening, choose_told, find_happenings
from rashomon.show.report.lanes import draw_lanes
from rashomon.show.report.margins import set_margins, spots_of_claims, spots_of_histories, spots_of_wording
from rashomon.show.report.people import by_article, meet_people
from rashomon.show.report.saving import (
    claims_rows,
    copies_rows,
    data_url,
    happened_rows,
    labels_rows,
    pairs_rows,
    sayings_rows,
    table_url,
    timeline_rows,
    voice_rows,
)
from rashomon.show.report.sayings import History, tell_histories
from rashomon.show.report.timeline import draw_timeline
from rashomon.show.report.typeset import link_people, set_article, set_excerpt, set_passage, set_telling
from rashomon.show.report.voice import shares_of_voice
from rashomon.show.report.wording import Contrasted, find_contrasts, find_labels
from rashomon.show.when import say_date, say_dating
from rashomon.show.words import counted, part, say_office, times

__all__ = ["render_report"]

# 90 articles with 1,300 attributions and 1,550 events make 5.5 MB and two seconds of a browser (one core); beyond about
# twice that a reader waits
COMFORTABLE = 200


def render_report(view: Viewed) -> str:
    """Return the report on everything in `view` as one HTML page that loads nothing and runs nothing.

    The same store gives the same page, byte for byte. Article text is taken to be hostile and is escaped everywhere.
    """
    pile = gather(view)
    quotes = {q.attribution.id: q for q in pile.quotes}
    happenings = find_happenings(pile)
    told = choose_told(happenings)
    people = meet_people(pile, happenings)
    paged = {page.entity.id for page in people.pages}
    links = {r.number: link_people(r, paged) for r in pile.readings}
    cards = write_cards(happenings, told)
    chapters, copies = find_chapters(pile), draw_copies(pile)
    matrices, histories = lay_out_claims(pile, chapters), tell_histories(pile, chapters)
    pairs, unset = set_beside(pile, copies)
    labels = find_labels(pile)
    contrasts = _contrasts(pile, happenings)
    spots = chain(
        spots_of_claims(matrices),
        spots_of_histories(h for _, own in histories for h in own),
        spots_of_wording(labels, [c for rows in contrasts.values() for c in rows]),
    )
    margins = set_margins(pile, spots, pairs)
    style = _style()
    return (
        _environment()
        .get_template("report.html")
        .render(
            **_charts(pile, happenings, told),
            **_across(copies, matrices, histories),
            **contrasts,
            labels=labels,
            labels_csv=table_url(labels_rows(labels)),
            paged=paged,
            chapters=chapters,
            texts=texts_of(pile),
            beside=pairs,
            beside_left=unset,
            pile=pile,
            headline=_headline(pile),
            excerpts={key: set_excerpt(quote) for key, quote in quotes.items()},
            articles={
                r.number: set_article(r, quotes, links[r.number], cards, margins[r.document.id]) for r in pile.readings
            },
            met={(number, m.entity): m.id for number, own in links.items() for m in reversed(own)},
            people=people,
            happenings=happenings,
            told=told,
            quality=_quality(),
            style=Markup(style),
            style_digest=_digest(style),
            comfortable=COMFORTABLE,
        )
    )


def _charts(pile: Pile, happenings: Sequence[Happening], told: Sequence[Happening]) -> dict[str, object]:
    """Return what is drawn, each with the files that a reader saves: a picture and a table."""
    shares, timeline = shares_of_voice(pile), draw_timeline(pile)
    lanes, pairs = draw_lanes(happenings, told), compare_pairs(happenings)
    return {
        "shares": shares,
        "voice_svg": _picture("voice.svg", shares=shares),
        "voice_csv": table_url(voice_rows(shares)),
        "timeline": timeline,
        "timeline_svg": _picture("timeline.svg", timeline=timeline),
        "timeline_csv": table_url(timeline_rows(timeline)),
        "lanes": lanes,
        "lanes_svg": _picture("lanes.svg", lanes=lanes),
        "happened_csv": table_url(happened_rows(happenings)),
        "pairs": pairs,
        "pairs_svg": [_picture("between.svg", pair=pair) for pair in pairs],
        "pairs_csv": table_url(pairs_rows(pairs)),
    }


def _across(
    copies: Copies, matrices: Sequence[Matrix], histories: Sequence[tuple[Chapter, Sequence[History]]]
) -> dict[str, object]:
    """Return what several articles have to do with each other, with the files to save."""
    return {
        "copies": copies,
        "copies_svg": _picture("copies.svg", copies=copies),
        "copies_csv": table_url(copies_rows(copies)),
        "matrices": matrices,
        "claims_csv": table_url(claims_rows(matrices)),
        "histories": histories,
        "sayings_csv": table_url(sayings_rows(h for _, own in histories for h in own)),
    }


def _contrasts(pile: Pile, happenings: Sequence[Happening]) -> dict[str, list[Contrasted]]:
    """Return what outlets word differently: claims flat here and not there, events with and without an agent."""
    slots = {c.id: c.slot for c in pile.across.claims}
    events = {h.key: h.phrase for h in happenings}
    return {"flat": find_contrasts(pile, "assertion", slots), "agents": find_contrasts(pile, "agent", events)}


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
        articles_of=articles_of,
        by_article=by_article,
        excerpt_about=set_excerpt,
        set_passage=set_passage,
        set_telling=set_telling,
        standings=STANDINGS,
        at_first=AT_FIRST,
        most_rows=MOST,
    )
    return environment


def _style() -> str:
    sheets = ("report.css", "across.css", "print.css")
    return "\n".join(files(__name__).joinpath("templates", name).read_text(encoding="utf-8") for name in sheets)


def _digest(text: str) -> str:
    """Return the digest by which the page's policy allows this style and no other."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _headline(pile: Pile) -> str:
    """Say in a sentence who is heard most widely."""
    for speaker, quotes in pile.by_speaker():
        heard = articles_of(q for q in quotes if q.is_saying)
        if speaker.known and heard:
            return f"{speaker.name} speaks in {heard} of {counted(len(pile.readings), 'article')}"
    return "No speaker is named in these articles" if pile.quotes else "Nothing was found to be said"


def _quality() -> Mapping[str, Mapping[str, str]]:
    """Return what is known of how good each layer's extractor is; empty where nothing has been measured."""
    known = resource("quality.json")
    if not known.is_file():
        return {}
    quality: dict[str, dict[str, str]] = json.loads(known.read_text(encoding="utf-8"))
    return quality


def _picture(template: str, **drawn: object) -> str:
    """Return a picture as a file of its own, in a link that saves it."""
    return data_url("image/svg+xml", _environment().get_template(template).render(**drawn))
