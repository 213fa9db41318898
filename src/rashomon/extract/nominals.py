"""A parse and its names -> descriptions of people and groups (`the president`, `officials`) and the pronouns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rashomon.extract.noted import Noted
from rashomon.extract.tables import cues, roles
from rashomon.model import Parse

__all__ = ["PRONOUNS", "find_nominals", "find_pronouns"]

# word -> gender and whether it is plural
PRONOUNS = {
    **dict.fromkeys(("he", "him", "his", "himself"), ("m", False)),
    **dict.fromkeys(("she", "her", "hers", "herself"), ("f", False)),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), ("", True)),
    **dict.fromkeys(("who", "whom", "whose"), ("", False)),
}
_INSIDE = frozenset(
    ["det", "amod", "compound", "poss", "nummod", "nmod", "case", "quantmod", "advmod", "predet", "neg"]
)
# a description that modifies a name is the name's business: `president` in `Ukrainian president X`
_MODIFIES = frozenset({"compound", "nmod", "amod"})


def find_pronouns(parse: Parse) -> Iterator[Noted]:
    """Yield he, she, they, who and their forms, and `it` where it speaks: there it is an organisation."""
    for i, word in enumerate(parse.words):
        if parse.tag[i] not in ("PRP", "PRP$", "WP", "WP$"):
            continue
        if word in ("it", "It") and parse.dep[i] == "nsubj" and parse.lemma[parse.head[i]] in cues("says"):
            yield Noted(i, i, i, "organisation", "pronoun")
        known = PRONOUNS.get(word.lower())
        if known and (parse.dep[i] not in ("det", "expl")):
            kind = "group" if known[1] else "person"
            yield Noted(i, i, i, kind, "pronoun", gender=known[0], plural=known[1])  # type: ignore[arg-type]


def find_nominals(parse: Parse, names: Sequence[Noted]) -> Iterator[Noted]:
    """Yield descriptions whose head noun is a word for people or groups, with `of` and what follows it."""
    inside = {i for name in names for i in range(name.first, name.last + 1)}
    predicates = _predicates_of_pronouns(parse)
    for i, pos in enumerate(parse.pos):
        if parse.tag[i] == "CD" and _is_counted_group(parse, i) and i not in inside:
            yield Noted(min([i, *_modifiers(parse, i)]), i, i, "group", "nominal", plural=True)
        if pos not in ("NOUN", "PROPN") or i in inside or parse.dep[i] in _MODIFIES or i in predicates:
            continue
        role = roles().get(parse.lemma[i])
        left = _modifiers(parse, i) if role else []
        if role is None or (pos == "PROPN" and not _has_determiner(parse, left)):
            continue
        first = _start_of_phrase(parse, i, left)
        last = _end_of_phrase(parse, i + 1) if _has_of(parse, i) else i
        plural = parse.tag[i] in ("NNS", "NNPS")
        kind = "group" if plural or role[0] == "group" else "person"
        yield Noted(first, last, i, kind, "nominal", gender=role[1], plural=plural)  # type: ignore[arg-type]


def _predicates_of_pronouns(parse: Parse) -> set[int]:
    """Return the nouns of `he is a hero`: they say what somebody is, and bring nobody new into the story."""
    copulas = {parse.head[i] for i, dep in enumerate(parse.dep) if dep == "nsubj" and parse.pos[i] == "PRON"}
    return {i for i, dep in enumerate(parse.dep) if dep == "attr" and parse.head[i] in copulas}


def _modifiers(parse: Parse, noun: int) -> list[int]:
    """Return the modifiers of a word on its left, and where those of each of them begin."""
    found: list[int] = []
    for modifier in _left_of(parse, noun):
        reached = [modifier]
        for here in reached:  # which grows as it is read
            reached += _left_of(parse, here)
        found += {modifier, min(reached)}
    return found


def _left_of(parse: Parse, token: int) -> list[int]:
    return [i for i in parse.children[token] if i < token and parse.dep[i] in _INSIDE]


def _has_of(parse: Parse, noun: int) -> bool:
    """Tell whether an `of` that belongs to the noun stands right behind it."""
    i = noun + 1
    return i < len(parse.words) and parse.head[i] == noun and parse.dep[i] == "prep" and parse.lemma[i] == "of"


def _is_counted_group(parse: Parse, i: int) -> bool:
    """Tell whether a number stands for people that somebody counted before: `The two were freed`."""
    determined = i > 0 and parse.head[i - 1] == i and parse.words[i - 1].lower() == "the"
    return determined and parse.tag[i] == "CD" and parse.dep[i] in ("nsubj", "nsubjpass") and parse.words[i].isalpha()


def _start_of_phrase(parse: Parse, noun: int, left: Sequence[int]) -> int:
    """Return where a description starts: without `only` and the like, and not in the middle of a word or of a list."""
    first = min([noun, *left])
    while first < noun and parse.dep[first] == "advmod" and parse.head[first] == noun:
        first += 1
    if parse.dep[first] in ("det", "poss", "nummod"):
        return first
    commas = [i for i in range(first, noun) if parse.words[i] in (",", "-", "–")]
    # `the hang-on, term-expired, president`: the parser lost the determiner, the last words are sure to belong
    return commas[-1] + 1 if commas and parse.words[commas[-1]] == "," else first


def _has_determiner(parse: Parse, modifiers: Sequence[int]) -> bool:
    return any(parse.dep[i] in ("det", "poss") for i in modifiers)


def _end_of_phrase(parse: Parse, of: int) -> int:
    """Return the last token of the noun phrase after `of`."""
    for i in range(of + 1, min(of + 8, len(parse.words))):
        if parse.head[i] == of and parse.dep[i] == "pobj":
            return i
    return of - 1
