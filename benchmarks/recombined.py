"""A pile of any size, made of pieces of open texts told again with other words: articles and what stands in them.

It grows day by day, A_DAY articles a day. Stories are of one article mostly and of a hundred rarely; each has its own
cast, places and words, and lasts some days. Few who are named in it were named before, since who is in the news every
day is in the pieces; surnames are shared as they are in the United States. Some articles are copies that other outlets
print, some carry a quotation that goes round, half end with a line of their outlet.

Records are those that the pipeline made of the pieces, with their spans moved to the new text, dates moved by whole
weeks, and ids of their own: what another reading of the new text would find differs here and there, since other words
stand in it. So this is a pile for what comes after reading; what reading itself costs is measured by reading the texts.

python -m benchmarks.recombined STORE --articles N [--pieces FILE]      writes a store, not linked yet
"""

from __future__ import annotations

import argparse
import hashlib
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import accumulate, islice, pairwise
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from benchmarks.pieces import GAP, Piece, Slot, day_of, raw_of, read_pieces
from rashomon.data import table
from rashomon.model import AnyRecord, Document, RawDocument, Rejection, Span, digest
from rashomon.pipeline import signature
from rashomon.store import Writer, open_writer

A_DAY = 100
OUTLETS = 200
# of the articles: copies of another, those with a quotation that goes round, those with a line of their outlet
COPIES, QUOTES, STOCK = 0.08, 0.1, 0.5
# quotations that go round at one time, and how often one is new
ROUND, NEW = 200, 0.4
# articles of a story: one in hundreds has more than fifty
STORY_SLOPE, LARGEST_STORY = 1.1, 100
# of those who are named in a story, the share that no article has named before; who is in the news all the time is in
# the pieces already (FAMOUS)
NEWCOMERS = 0.97
# of the words of a piece that may give way: those that give way to a word of the story, and to any other
OF_STORY, OF_ANY = 0.6, 0.4
# of the gaps between words, those in which one is put: else the little words of a piece, told again hundreds of times,
# would make copies of all of its tellings
PUT_IN = 0.4
LITTLE = (
    "also", "now", "then", "still", "even", "just", "only", "again", "already", "often", "perhaps", "once", "soon",
    "later", "here", "there", "very", "most", "much", "too", "well", "yet", "ever", "never", "rather", "quite",
    "almost", "always", "indeed", "together",
)  # fmt: skip
STORY_WORDS = 40
# of names, those that stay as they are: who is famous is in every story
FAMOUS = 0.05
# the most frequent surname is borne by about one in 130 (US Census: Smith, 0.8 %)
SURNAMES, SURNAME_SLOPE = 20_000, 0.6

_NAMES = frozenset({"given", "surname", "name"})
_CONSONANTS = ("b", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z", "br", "kr", "st", "tr")
_VOWELS = ("a", "e", "i", "o", "u", "ai", "ei")
_ENDS = ("n", "r", "l", "s", "k", "nd", "rt", "ska", "ville", "son")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_WEEK = re.compile(r"\d{4}-W\d\d")

Words = Mapping[tuple[str, str], str]


class Part(NamedTuple):
    """A piece, and what stands in the place of its words that give way, by kind and word."""

    piece: Piece
    words: Words


class Told(NamedTuple):
    """An article of the pile: `lines` are a quotation and those of its outlet, of which it may have none."""

    ref: str
    outlet: str
    published: date
    parts: tuple[Part, ...]
    lines: str = ""

    @property
    def text(self) -> str:
        """Return its text."""
        return "\n".join([*(_retold(part)[0] for part in self.parts), self.lines + "\n" if self.lines else ""])

    @property
    def raw(self) -> RawDocument:
        """Return it as the pipeline gets it."""
        return raw_of(self.ref, self.text, self.outlet, self.published)

    def records(self) -> list[AnyRecord]:
        """Return its document, and the records that stand in it."""
        raw = self.raw
        text = raw.content.decode()
        document = digest(self.ref, text)
        found: list[AnyRecord] = [
            Document(
                id=document,
                text=text,
                ref=self.ref,
                text_sha256=hashlib.sha256(raw.content).hexdigest(),
                raw_sha256=raw.sha256,
                media_type="text/plain",
            )
        ]
        at = 0
        for number, part in enumerate(self.parts):
            retold, places = _retold(part)
            moved = _Mover(self, document, number, [at + place for place in places], part)
            found += [moved.move(one) for one in part.piece.records if _stays(one, number)]
            at += len(retold) + 1
        return found


def _stays(record: AnyRecord, number: int) -> bool:
    """Tell whether a record stands in an article: what it is of the first part alone."""
    return not isinstance(record, Document) and (number == 0 or type(record).__name__ not in ("Article", "Dating"))


def _retold(part: Part) -> tuple[str, list[int]]:
    """Return the text of a part, and the place in it of each place of the piece, its end too."""
    text, at, size = part.piece.text, 0, 0
    pieces: list[str] = []
    places: list[int] = []
    for slot in part.piece.slots:
        word = part.words.get((slot.kind, slot.word), "" if slot.kind == GAP else slot.word)
        places += range(size, size + slot.start - at)
        size += slot.start - at
        # nothing begins or ends within a word; what begins at a gap begins behind the word put in
        places += [size] * (slot.end - slot.start)
        pieces += [text[at : slot.start], word]
        size, at = size + len(word), slot.end
    places += range(size, size + len(text) - at + 1)
    return "".join([*pieces, text[at:]]), places


class _Mover:
    """Makes the records of a part those of an article."""

    def __init__(self, told: Told, document: str, number: int, places: Sequence[int], part: Part) -> None:
        self.told, self.document, self.number, self.places = told, document, number, places
        self.weeks = told.published - day_of(part.piece.weekday)
        self.ids = {one.id for one in part.piece.records if not isinstance(one, Rejection)}
        names = {word: new for (kind, word), new in part.words.items() if kind in _NAMES}
        self.names = re.compile(r"\b(?:" + "|".join(map(re.escape, names)) + r")\b") if names else None
        self.now = names

    def move(self, value: Any, field: str = "") -> Any:
        """Return a value with all that it holds moved."""
        if isinstance(value, Span):
            return Span(self.places[value.start], self.places[value.end])
        if isinstance(value, msgspec.Struct):
            return type(value)(**{name: self.move(getattr(value, name), name) for name in value.__struct_fields__})
        if isinstance(value, tuple):
            return tuple(self.move(one, field) for one in value)
        if isinstance(value, dict):
            return {name: self.move(one) for name, one in value.items()}
        return self._word(value, field) if isinstance(value, str) else value

    def _word(self, value: str, field: str) -> str:
        if field == "document":
            return self.document
        if value in self.ids:
            return digest(self.document, value, str(self.number))
        if field == "outlet":
            return self.told.outlet
        if field in ("name", "aliases", "reason") and self.names:
            return self.names.sub(lambda m: self.now[m[0]], value)
        if field in ("value", "earliest", "latest", "published"):
            return _WEEK.sub(self._week, _DAY.sub(self._day, value))
        return value

    def _day(self, found: re.Match[str]) -> str:
        try:
            return (date.fromisoformat(found[0]) + self.weeks).isoformat()
        except ValueError:
            return found[0]

    def _week(self, found: re.Match[str]) -> str:
        try:
            monday = date.fromisoformat(f"{found[0]}-1") + self.weeks
        except ValueError:
            return found[0]
        return "{}-W{:02}".format(*monday.isocalendar())


# ---- what is told ---------------------------------------------------------------------------------------------------


class Cast(NamedTuple):
    """What a story is told of: the piece's names and words give way to these."""

    people: list[tuple[str, str]]
    names: list[str]
    words: dict[str, list[str]]


class Story(NamedTuple):
    """A story that goes on: who is in it, when it began, and how many articles are still to come."""

    cast: Cast
    began: int
    left: int


def recombine(pieces: Sequence[Piece], seed: int = 8) -> Iterator[Told]:
    """Yield the articles of a pile without end, in the order of their days; the same for the same pieces and seed."""
    return _World(pieces, seed).articles()


class _World:
    def __init__(self, pieces: Sequence[Piece], seed: int) -> None:
        self.dice = random.Random(seed)
        self.by_weekday: dict[int, list[Piece]] = defaultdict(list)
        vocabulary: dict[str, list[str]] = defaultdict(list)
        for piece in pieces:
            self.by_weekday[piece.weekday].append(piece)
            for slot in piece.slots:
                vocabulary[slot.kind].append(slot.word)
        self.vocabulary = {kind: words for kind, words in vocabulary.items() if kind not in _NAMES and kind != GAP}
        self.given = [row[0] for row in table("names/given.tsv") if row[0].isalpha()]
        self.surnames = [self._made_up() for _ in range(SURNAMES)]
        self.likely = list(accumulate((rank + 1) ** -SURNAME_SLOPE for rank in range(SURNAMES)))
        self.lines = [" ".join(self._any("NN") for _ in range(30)) for _ in range(OUTLETS)]
        # everybody as often as they were named, so that who was named often is drawn often
        self.people: list[tuple[str, str]] = []
        self.names: list[str] = []
        self.quotes: list[str] = []
        self.recent: list[Told] = []
        self.stories: list[Story] = []

    def articles(self) -> Iterator[Told]:
        for number in range(10**9):
            day = number // A_DAY
            told = self._copy(number, day) if self.recent and self.dice.random() < COPIES else self._tell(number, day)
            self.recent = [*self.recent[-300:], told]
            yield told

    def _copy(self, number: int, day: int) -> Told:
        """Return what another outlet prints of an article some days old, some of it cut."""
        told = self.dice.choice(self.recent)
        parts = told.parts[: self.dice.randint(1, len(told.parts))]
        # a copy comes out on the weekday of its pieces, or what it says of days would be another thing
        return told._replace(ref=f"{number}.txt", outlet=self._outlet(), parts=parts, lines=self._stock())

    def _tell(self, number: int, day: int) -> Told:
        cast = self._story(day)
        some = self.by_weekday[day % 7]
        parts = [self._part(self.dice.choice(some), cast) for _ in range(self.dice.choice((1, 1, 1, 1, 1, 2)))]
        published = day_of(0) + timedelta(days=day)
        quote = self._quote() if self.dice.random() < QUOTES else ""
        return Told(f"{number}.txt", self._outlet(), published, tuple(parts), quote + self._stock())

    def _story(self, day: int) -> Cast:
        """Return the cast of a story that goes on, or of a new one: those of many articles are rare."""
        self.stories = [story for story in self.stories if story.left and day - story.began < 10]
        if len(self.stories) < A_DAY:
            size = min(LARGEST_STORY, int(self.dice.paretovariate(STORY_SLOPE)))
            self.stories.append(Story(self._cast(), day, size))
        at = self.dice.choices(range(len(self.stories)), [story.left for story in self.stories])[0]
        story = self.stories[at]
        self.stories[at] = story._replace(left=story.left - 1)
        return story.cast

    def _cast(self) -> Cast:
        people = [self._again(self.people, self._person) for _ in range(6)]
        names = [self._again(self.names, self._made_up) for _ in range(6)]
        self.people += people
        self.names += names
        words = {kind: [self._any(kind) for _ in range(STORY_WORDS)] for kind in self.vocabulary}
        return Cast(people, names, words)

    def _again(self, known: list[Any], make: Any) -> Any:
        return make() if not known or self.dice.random() < NEWCOMERS else self.dice.choice(known)

    def _person(self) -> tuple[str, str]:
        surname = self.dice.choices(self.surnames, cum_weights=self.likely)[0]
        return self.dice.choice(self.given), surname

    def _part(self, piece: Piece, cast: Cast) -> Part:
        words = self._renamed(piece, cast)
        for slot in piece.slots:
            if slot.kind == GAP and self.dice.random() < PUT_IN:
                words[slot.kind, slot.word] = self.dice.choice(LITTLE) + " "
            elif slot.kind not in _NAMES and slot.kind != GAP and (word := self._instead(slot, cast)):
                words.setdefault((slot.kind, slot.word), word)
        return Part(piece, words)

    def _renamed(self, piece: Piece, cast: Cast) -> dict[tuple[str, str], str]:
        """Return who and what stands in the place of the names of a piece; a given name goes with the surname."""
        words: dict[tuple[str, str], str] = {}
        for slot in piece.slots:
            key = slot.kind, slot.word
            if slot.kind in ("name", "surname") and key not in words and self.dice.random() >= FAMOUS:
                who = self.dice.choice(cast.people) if slot.kind == "surname" else ("", self.dice.choice(cast.names))
                words[key] = who[1]
                if slot.kind == "surname":
                    words |= {("given", given): who[0] for given in _given_names(piece, slot.word)}
        return words

    def _instead(self, slot: Slot, cast: Cast) -> str | None:
        """Return what stands in the place of a word that is no name; None where it stays."""
        return self._instead_of(slot.kind, cast) if self.dice.random() < OF_STORY + OF_ANY else None

    def _instead_of(self, kind: str, cast: Cast) -> str:
        """Return a word of the story, or any other."""
        of_story = self.dice.random() < OF_STORY / (OF_STORY + OF_ANY)
        return self.dice.choice(cast.words[kind]) if of_story else self._any(kind)

    def _quote(self) -> str:
        """Return a paragraph that quotes what goes round."""
        if not self.quotes or self.dice.random() < NEW:
            words = " ".join(self._any(self.dice.choice(("NN", "JJ", "RB"))) for _ in range(20))
            self.quotes = [*self.quotes[-ROUND + 1 :], f"“{words.capitalize()}.”\n\n"]
        return self.dice.choice(self.quotes)

    def _outlet(self) -> str:
        return f"outlet {min(OUTLETS, int(self.dice.paretovariate(0.7))) - 1}"

    def _stock(self) -> str:
        return self.dice.choice(self.lines[:40]) if self.dice.random() < STOCK else ""

    def _any(self, kind: str) -> str:
        return self.dice.choice(self.vocabulary[kind])

    def _made_up(self) -> str:
        dice = self.dice
        syllables = (dice.choice(_CONSONANTS) + dice.choice(_VOWELS) for _ in range(dice.choice((1, 2, 2))))
        return ("".join(syllables) + dice.choice(_ENDS)).capitalize()


def _given_names(piece: Piece, surname: str) -> set[str]:
    """Return the given names that stand before a surname."""
    pairs = pairwise(piece.slots)
    return {a.word for a, b in pairs if a.kind == "given" and b.kind == "surname" and b.word == surname}


# ---- a store of them ------------------------------------------------------------------------------------------------


def fill(store: Writer, articles: Iterator[Told], size: int) -> None:
    """Write the next articles of a pile to an open store, as they are after reading."""
    for told in islice(articles, size):
        store.add(told.records(), signature())


def main() -> None:
    """Write a store of recombined articles."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("--articles", type=int, default=1_000)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="folder of the open texts")
    parser.add_argument("--pieces", type=Path, help="file that pieces are kept in, since reading them takes minutes")
    given = parser.parse_args()
    with open_writer(given.store) as store:
        fill(store, recombine(read_pieces(given.data, given.pieces)), given.articles)


if __name__ == "__main__":
    main()
