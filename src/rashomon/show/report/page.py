"""Templates and what fills them -> a page or a picture; every string is escaped, and holds no control character."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from rashomon.show.deeds import say_realis, short_realis
from rashomon.show.report.between import say_period
from rashomon.show.report.claims import AT_FIRST, MOST, STANDINGS
from rashomon.show.report.escape import plain, safe_url, visible
from rashomon.show.report.gather import articles_of
from rashomon.show.report.people import by_article
from rashomon.show.report.typeset import set_excerpt, set_passage, set_telling
from rashomon.show.when import say_date, say_dating
from rashomon.show.words import counted, part, say_office, times

__all__ = ["fill", "read_style"]

_SHEETS = ("report.css", "across.css", "print.css")


def fill(template: str, **values: object) -> str:
    """Return a template with everything in its place; raises jinja2.UndefinedError where something is missing."""
    return _environment().get_template(template).render(**values)


def read_style() -> tuple[Markup, str]:
    """Return the style of the page, and the digest by which its policy allows this style and no other."""
    folder = files(__package__).joinpath("templates")
    style = "\n".join(folder.joinpath(name).read_text(encoding="utf-8") for name in _SHEETS)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return Markup(style), f"sha256-{digest}"


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
