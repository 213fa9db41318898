"""Folders of templates -> where they are filled; every string is escaped, and holds no control character."""

from __future__ import annotations

from collections.abc import Sequence

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from rashomon.show.deeds import say_realis, short_realis
from rashomon.show.layout.addresses import Addresses
from rashomon.show.layout.between import say_period
from rashomon.show.layout.claims import AT_FIRST, MOST, STANDINGS
from rashomon.show.layout.escape import plain, safe_url, visible
from rashomon.show.layout.gather import articles_of
from rashomon.show.layout.people import by_article
from rashomon.show.layout.quality import read_quality
from rashomon.show.layout.typeset import set_excerpt, set_passage, set_telling
from rashomon.show.when import say_date, say_dating
from rashomon.show.words import counted, part, say_office, times

__all__ = ["make_environment"]


def make_environment(packages: Sequence[str], addresses: Addresses | None = None) -> Environment:
    """Return where the templates of these packages, and the drawings that all share, are filled.

    A template is looked for in the packages in their order, in the folder `templates` of each, and has `addresses` to
    make links with, the report's if nothing else. What is missing raises jinja2.UndefinedError.
    """
    environment = Environment(
        loader=ChoiceLoader([PackageLoader(package) for package in (*packages, "rashomon.show.layout")]),
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
        addresses=addresses or Addresses(),
        articles_of=articles_of,
        by_article=by_article,
        excerpt_about=set_excerpt,
        quality=read_quality(),
        set_passage=set_passage,
        set_telling=set_telling,
        standings=STANDINGS,
        at_first=AT_FIRST,
        most_rows=MOST,
    )
    return environment
