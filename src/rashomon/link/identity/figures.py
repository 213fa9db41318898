"""The records of one article -> figures: everybody and everything in it that a story may tell of, free of offsets.

A figure is an entity of one article as its words tell it: by which names, by which descriptions, doing and suffering
what. `resolve_story` (story.py) says which figures of several articles are one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Literal

import msgspec

from rashomon.data import table
from rashomon.model import Document, Entity, EntityKind, Mention

__all__ = ["Deed", "Description", "Figure", "describe", "find_figures"]

Deed = tuple[str, Literal["does", "suffers"]]

_DETERMINERS = frozenset(
    [
        "the",
        "a",
        "an",
        "this",
        "that",
        "these",
        "those",
        "his",
        "her",
        "its",
        "their",
        "our",
        "my",
        "your",
        "some",
        "any",
        "every",
        "no",
    ]
)
_DEFINITE = frozenset(["the", "this", "that", "these", "those", "his", "her", "its", "their", "our", "my", "your"])
# where a noun phrase ends and what follows only narrows it down
_AFTER_HEAD = re.compile(
    r"\s+(?:of|in|at|on|for|from|with|to|by|near|outside|under|against|about|between|who|whose|which|that)\s|\s*[,(;:–—]"
)
_WORD = re.compile(r"[^\W_]+(?:[-.'’][^\W_]+)*")
_OWNED = re.compile(r"(.*\w)['’]s?\s+(.+)")
_MALE, _FEMALE = frozenset({"he", "him", "his", "himself"}), frozenset({"she", "her", "hers", "herself"})


class Description(msgspec.Struct, frozen=True):
    """A noun and what stands beside it, in lower case: `old men of Rinsa` is (man, {old, rinsa}).

    `head` is a singular; `definite` tells whether it points at somebody known: `the`, `his`, an owner.
    """

    head: str
    words: frozenset[str] = frozenset()
    definite: bool = False
    plural: bool = False


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """An entity of one article as its words tell it; two figures of an article may still be one.

    `names` has the fullest name first, without titles; `entity` is who it is in the pile where that is known; `gender`
    is m, f or empty; `deeds` are verbs, as lemmas, with the side of them that it stands on.
    """

    kind: EntityKind
    names: tuple[str, ...] = ()
    entity: str | None = None
    descriptions: tuple[Description, ...] = ()
    gender: str = ""
    plural: bool = False
    deeds: frozenset[Deed] = frozenset()


def find_figures(
    document: Document,
    mention: Sequence[Mention],
    entity: Sequence[Entity],
    pile: Mapping[str, str],
    deeds: Mapping[str, Iterable[Deed]] = {},
) -> dict[str, Figure]:
    """Return a figure for each entity of the article, by the entity's id.

    `pile` says who an entity is in the pile, `deeds` what it does and suffers, both by the article's entity id.
    """
    mentions: dict[str, list[Mention]] = {}
    for m in mention:
        if m.entity is not None:
            mentions.setdefault(m.entity, []).append(m)
    return {
        e.id: _figure(document, e, mentions.get(e.id, []), pile.get(e.id), frozenset(deeds.get(e.id, ())))
        for e in entity
    }


def _figure(
    document: Document, entity: Entity, mentions: Sequence[Mention], pile: str | None, deeds: frozenset[Deed]
) -> Figure:
    named = any(m.form == "name" for m in mentions)
    described = [describe(m.span.of(document.text)) for m in mentions if m.form == "nominal"]
    for m in mentions:
        if m.form == "name" and m.kind == "person":
            described += _before_name(document.text, m, entity)
    pronouns = [m.span.of(document.text).lower() for m in mentions if m.form == "pronoun"]
    return Figure(
        kind=entity.kind,
        names=(entity.name, *entity.aliases) if named else (),
        entity=pile if named else None,
        descriptions=tuple(dict.fromkeys(d for d in described if d is not None)),
        gender=_gender(pronouns, [d.head for d in described if d is not None]),
        plural=entity.kind == "group" and not named and any(d.plural for d in described if d is not None),
        deeds=deeds,
    )


def _before_name(text: str, name: Mention, entity: Entity) -> list[Description | None]:
    """Return the role in front of a person's name: `defensive tackle Ada Sorel`, `Coach Sorel`."""
    span = name.span.of(text)
    title = span[: span.find(entity.name)].split() if entity.name in span else []
    before = re.search(r"((?:[A-Za-z-]+ ){0,3}[A-Za-z-]+) $", text[max(0, name.span.start - 60) : name.span.start])
    words = [*(before[1].split() if before else []), *title]
    if words and words[-1].lower() in roles():
        return [Description(words[-1].lower(), frozenset(w.lower() for w in words[:-1] if w.lower() in roles()))]
    return []


def _gender(pronouns: Sequence[str], heads: Sequence[str]) -> str:
    votes = sum((p in _MALE) - (p in _FEMALE) for p in pronouns)
    votes = votes or sum({"m": 1, "f": -1}.get(roles().get(h, ""), 0) for h in heads)
    return "m" if votes > 0 else "f" if votes < 0 else ""


@cache
def roles() -> Mapping[str, str]:
    """Return common nouns for people and groups, and the gender they tell."""
    return {row[0]: row[2] for row in table("names/roles.tsv")}


def describe(phrase: str) -> Description | None:
    """Read a noun phrase without a parser: the head is the last word before `of` and its like; None for no words."""
    text = " ".join(phrase.split())
    words = [w.lower() for w in _WORD.findall(text)]
    cut = _AFTER_HEAD.search(text)
    core = [w.lower() for w in _WORD.findall(text[: cut.start()] if cut else text)] or words
    definite = bool(words) and (words[0] in _DEFINITE or _OWNED.match(text[: cut.start()] if cut else text) is not None)
    while len(core) > 1 and core[0] in _DETERMINERS:
        core = core[1:]
    if not core:
        return None
    head = singular(core[-1])
    rest = frozenset(w for w in words if w != core[-1] and w not in _DETERMINERS and w not in _SMALL)
    return Description(head, rest, definite, head != core[-1])


_SMALL = frozenset(
    [
        "of",
        "in",
        "at",
        "on",
        "for",
        "from",
        "with",
        "to",
        "by",
        "near",
        "under",
        "against",
        "about",
        "between",
        "who",
        "which",
        "that",
        "and",
        "s",
    ]
)
_IRREGULAR = {"men": "man", "women": "woman", "people": "person", "children": "child", "wives": "wife"}


def singular(noun: str) -> str:
    """Return the singular of an English noun in lower case, by its ending."""
    if noun in _IRREGULAR:
        return _IRREGULAR[noun]
    for plural, one in _IRREGULAR.items():
        if noun.endswith(plural) and plural in ("men", "women"):
            return noun[: -len(plural)] + one
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("ses", "xes", "ches", "shes")):
        return noun[:-2]
    if noun.endswith("s") and not noun.endswith(("ss", "us", "is")):
        return noun[:-1]
    return noun
