"""The records of one article -> figures: everybody and everything in it that a story may tell of, free of offsets.

A figure is an entity of one article as its words tell it: by which names, by which descriptions, doing and suffering
what. `resolve_story` says which figures of several articles are one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from string import ascii_letters
from typing import Literal

import msgspec

from rashomon.data import table
from rashomon.link.cast.phrases import Description, describe, names_in, words_of
from rashomon.model import Document, Entity, EntityKind, Mention, Office, Sentence

__all__ = ["Deed", "Figure", "describe_mention", "find_figures", "mentions_of_each", "read_descriptions"]

# the words before a name, up to four of them, and what they are made of
_WORDS_AHEAD = re.compile(r"((?:[A-Za-z-]+ ){0,3}[A-Za-z-]+) $")
_LETTERS = ascii_letters + "-"

Deed = tuple[str, Literal["does", "suffers"]]


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """An entity of one article as its words tell it; two figures of an article may still be one.

    `names` has the fullest name first, without titles; `entity` is who it is in the pile where that is known; `gender`
    is m, f or empty; `deeds` are verbs, as lemmas, with the side of them that it stands on; `sentences` are the numbers
    of those that mention it.
    """

    kind: EntityKind
    names: tuple[str, ...] = ()
    entity: str | None = None
    descriptions: tuple[Description, ...] = ()
    gender: str = ""
    plural: bool = False
    deeds: frozenset[Deed] = frozenset()
    sentences: frozenset[int] = frozenset()


def find_figures(
    document: Document,
    sentence: Sequence[Sentence],
    mention: Sequence[Mention],
    entity: Sequence[Entity],
    *,
    pile: Mapping[str, str] = {},
    deeds: Mapping[str, Iterable[Deed]] = {},
) -> dict[str, Figure]:
    """Return a figure for each entity of the article, by the entity's id.

    `pile` says who an entity is in the pile, `deeds` what a mention does and suffers, by the ids of the article.
    """
    mentions = mentions_of_each(entity, mention)
    told = {e.id: _told(document.text, e, mentions[e.id]) for e in entity}
    return {
        e.id: msgspec.structs.replace(
            told[e.id],
            entity=pile.get(e.id) if told[e.id].names else None,
            deeds=frozenset(deed for m in mentions[e.id] for deed in deeds.get(m.id, ())),
            sentences=frozenset(_places(sentence, mentions[e.id])),
        )
        for e in entity
    }


def mentions_of_each(entity: Sequence[Entity], mention: Sequence[Mention]) -> dict[str, list[Mention]]:
    """Return the mentions of each entity by its id."""
    mentions: dict[str, list[Mention]] = {e.id: [] for e in entity}
    for m in mention:
        if m.entity is not None and m.entity in mentions:
            mentions[m.entity].append(m)
    return mentions


def _places(sentence: Sequence[Sentence], mentions: Sequence[Mention]) -> Iterator[int]:
    """Yield the numbers of the sentences that name or describe somebody."""
    starts = [s.span.start for s in sentence]
    for m in mentions:
        if m.form != "pronoun" and (number := bisect_right(starts, m.span.start)):
            yield number - 1


def _told(text: str, entity: Entity, mentions: Sequence[Mention]) -> Figure:
    """Return what the words of the mentions tell."""
    named = any(m.form == "name" for m in mentions)
    known = read_descriptions(text, entity, mentions)
    return Figure(
        kind=entity.kind,
        names=(entity.name, *entity.aliases) if named else (),
        descriptions=known,
        gender=_gender([m.span.of(text).lower() for m in mentions if m.form == "pronoun"], known),
        plural=entity.kind == "group" and not named and any(d.plural for d in known),
    )


def read_descriptions(text: str, entity: Entity, mentions: Sequence[Mention]) -> tuple[Description, ...]:
    """Return how an entity is described, each once: by descriptions, by the offices of its names, and before these."""
    names = [m for m in mentions if m.form == "name"]
    found = [describe_mention(m.span.of(text), m) for m in mentions if m.form == "nominal"]
    found += [_held(m.office) for m in names if m.office is not None]
    found += [_before_name(text, m, entity) for m in names if m.kind == "person"]
    return tuple(dict.fromkeys(d for d in found if d is not None))


def describe_mention(words: str, mention: Mention) -> Description | None:
    """Read the words of a description, and beside them the country of its office: `the president` is of a country."""
    found = describe(words)
    if found is None or mention.office is None or not mention.office.country:
        return found
    return msgspec.structs.replace(found, of=found.of | {mention.office.country})


def _held(office: Office) -> Description | None:
    """Return the office that somebody named holds as a description, nothing for a body without a title."""
    *words, head = (office.title or "").lower().split() or [""]
    beside = frozenset({office.country} if office.country else ())
    return Description(head, frozenset(words), beside) if head else None


def _before_name(text: str, name: Mention, entity: Entity) -> Description | None:
    """Return the role in front of a person's name: `defensive tackle Ada Sorel`, `Coach Sorel`."""
    span = name.span.of(text)
    title = span[: span.find(entity.name)].split() if entity.name in span else []
    before = text[max(0, name.span.start - 60) : name.span.start]
    # most have none: a look at the last word spares the search for all
    if (title[-1] if title else _last_word(before)).lower() not in _roles():
        return None
    ahead = _WORDS_AHEAD.search(before)
    words = [*(ahead[1].split() if ahead else []), *title]
    beside = words[:-1]
    return Description(
        words[-1].lower(), frozenset(w.lower() for w in beside if w.lower() in _roles()), names_in(beside)
    )


def _last_word(before: str) -> str:
    """Return the word that stands before a name with a blank between, if any does."""
    words = before.removesuffix("\n")  # which `$` looks past
    return words[len(words[:-1].rstrip(_LETTERS)) : -1] if words.endswith(" ") else ""


def _gender(pronouns: Sequence[str], descriptions: Sequence[Description]) -> str:
    """Return m or f by the pronouns, else by the nouns, else nothing."""
    votes = sum((p in words_of("male")) - (p in words_of("female")) for p in pronouns)
    votes = votes or sum({"m": 1, "f": -1}.get(_roles().get(d.head, ""), 0) for d in descriptions)
    return "m" if votes > 0 else "f" if votes < 0 else ""


@cache
def _roles() -> Mapping[str, str]:
    return {row[0]: row[2] for row in table("names/roles.tsv")}
