"""A candidate in its sentence -> what speaks for a type of event, and what for a role of each word beside it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache

from rashomon.extract.attribution.syntax import Syntax
from rashomon.extract.event.lexicon import Candidate, Pattern, words
from rashomon.extract.event.slots import Argument
from rashomon.extract.tables import nationalities, roles
from rashomon.model import Mention

__all__ = ["NONE", "SOMEBODY", "Kinds", "evidence_of_role", "evidence_of_type"]

NONE = "NONE"
_WEAPONS = frozenset(
    {"bomb", "missile", "rocket", "shell", "drone", "bullet", "tank", "jet", "warplane", "gunboat", "gun", "artillery",
     "mine", "grenade", "plane", "helicopter", "aircraft"}
)  # fmt: skip
SOMEBODY = frozenset({"person", "organisation", "place", "nationality", "group", "name"})
# pronouns that stand for no one in particular
_EMPTY = frozenset(
    {"this", "that", "these", "those", "what", "which", "there", "one", "something", "anything", "everything",
     "nothing", "it"}
)  # fmt: skip


class Kinds:
    """What kind of thing each word names: the mention's kind, or what the table of common nouns says."""

    def __init__(self, syntax: Syntax, mentions: Sequence[Mention]) -> None:
        self.parse, self.syntax = syntax.parse, syntax
        self.by_token: dict[int, Mention] = {}
        self._kinds: dict[int, str] = {}
        ordered = sorted(mentions, key=lambda m: m.span.end - m.span.start, reverse=True)
        for mention in ordered:
            tokens = self._tokens(mention)
            for token in tokens:
                self.by_token[token] = mention

    def _tokens(self, mention: Mention) -> range:
        return range(
            bisect_right(self.parse.ends, mention.span.start), bisect_left(self.parse.starts, mention.span.end)
        )

    def _counted(self, token: int) -> int | None:
        """Return the soldiers of "dozens of soldiers"."""
        parse = self.parse
        if parse.lemma[token] not in words("part") and parse.tag[token] != "CD":
            return None
        links = (c for c in self.syntax.children[token] if parse.lower[c] == "of")
        things = (t for c in links for t in self.syntax.children[c] if parse.dep[t] == "pobj")
        return next((t for t in things if parse.lemma[t] not in words("part")), None)

    def of(self, token: int) -> str:
        """Return person, organisation, place, nationality, group, weapon, pronoun, time or thing."""
        if token not in self._kinds:
            self._kinds[token] = self._kind_of(token)
        return self._kinds[token]

    def _kind_of(self, token: int) -> str:
        parse = self.parse
        lemma = parse.lemma[token]
        mention = self.by_token.get(token)
        if parse.pos[token] == "PRON" or parse.tag[token] == "PRP$":
            if mention is not None and mention.kind != "other":
                return str(mention.kind)
            return "pronoun" if parse.lower[token] in _EMPTY else "group"
        counted = self._counted(token)
        if counted is not None:
            return self.of(counted)
        is_people = parse.words[token] in nationalities() or (mention is not None and mention.kind == "nationality")
        if is_people:  # "Kurds marched", but "Kurdish banners"
            return "group" if parse.tag[token] in ("NNS", "NNPS") else "nationality"
        if lemma in _WEAPONS:
            return "weapon"
        if mention is not None and mention.kind != "other":
            return str(mention.kind)
        if lemma in roles():
            return roles()[lemma][0]
        if parse.entity[token] in ("DATE", "TIME"):
            return "time"
        return "name" if parse.pos[token] == "PROPN" else "thing"


def evidence_of_type(
    syntax: Syntax, kinds: Kinds, candidate: Candidate, arguments: Sequence[Argument]
) -> Iterator[str]:
    """Yield what the lexicon, the word itself and the words around it say."""
    parse, token, pattern = syntax.parse, candidate.token, candidate.pattern
    lemmas = parse.lemma
    lemma = lemmas[token]
    strength = "weak" if pattern.weak else "strong"
    yield from _evidence_of_ways(candidate.ways)
    yield f"is={strength}:{pattern.pos}:{min(len(pattern.more), 2)}"
    yield f"lemma={lemma}"
    yield f"lemma={lemma}:{pattern.pos}:{len(pattern.more)}"
    yield f"dep={pattern.pos}:{parse.dep[token]}"
    yield f"tag={parse.tag[token]}:{strength}"
    yield f"up={pattern.pos}:{lemmas[parse.head[token]]}"
    for child in syntax.children[token]:
        dep = parse.dep[child]
        if dep in ("dobj", "prt", "compound", "amod", "acomp", "attr", "oprd", "nsubjpass"):
            yield f"{dep}={lemmas[child]}"
            yield f"{dep}={pattern.pos}:{kinds.of(child)}"
        elif dep in ("prep", "agent", "mark", "det"):
            yield f"{dep}={pattern.pos}:{lemmas[child]}"
            yield f"{lemma}+{lemmas[child]}"
        elif dep in ("xcomp", "ccomp", "advcl"):
            yield f"{dep}={pattern.pos}:{lemmas[child]}"
            yield f"{lemma}+{dep}"
            # "insisted that she leave", "wants her to leave"; "insisted that she had left", "wants to leave"
            whose = "other" if syntax.has(child, "nsubj", "nsubjpass") else "own"
            yield f"{dep}:{whose}:{parse.tag[child]}"
            yield f"{lemma}+{dep}:{whose}:{parse.tag[child]}"
    for argument in arguments:
        slot = argument.slot.split(":")
        yield f"{pattern.pos}:{slot[0]}:{slot[-1]}={kinds.of(argument.token)}"
        yield f"{strength}:{slot[-1]}={kinds.of(argument.token)}"
        yield f"arg={lemmas[argument.token]}"
        if slot[0] == "say":  # "must", "should": a demand where somebody is heard to make it
            yield f"{lemma}+say"
    human = {kinds.of(a.token) for a in arguments} & {"person", "organisation", "place", "nationality", "group"}
    yield f"human={strength}:{pattern.pos}:{min(len(human), 2)}"


# the same few thousand words are triggers in all articles
@lru_cache(maxsize=1 << 12)
def _evidence_of_ways(ways: tuple[Pattern, ...]) -> tuple[str, ...]:
    """Return what the patterns of a candidate say, the longest first."""
    found = []
    for way in ways:
        doubt = "weak" if way.weak else "strong"
        rank = "short" if len(way.more) < len(ways[0].more) else "full"
        found += [f"lex={way.type}", f"lex={way.type}:{way.pos}:{doubt}", f"long={way.type}:{rank}"]
        found.append(f"long={rank}:{way.type}:{min(len(way.more), 2)}:{doubt}")
    return tuple(found)


def evidence_of_role(
    syntax: Syntax, kinds: Kinds, candidate: Candidate, kind: str, arguments: Sequence[Argument], argument: Argument
) -> Iterator[str]:
    """Yield what the slot, the frame, the type and the word itself say; `kind` is the type of the event."""
    pattern = candidate.pattern
    lemmas = syntax.parse.lemma
    lemma = lemmas[candidate.token]
    slot, what = argument.slot, kinds.of(argument.token)
    last = slot.split(":")[-1]
    yield f"slot={slot}"
    yield f"slot={slot}:{pattern.frame}"
    yield f"slot={slot}:{kind}"
    yield f"slot={slot}:{kind}:{pattern.mode}"
    somebody = "somebody" if what in SOMEBODY else "something"
    yield f"slot={slot}:{lemma}:{somebody}"
    yield f"slot={slot}:{kind}:{somebody}"
    yield f"slot={slot}:{pattern.frame}:{somebody}"
    yield f"slot={slot}:{what}"
    yield f"slot={slot}:{what}:{kind}"
    yield f"slot={slot}:{argument.via}"
    yield f"last={last}:{pattern.pos}:{pattern.frame}:{what}"
    yield f"last={last}:{kind}:{somebody}"
    yield f"way={slot.split(':')[0]}:{last}:{kind}:{somebody}"
    if argument.via:
        yield f"via={argument.via}:{last}:{somebody}"
        yield f"via={argument.via}:{kind}:{last}"
    yield f"what={what}:{kind}"
    yield f"what={what}"
    if syntax.parse.pos[argument.token] != "PRON":
        yield f"word={lemmas[argument.token]}"
    others = {a.slot.split(":")[-1] for a in arguments if a.token != argument.token}
    for other in ("subj", "obj", "by", "iobj", "poss", "mod"):
        if other in others:
            yield f"slot={slot}&{other}"
    yield f"slot={slot}:{'several' if argument.others else 'one'}:{pattern.frame}"
    yield f"several={bool(argument.others)}:{last}:{kind}"
    if pattern.more:
        yield f"slot={slot}:long"
    if argument.token < candidate.token:
        yield f"before={pattern.pos}:{kind}"
