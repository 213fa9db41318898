"""The grammar of one article and its quantities -> who was killed or hurt in it, one statement after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from rashomon.data import table
from rashomon.extract.quantity.surroundings import Surroundings
from rashomon.extract.tables import roles
from rashomon.model import Fate, Quantity

__all__ = ["Harm", "find_fates", "find_harms", "is_human"]

_PARTICIPLES = frozenset({"VBN", "VBD"})
_UNREAL = frozenset({"could", "would", "might", "may", "can", "will", "shall", "should", "must"})
_TRYING = frozenset({"try", "attempt", "threaten", "want", "plan", "plot", "conspire", "intend", "fail"})
_ONE_OF_THEM = frozenset({"he", "she", "him", "her", "his", "himself", "herself"})
# people that the table of roles has not, since elsewhere they are more often something else
_PEOPLE = frozenset({"other", "male", "female", "subject", "shooter", "old", "people", "dead", "wounded", "worshipper"})
_CROWDS = frozenset({"police", "family", "crowd", "public"})


class Harm(NamedTuple):
    """What became of somebody: how many, None for unknown; `said` tells that a number says so.

    `victim` and `word` are the tokens of who it was and of the word that says it.
    """

    fate: Fate
    number: int | None
    said: bool
    victim: int
    word: int


@cache
def _lexicon() -> Mapping[tuple[str, str], Fate]:
    """Return what became of the victims by how a word takes them and its lemma."""
    rows = table("quantity/harm.tsv")
    return {(frame, lemma): fate for fate, frame, lemmas in rows for lemma in lemmas.split()}  # type: ignore[misc]


def find_harms(around: Surroundings, quantities: Sequence[Quantity]) -> list[Harm]:
    """Return what became of whom, in text order; what was only possible, tried or denied is left out."""
    # 1. words of harm   2. their victims   3. how many those are
    numbers = _numbers(around, quantities)
    found = []
    states, lemmas = _states(), _lemmas()
    for word, (text, lemma) in enumerate(zip(around.parse.words, around.parse.lemma, strict=True)):
        if text.lower() not in states and lemma.lower() not in lemmas:
            continue
        for fate, victim in _victims(around, numbers, word):
            found += [Harm(fate, count, said, who, word) for count, said, who in _count(around, numbers, victim)]
    return found


def find_fates(around: Surroundings, quantities: Sequence[Quantity]) -> Mapping[str, Fate]:
    """Return what became of the people whom quantities count, by the ids of those."""
    numbers = _numbers(around, quantities)
    harms = [h for h in find_harms(around, quantities) if h.said and h.victim in numbers]
    return {numbers[h.victim].id: h.fate for h in reversed(harms)}


def _numbers(around: Surroundings, quantities: Sequence[Quantity]) -> Mapping[int, Quantity]:
    """Return the quantities by their tokens: those of the number, and the noun that it stands before."""
    found = {}
    for quantity in quantities:
        top = around.top(quantity.span)
        found.update(dict.fromkeys(around.tokens(quantity.span), quantity))
        noun = around.parse.head[top]
        if noun > top and around.parse.dep[top] == "nummod":
            found.setdefault(noun, quantity)
    return found


# ---- words of harm and their victims -----------------------------------------------------------------------------


def _victims(around: Surroundings, numbers: Mapping[int, Quantity], word: int) -> Iterator[tuple[Fate, int]]:
    """Yield what the word says became of whom: (fate, token)."""
    parse, lexicon = around.parse, _lexicon()
    lemma, state = parse.lemma[word].lower(), _states().get(parse.words[word].lower())
    beside = None if state is None else _beside(around, numbers, word)
    if beside is not None and state is not None:
        yield state, beside
        return
    for frame, takes in _FRAMES.items():
        fate = lexicon.get((frame, lemma))
        if fate is not None and _has_form(around, word, frame):
            victim = takes(around, word)
            if victim is not None:
                yield (_worse(around, word, fate) if frame == "object" else fate), victim
            return


@cache
def _lemmas() -> frozenset[str]:
    return frozenset(lemma for _, lemma in _lexicon())


def _has_form(around: Surroundings, word: int, frame: str) -> bool:
    """Tell whether a word is of the kind that takes its victim in this way, and says that it came about."""
    is_verb = around.parse.pos[word] in ("VERB", "AUX")
    if frame == "state":
        return True
    if frame == "noun":
        return around.parse.pos[word] == "NOUN"
    return (is_verb or (frame == "object" and around.parse.tag[word] in _PARTICIPLES)) and not _is_unreal(around, word)


@cache
def _states() -> Mapping[str, Fate]:
    """Return the words that say what became of those whose number stands right before them."""
    states: dict[str, Fate] = {"killed": "killed", "slain": "killed", "shot": "hit", "hit": "hit"}
    return states | {lemma: fate for (frame, lemma), fate in _lexicon().items() if frame == "state"}


def _beside(around: Surroundings, numbers: Mapping[int, Quantity], word: int) -> int | None:
    """Return the counted people right before a word: "left 17 people wounded", "three others injured"."""
    parse, before = around.parse, word - 1
    while before >= 0 and parse.pos[before] == "ADV":
        before -= 1
    active = word + 1 < len(parse.words) and around.syntax.has(word, "dobj")
    if before < 0 or active or before not in numbers or not around.same_sentence(before, word):
        return None
    return before if parse.tag[before] == "CD" or is_human(around, before) else None


def _worse(around: Surroundings, verb: int, fate: Fate) -> Fate:
    """Read "fatally shot" and "shot to death" as killed."""
    parse = around.parse
    for child in around.syntax.children[verb]:
        word = parse.words[child].lower()
        to_death = word == "to" and any(parse.lemma[c].lower() == "death" for c in around.syntax.children[child])
        if word in ("fatally", "dead") or to_death:
            return "killed"
    return fate


def _is_unreal(around: Surroundings, verb: int) -> bool:
    """Tell whether it was only possible, tried or denied, or missed: "tried to kill", "was shot at"."""
    parse = around.parse
    for child in around.syntax.children[verb]:
        word = parse.words[child].lower()
        missed = word == "at" and not around.syntax.has(child, "pobj")
        if word in _UNREAL or parse.dep[child] == "neg" or missed:
            return True
    return parse.dep[verb] in ("xcomp", "conj", "advcl") and parse.lemma[parse.head[verb]] in _TRYING


def _patient(around: Surroundings, verb: int) -> int | None:
    """Return to whom it was done: the object, or the subject of a passive, also of one joined to another."""
    parse = around.parse
    done_to = around.syntax.child(verb, "dobj", "nsubjpass")
    if done_to is not None or parse.tag[verb] not in _PARTICIPLES:
        return _antecedent(around, verb, done_to)
    if parse.dep[verb] in ("acl", "amod", "relcl"):
        return parse.head[verb]
    own = around.syntax.child(verb, "nsubj")
    if own is not None:  # "and 14 wounded", "Four people shot in Rinsa"
        return own if parse.tag[verb] == "VBN" or parse.tag[own] == "CD" else None
    above = parse.head[verb]
    if above != verb and parse.dep[verb] in ("conj", "xcomp", "oprd") and parse.tag[above] in (*_PARTICIPLES, "VB"):
        return _patient(around, above)
    return None


def _subject(around: Surroundings, verb: int) -> int | None:
    """Return the subject of a verb, or of the one that it is joined to."""
    subject = around.syntax.child(verb, "nsubj", "nsubjpass")
    if subject is None and around.parse.dep[verb] == "conj":
        subject = around.syntax.child(around.parse.head[verb], "nsubj", "nsubjpass")
    return _antecedent(around, verb, subject)


def _antecedent(around: Surroundings, verb: int, token: int | None) -> int | None:
    """Return whom "who" and "that" stand for in a relative clause, else the token itself."""
    relative = token is not None and around.parse.tag[token] in ("WP", "WDT")
    return around.parse.head[verb] if relative and around.parse.dep[verb] == "relcl" else token


def _life_taken(around: Surroundings, verb: int) -> int | None:
    """Return whose life was taken: "claimed the lives of two", "took his own life"."""
    life = around.syntax.child(verb, "dobj")
    if life is None or around.parse.lemma[life].lower() != "life":
        return None
    return _whose(around, life)


def _wounded(around: Surroundings, verb: int) -> int | None:
    """Return who has a wound: "suffered a gunshot wound", "a man suffering from wounds"."""
    parse = around.parse
    for thing in around.syntax.subtree(verb):
        if thing > verb and ("wound", parse.lemma[thing].lower()) in _lexicon():
            subject = _subject(around, verb)
            return parse.head[verb] if subject is None and parse.dep[verb] == "acl" else subject
    return None


def _in_state(around: Surroundings, word: int) -> int | None:
    """Return who is dead or wounded: "two are dead", "left a boy dead", "was pronounced dead"."""
    parse = around.parse
    head = parse.head[word]
    if parse.dep[word] in ("acomp", "oprd", "attr", "advmod", "xcomp", "ccomp") and parse.pos[head] in ("VERB", "AUX"):
        for label in ("dobj", "nsubjpass", "nsubj"):
            victim = around.syntax.child(head, label)
            if victim is not None:
                return _antecedent(around, head, victim)
    if parse.dep[word] in ("amod", "acl", "appos", "relcl"):
        return head
    return around.syntax.child(word, "nsubj")


def _whose(around: Surroundings, noun: int) -> int | None:
    """Return whose death it was: "the death of two men", "his death"."""
    of = next((c for c in around.syntax.children[noun] if around.parse.words[c].lower() == "of"), None)
    return around.syntax.child(noun, "poss") if of is None else around.syntax.child(of, "pobj")


_FRAMES: Mapping[str, Callable[[Surroundings, int], int | None]] = {
    "object": _patient,
    "subject": _subject,
    "taking": _life_taken,
    "bearing": _wounded,
    "state": _in_state,
    "noun": _whose,
}


# ---- how many ----------------------------------------------------------------------------------------------------


def _count(
    around: Surroundings, numbers: Mapping[int, Quantity], victim: int
) -> Iterator[tuple[int | None, bool, int]]:
    """Yield how many the victim and each joined to it stand for: (count, said in a number, token)."""
    parse = around.parse
    for token in (victim, *_joined(around, victim)):
        quantity, word = numbers.get(token), parse.words[token].lower()
        if word in ("nobody", "none") or any(parse.words[c].lower() == "no" for c in around.syntax.children[token]):
            yield 0, False, token
        elif quantity is not None:
            if parse.tag[token] == "CD" or is_human(around, token):
                yield _whole(quantity), True, token
        elif word in ("one", "both") and parse.words[token - 1].lower() not in ("only", "no"):
            yield 1 if word == "one" else 2, True, token
        elif _is_one_person(around, token):
            yield 1, False, token


def _whole(quantity: Quantity) -> int | None:
    if quantity.unit not in (None, "people") or not isinstance(quantity.value, float):
        return None
    return int(quantity.value) if quantity.value.is_integer() else None


def _joined(around: Surroundings, token: int) -> Iterator[int]:
    """Yield what is joined to a noun: by "and", or as a second subject of one verb, as some parses have it."""
    dep, head = around.parse.dep[token], around.parse.head[token]
    for other in around.syntax.children[head] if dep.startswith("nsubj") else ():
        if other > token and around.parse.dep[other] == dep:
            yield other
    for child in around.syntax.children[token]:
        if around.parse.dep[child] == "conj":
            yield child
            yield from _joined(around, child)


def is_human(around: Surroundings, token: int) -> bool:
    """Tell whether a noun stands for people; numbers and pronouns do not count."""
    lemma = around.parse.lemma[token].lower()
    return lemma in _PEOPLE or (lemma in roles() and lemma not in _CROWDS)


def _is_one_person(around: Surroundings, token: int) -> bool:
    parse = around.parse
    word = parse.words[token].lower()
    if word in _ONE_OF_THEM or word.endswith("year-old"):
        return True
    if parse.tag[token] == "NNP":
        return parse.entity[token] == "PERSON"
    role = roles().get(parse.lemma[token].lower(), ("person",))[0]
    return parse.tag[token] in ("NN", "JJ") and is_human(around, token) and role == "person"
