"""Templates and what fills them -> a page or a picture, and the style that the page carries."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files

from jinja2 import Environment
from markupsafe import Markup

from rashomon.show.layout.environment import make_environment

__all__ = ["fill", "read_style"]

_SHEETS = ("page.css", "across.css", "print.css")


def fill(template: str, **values: object) -> str:
    """Return a template with everything in its place; raises jinja2.UndefinedError where something is missing."""
    return _environment().get_template(template).render(**values)


def read_style() -> tuple[Markup, str]:
    """Return the style of the page, and the digest by which its policy allows this style and no other."""
    folder = files("rashomon.show.layout").joinpath("style")
    style = "\n".join(folder.joinpath(name).read_text(encoding="utf-8") for name in _SHEETS)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return Markup(style), f"sha256-{digest}"


@cache
def _environment() -> Environment:
    return make_environment(["rashomon.show.report"])
