"""The records of one article -> figures: everybody and everything in it that a story may tell of, free of offsets.

A figure is an entity of one article as its words tell it: by which names, by which descriptions, doing and suffering
what. `resolve_story` says which figures of several articles are one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Literal

import msgspec

from rashomon.data import table
from rashomon.link.identity.letters import fold
from rashomon.link.identity.words import country_of
from rashomon.model import Document, Entity, EntityKind, Mention, Sentence

__all__ = ["Deed", "Description", "Figure", "describe", "find_figures", "words_of"]

Deed = tuple[str, Literal["does", "suffers"]]

_WORD = re.compile(r"[^\W_]+(?:[-.'’][^\W_]+)*")
_OWNER = re.compile(r"\w ?['’]s? \w")
# words
_LONGEST_COUNTRY = 3
_PAUSE = re.compile(r" ?[,(;:–—]")


class Description(msgspec.Struct, frozen=True):
    """A noun in the singular and what stands beside it, in lower case: `old men of Rinsa` is man, {old}, {rinsa}.

    `words` are common words, `of` are names beside the noun, nations by the code of their country; `definite` tells
    whether it points at somebody known: `the`, `his`, an owner.
    """

    head: str
    words: frozenset[str] = frozenset()
    of: frozenset[str] = frozenset()
    definite: bool = False
    plural: bool = False


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
    mentions: dict[str, list[Mention]] = {e.id: [] for e in entity}
    for m in mention:
        if m.entity in mentions:
            mentions[m.entity].append(m)
    found = {}
    for e in entity:
        mine = mentions[e.id]
        places = [i for i, s in enumerate(sentence) if any(s.span.holds(m.span) for m in mine if m.form != "pronoun")]
        found[e.id] = _figure(document.text, e, mine, pile.get(e.id))
        found[e.id] = msgspec.structs.replace(
            found[e.id],
            deeds=frozenset(deed for m in mine for deed in deeds.get(m.id, ())),
            sentences=frozenset(places),
        )
    return found


def _figure(text: str, entity: Entity, mentions: Sequence[Mention], pile: str | None) -> Figure:
    named = any(m.form == "name" for m in mentions)
    described = [describe(m.span.of(text)) for m in mentions if m.form == "nominal"]
    described += [_before_name(text, m, entity) for m in mentions if m.form == "name" and m.kind == "person"]
    known = [d for d in described if d is not None]
    return Figure(
        kind=entity.kind,
        names=(entity.name, *entity.aliases) if named else (),
        entity=pile if named else None,
        descriptions=tuple(dict.fromkeys(known)),
        gender=_gender([m.span.of(text).lower() for m in mentions if m.form == "pronoun"], known),
        plural=entity.kind == "group" and not named and any(d.plural for d in known),
    )


def _before_name(text: str, name: Mention, entity: Entity) -> Description | None:
    """Return the role in front of a person's name: `defensive tackle Ada Sorel`, `Coach Sorel`."""
    span = name.span.of(text)
    title = span[: span.find(entity.name)].split() if entity.name in span else []
    before = re.search(r"((?:[A-Za-z-]+ ){0,3}[A-Za-z-]+) $", text[max(0, name.span.start - 60) : name.span.start])
    words = [*(before[1].split() if before else []), *title]
    if not words or words[-1].lower() not in _roles():
        return None
    return Description(words[-1].lower(), frozenset(w.lower() for w in words[:-1] if w.lower() in _roles()))


def _gender(pronouns: Sequence[str], descriptions: Sequence[Description]) -> str:
    """Return m or f by the pronouns, else by the nouns, else nothing."""
    votes = sum((p in words_of("male")) - (p in words_of("female")) for p in pronouns)
    votes = votes or sum({"m": 1, "f": -1}.get(_roles().get(d.head, ""), 0) for d in descriptions)
    return "m" if votes > 0 else "f" if votes < 0 else ""


def describe(phrase: str) -> Description | None:
    """Read a noun phrase without a parser: the head is the last word before `of` and its like; None for no words."""
    words = [w.removesuffix("'s").removesuffix("’s") for w in _WORD.findall(phrase)]
    words = [w for w in words if w.lower() not in words_of("title")] or words
    while len(words) > 1 and words[0].lower() in words_of("preposition"):
        words = words[1:]
    if not words:
        return None
    core = _WORD.findall(_PAUSE.split(" ".join(words), maxsplit=1)[0])
    ends = [i for i, w in enumerate(core) if i and w.lower() in words_of("after the head")]
    last = core[: ends[0]] if ends else core
    # `Friday night` and `around seven on Friday` are days, whatever the grammar
    days = [w.lower() for w in words if w.lower() in words_of("day") and w[0].isupper()]
    noun = days[0] if days else last[-1].lower()
    head = singular(noun)
    beside = [w for w in words if w.lower() not in (noun, "s", "and") and w.lower() not in _small()]
    return Description(
        head,
        words=frozenset(w.lower() for w in beside if w[0].islower() or w[0].isdigit() or phrase.isupper()),
        of=frozenset() if phrase.isupper() else names_in([w for w in words if w.lower() != noun]),
        definite=words[0].lower() in words_of("definite") or _OWNER.search(phrase) is not None,
        plural=head != noun,
    )


def names_in(words: Sequence[str]) -> frozenset[str]:
    """Return the names among words: countries and nations by the code of the country, others in lower case."""
    found, i = set(), 0
    while i < len(words):
        for end in range(min(len(words), i + _LONGEST_COUNTRY), i, -1):
            code = _country(" ".join(words[i:end]))
            if code:
                found.add(code)
                i = end
                break
        else:
            if words[i][0].isupper():
                found.add(words[i].lower())
            i += 1
    return frozenset(found)


def _country(name: str) -> str:
    """Return the code of the country that a name, an adjective or a people tells, else nothing."""
    if not name[0].isupper():
        return ""
    folded = fold(name)
    return country_of(folded) or country_of(folded.removesuffix("s"))


_IRREGULAR = {"men": "man", "women": "woman", "people": "person", "children": "child", "wives": "wife"}


def singular(noun: str) -> str:
    """Return the singular of an English noun in lower case, by its ending."""
    for plural, one in _IRREGULAR.items():
        if noun == plural or (noun.endswith(plural) and one in ("man", "woman")):
            return noun[: -len(plural)] + one
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("sses", "xes", "ches", "shes")):
        return noun[:-2]
    return noun[:-1] if noun.endswith("s") and not noun.endswith(("ss", "us", "is")) else noun


@cache
def words_of(kind: str) -> frozenset[str]:
    """Return the words of one kind (`cast/words.tsv`)."""
    return frozenset(word for row in table("cast/words.tsv") if row[0] == kind for word in row[1].split())


@cache
def _small() -> frozenset[str]:
    return words_of("determiner") | words_of("after the head") | words_of("preposition")


@cache
def _roles() -> Mapping[str, str]:
    return {row[0]: row[2] for row in table("names/roles.tsv")}
