"""A view of a store -> one self-contained page: copies, claims, who says what, what happened, every article to read."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.show.layout.between import compare_pairs
from rashomon.show.layout.cards import write_cards
from rashomon.show.layout.compared import Compared, compare_articles
from rashomon.show.layout.copies import texts_of
from rashomon.show.layout.gather import Pile, Viewed, gather
from rashomon.show.layout.graph import draw_graph
from rashomon.show.layout.happened import Happening, choose_told, find_happenings
from rashomon.show.layout.lanes import draw_lanes
from rashomon.show.layout.margins import set_margins
from rashomon.show.layout.people import People, meet_people
from rashomon.show.layout.tables import (
    claims_rows,
    copies_rows,
    happened_rows,
    labels_rows,
    pairs_rows,
    sayings_rows,
    timeline_rows,
    voice_rows,
)
from rashomon.show.layout.timeline import draw_timeline
from rashomon.show.layout.typeset import link_people, set_article, set_excerpt
from rashomon.show.layout.voice import say_who_is_heard, shares_of_voice
from rashomon.show.report.page import fill, read_style
from rashomon.show.report.saving import data_url, table_url

__all__ = ["render_report"]

# 90 articles with 1,300 attributions and 1,550 events make 6 MB and two seconds of a browser (one core); beyond about
# twice that a reader waits
COMFORTABLE = 200


def render_report(view: Viewed) -> str:
    """Return the report on everything in `view` as one HTML page that loads nothing and runs nothing.

    The same store gives the same page, byte for byte. Article text is taken to be hostile and is escaped everywhere.
    """
    pile = gather(view)
    happenings = find_happenings(pile)
    told = choose_told(happenings)
    people = meet_people(pile, happenings)
    compared = compare_articles(pile, happenings)
    style, digest = read_style()
    return fill(
        "report.html",
        **_charts(pile, happenings, told),
        **compared._asdict(),
        **_saved(compared),
        **_articles(pile, people, happenings, told, compared),
        pile=pile,
        texts=texts_of(pile),
        headline=say_who_is_heard(pile),
        people=people,
        happenings=happenings,
        told=told,
        style=style,
        style_digest=digest,
        comfortable=COMFORTABLE,
    )


def _articles(
    pile: Pile, people: People, happenings: Sequence[Happening], told: Sequence[Happening], compared: Compared
) -> dict[str, object]:
    """Return the articles to read, and what leads to them and back."""
    paged = {page.entity.id for page in people.pages}
    links = {r.number: link_people(r, paged) for r in pile.readings}
    quotes = {q.attribution.id: q for q in pile.quotes}
    cards = write_cards(happenings, told)
    margins = set_margins(pile, compared.spots, compared.beside)
    return {
        "paged": paged,
        "met": {(number, m.entity): m.id for number, own in links.items() for m in reversed(own)},
        "excerpts": {key: set_excerpt(quote) for key, quote in quotes.items()},
        "partners": {r.number: margins[r.document.id].partners for r in pile.readings},
        "articles": {
            r.number: set_article(r, quotes, links[r.number], cards, margins[r.document.id]) for r in pile.readings
        },
    }


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


def _saved(compared: Compared) -> dict[str, object]:
    """Return the files that a reader saves of what articles have to do with each other."""
    return {
        "copies_svg": _picture("copies.svg", graph=draw_graph(compared.copies), title=compared.copies.finding),
        "copies_csv": table_url(copies_rows(compared.copies)),
        "claims_csv": table_url(claims_rows(compared.matrices)),
        "sayings_csv": table_url(sayings_rows(h for _, own in compared.histories for h in own)),
        "labels_csv": table_url(labels_rows(compared.labels)),
    }


def _picture(template: str, **drawn: object) -> str:
    """Return a picture as a file of its own, in a link that saves it."""
    return data_url("image/svg+xml", fill(template, **drawn))
