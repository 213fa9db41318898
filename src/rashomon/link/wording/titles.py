"""A name where it stands -> the title that goes with it, and the name alone: `Halvian Premier` and `Ann Roe`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from rashomon.data import table
from rashomon.link.cast.phrases import words_of
from rashomon.link.identity.letters import fold
from rashomon.link.identity.words import country_of
from rashomon.model import Mention, Span

__all__ = ["part_name"]

# longest title that is looked for, in words: `former Deputy Attorney General`, `Halvian foreign minister`
_LONGEST = 6
_LONGEST_ACRONYM = 5
_WORD = re.compile(r"[^\W_]+(?:[-.'’][^\W_]+)*\.?")


def part_name(text: str, mention: Mention) -> tuple[Span | None, Span]:
    """Return the title in or before the name of a person, None if there is none, and what is left of the name.

    `Mr` stays with the name. Of others than persons, the name is what it is.
    """
    if mention.kind != "person":
        return None, mention.span
    words = [Span(*m.span()) for m in _WORD.finditer(text, mention.span.start, mention.span.end)]
    inside = 0
    while inside < len(words) - 1 and (taken := _taken([w.of(text) for w in words[inside:]], inside > 0)):
        inside = min(inside + taken, len(words) - 1)
    # a given name may be a role as well (`Prince`, `Dean`): a title has a role in it
    if not any(_is_role(w.of(text)) for w in words[:inside]):
        inside = 0
    name = Span(words[inside].start, mention.span.end) if words else mention.span
    start = _start_of_title(text, words[0].start if words else mention.span.start, has_role=inside > 0)
    end = words[inside - 1].end if inside else mention.span.start
    if start is None:
        start = mention.span.start if inside else None
    if start is None:
        return None, name
    stripped = text[start:end].rstrip()
    return (Span(start, start + len(stripped)) if stripped else None), name


def _start_of_title(text: str, place: int, *, has_role: bool) -> int | None:
    """Return where the title before `place` begins, None if no role is the last word before it."""
    line = max(text.rfind("\n", 0, place) + 1, place - 80)
    words = [Span(*m.span()) for m in _WORD.finditer(text, line, place)][-_LONGEST:]
    start, at = None, place
    while words:
        taken = _last_of_title(text, words, at, has_role)
        if not taken:
            break
        has_role = True
        start = at = words[-taken].start
        words = words[:-taken]
    return start


def _last_of_title(text: str, words: Sequence[Span], at: int, has_role: bool) -> int:
    """Return how many of the last words, which must reach to `at`, go with a title: a role, or what is beside one."""
    last = words[-1]
    if text[last.end : at].strip():
        return 0
    said = last.of(text)
    if len(words) > 2 and words[-2].of(text) == "of" and _is_role(words[-3].of(text)) and said[0].isupper():
        return 3
    if _is_role(said) or (has_role and _goes_with_role(said)):
        return 1
    two = text[words[-2].start : last.end] if len(words) > 1 else ""
    return 2 if has_role and two and country_of(fold(two)) else 0


def _taken(words: Sequence[str], has_role: bool) -> int:
    """Return how many of the first words of a name are of its title: `Secretary of State` three, `Premier` one."""
    if has_role and words[0] == "of" and len(words) > 2:
        return 2
    return int(_is_role(words[0]) or _goes_with_role(words[0]))


def _is_role(word: str) -> bool:
    return word.lower() in _roles()


def _goes_with_role(word: str) -> bool:
    """Tell words such as `former`, `Halvian`, `U.S.`, `foreign`, `FBI` that stand in a title beside the role."""
    plain = word.lower().removesuffix(".")
    if plain in _words("courtesy") | _words("never") | words_of("determiner") | words_of("preposition"):
        return False
    acronym = word.isupper() and 1 < len(word.replace(".", "")) <= _LONGEST_ACRONYM
    return plain in _words("beside") | _fields() or bool(country_of(fold(word))) or acronym


@cache
def _roles() -> frozenset[str]:
    return frozenset(row[0] for row in table("names/roles.tsv") if row[1] == "person")


@cache
def _fields() -> frozenset[str]:
    """Return words for what somebody is minister or adviser of, as the tables of offices have them."""
    return frozenset(word for row in table("offices/fields.tsv") for word in row[2].lower().replace(";", "").split())


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(word for row in table("wording/titles.tsv") if row[0] == kind for word in row[1].split())
