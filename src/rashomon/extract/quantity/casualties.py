"""What an article says became of whom -> how many it says were killed and how many hurt, and where it says so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from rashomon.data import table
from rashomon.extract.quantity.harm import Harm, find_harms
from rashomon.extract.quantity.lexemes import context_words
from rashomon.extract.quantity.surroundings import Surroundings
from rashomon.extract.tables import given_names, roles
from rashomon.model import Fate, Parse, Quantity, Span

__all__ = ["Count", "Toll", "count_victims"]

# sentences that tell of victims; what comes later in an article is more often another story
_REACH = 14
# sentences at the start, where a number of injured is that of the story, and not that of a part of it
_LEAD = 2
_AGE = re.compile(r"\b(\d{1,2})\s*-?\s*years?\s*-?\s*old|, (\d{1,2})(?: ,|$)")


class Count(NamedTuple):
    """How many, why that many, and the words that say so."""

    value: int
    reason: str
    evidence: tuple[Span, ...]


class Toll(NamedTuple):
    """What an article says of its victims; None where it does not say, or not clearly."""

    killed: Count | None
    injured: Count | None


class _Statement(NamedTuple):
    """What one word says became of how many; `said` tells that a number says so."""

    fate: Fate
    number: int
    said: bool
    harms: tuple[Harm, ...]
    sentence: int


class _Person(NamedTuple):
    """What the article tells of a single victim; 0 and "" where it does not."""

    age: int
    sex: str
    name: str

    def may_be(self, other: _Person) -> bool:
        """Tell whether nothing speaks against both being the same."""
        return all(not a or not b or a == b for a, b in zip(self, other, strict=True))

    def joined(self, other: _Person) -> _Person:
        """Return what is known of the two together."""
        return _Person(self.age or other.age, self.sex or other.sex, self.name or other.name)


class _Story(NamedTuple):
    """All that the counts rest on: statements in text order, single victims with their fates, and telling words."""

    around: Surroundings
    statements: Sequence[_Statement]
    persons: Sequence[tuple[_Person, frozenset[Fate]]]
    words: frozenset[str]

    def numbers(self, fate: Fate) -> list[_Statement]:
        """Return the statements that give a number of people with this fate."""
        return [s for s in self.statements if s.fate == fate and s.said and s.number]

    def mentions(self, kind: str) -> bool:
        """Tell whether the article uses a word of this kind at all."""
        return not self.words.isdisjoint(context_words(kind) | _harm_words(kind))

    def in_balance(self) -> bool:
        """Tell whether somebody may yet die: hurt badly, and no word of recovering."""
        return self.mentions("badly hurt") and not self.mentions("recovering")

    def make(self, value: int, reason: str, statements: Sequence[_Statement]) -> Count:
        """Make a count, its evidence the victims and the words of the statements."""
        parse = self.around.parse
        tokens = sorted({t for s in statements for h in s.harms for t in (h.victim, h.word)})
        return Count(value, reason, tuple(parse.span(t, t) for t in tokens))


def count_victims(parse: Parse, quantities: Sequence[Quantity]) -> Toll:
    """Return the numbers of killed and injured that an article stands for, each with its reason and its words.

    A count is given where the article is clear: a number, or a single victim, and nothing that contradicts it. That
    nobody was hurt (or killed) is concluded where it counts the killed (or the hurt) and has no word for the other.
    """
    # 1. statements   2. single victims, told apart by age, sex and name   3. the two counts
    around = Surroundings(parse, (), ())
    statements = list(_statements(around, find_harms(around, quantities)))
    words = frozenset(word.lower() for word in parse.words)
    story = _Story(around, statements, _persons(around, statements), words)
    killed = _count_killed(story)
    return Toll(killed, _count_injured(story, killed))


def _count_killed(story: _Story) -> Count | None:
    numbers, several = story.numbers("killed"), story.mentions("several events")
    dead = [fates for _, fates in story.persons if "killed" in fates]
    if (several or story.mentions("mass killing")) and (numbers or dead):
        return None  # of a massacre articles tell parts, and they differ in whether they count the killer
    if numbers:
        repeated = sum(s.number == numbers[0].number for s in numbers) > 1
        clear = repeated or len({s.number for s in numbers}) == 1
        return story.make(numbers[0].number, "a number says so", numbers[:1]) if clear else None
    if dead:
        told = [s for s in story.statements if s.fate == "killed"]
        together = max(s.number for s in told)  # "a fisherman and his nephew drowned"
        more = any(s.number > 1 for s in story.numbers("hit")) or story.mentions("several victims")
        clear = not more and len(dead) == max(together, 1)
        return story.make(len(dead), "each victim is told of", told) if clear else None
    others = [s for s in story.statements if s.number]
    if not others or story.mentions("killed") or story.in_balance():
        return None
    return story.make(0, "others were hurt, and no word of a death", others[:1])


def _count_injured(story: _Story, killed: Count | None) -> Count | None:
    numbers, hit = story.numbers("injured"), story.numbers("hit")
    hurt = [fates for _, fates in story.persons if "killed" not in fates]
    if story.mentions("several events") and (numbers or hit):
        return None
    if numbers or hit:
        return _number_of_injured(story, numbers, hit, killed)
    if hurt:
        alone = len(hurt) == 1 and not story.mentions("killed") and not story.in_balance()
        return story.make(1, "the victim is told of", story.statements) if alone else None
    if killed is None or not killed.value or story.mentions("injured"):
        return None
    return Count(0, "others were killed, and no word of anybody hurt", killed.evidence)


def _number_of_injured(
    story: _Story, numbers: Sequence[_Statement], hit: Sequence[_Statement], killed: Count | None
) -> Count | None:
    """Return the first number of injured, or those hit less the killed; said at the start, or more than once."""
    first, dead = (numbers or hit)[0], killed.value if killed else 0
    repeated = sum(s.number == first.number for s in (numbers or hit)) > 1
    if numbers:
        agreed = not hit or hit[0].number in (first.number, first.number + dead)
        clear = agreed and (repeated or first.sentence < _LEAD)
        return story.make(first.number, "a number says so", numbers[:1]) if clear else None
    left = first.number - dead
    clear = killed is not None and repeated and left > 0 and len({s.number for s in hit}) == 1
    return story.make(left, f"{first.number} were hit, {dead} killed", hit[:1]) if clear else None


@cache
def _harm_words(fate: str) -> frozenset[str]:
    """Return the words of the lexicon that say of anybody that they had this fate."""
    return frozenset(w for f, _, lemmas in table("quantity/harm.tsv") if f == fate for w in lemmas.split())


# ---- statements and persons --------------------------------------------------------------------------------------


def _statements(around: Surroundings, harms: Sequence[Harm]) -> Iterator[_Statement]:
    """Yield what each word of harm says, the victims that it joins added up, as far as it belongs to the story."""
    groups: dict[tuple[int, Fate], list[Harm]] = {}
    for harm in harms:
        groups.setdefault((harm.word, harm.fate), []).append(harm)
    sentences: set[int] = set()
    for (word, fate), group in groups.items():
        sentence = around.syntax.sentence[word]
        if _is_of_another_time(around.parse, *around.parse.sentences[sentence]):
            continue
        sentences.add(sentence)
        if len(sentences) > _REACH:
            return
        numbers = [harm.number for harm in group]
        total = 0 if None in numbers else sum(n for n in numbers if n)
        yield _Statement(fate, total, any(h.said for h in group), tuple(group), sentence)


def _is_of_another_time(parse: Parse, first: int, end: int) -> bool:
    """Tell whether a sentence speaks of the past or of statistics; "19-year-old" does not."""
    return any(
        parse.words[t].lower() in context_words("another time") and "-" not in parse.words[t + 1 : t + 2]
        for t in range(first, end)
    )


def _persons(around: Surroundings, statements: Sequence[_Statement]) -> list[tuple[_Person, frozenset[Fate]]]:
    """Return the single victims with all that became of each; those joined in one statement are several."""
    found: list[tuple[_Person, frozenset[Fate]]] = []
    for statement in statements:
        taken: set[int] = set()
        for harm in statement.harms:
            if harm.number != 1 or harm.said:
                continue
            person = _describe(around, harm.victim)
            same = next((k for k, (p, _) in enumerate(found) if k not in taken and p.may_be(person)), len(found))
            taken.add(same)
            known, fates = found[same] if same < len(found) else (person, frozenset())
            found[same : same + 1] = [(known.joined(person), fates | {harm.fate})]
    return found


def _describe(around: Surroundings, token: int) -> _Person:
    """Return age, sex and surname as far as the words of one mention tell them."""
    parse = around.parse
    age = _AGE.search(" ".join(parse.words[t] for t in around.syntax.subtree(token)))
    named = parse.entity[token] == "PERSON"
    sex = _sex(parse.words[token].lower(), parse.lemma[token].lower())
    if named and not sex:
        parts = [parse.words[t] for t in range(max(0, token - 3), token) if parse.entity[t] == "PERSON"]
        sex = given_names().get(parts[0] if parts else "", "").replace("u", "")
    return _Person(int(age[1] or age[2]) if age else 0, sex, parse.words[token] if named else "")


def _sex(word: str, lemma: str) -> str:
    for sex in ("m", "f"):
        if word in context_words(f"sex {sex}"):
            return sex
    return roles().get(lemma, ("", ""))[1]
