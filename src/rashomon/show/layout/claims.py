"""A story's claims -> the matrix of claims by outlet: who asserts, attributes, hedges, denies, none found.

Columns are outlets; the articles that are one text stand together under one bracket, since they count once. Nothing is
decided here: what is one claim, how its accounts stand to each other and how many origins they have is the record's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Literal, NamedTuple

from rashomon.model import Account, Claim, Entity, Passage, Stance
from rashomon.show.layout.chapters import Chapter
from rashomon.show.layout.copies import families_of
from rashomon.show.layout.gather import Pile, Reading
from rashomon.show.layout.nearest import Near, Nearest
from rashomon.show.layout.outlets import Outlet
from rashomon.show.words import counted, one_line

__all__ = [
    "SIGNS",
    "STANDINGS",
    "Bracket",
    "Cell",
    "Column",
    "Matrix",
    "Row",
    "Told",
    "find_near",
    "lay_out_claims",
    "lay_out_row",
]

SIGNS: Mapping[Stance, str] = {"asserts": "●", "attributes": "◐", "hedges": "○", "denies": "×"}
# how the accounts of a claim stand to each other, in the order in which a reader needs them
Standing = Literal["conflict", "dispute", "revision", "agreement", "carried"]
STANDINGS: Mapping[Standing, str] = {
    "conflict": "The outlets differ",
    "dispute": "Those whom they quote differ",
    "revision": "Replaced by later figures or reports",
    "agreement": "Told alike, by more than one origin",
    "carried": "One origin, several carriers",
}
_BOUNDS: Mapping[str, str] = {">=": "at least ", "<=": "at most ", "~": "about "}
_SAID_BY_THE_MARK = frozenset(
    {("yes", "asserts"), ("yes", "attributes"), ("yes", "hedges"), ("no", "denies"), ("yes", "denies")}
)
# rows at first, and in all, of a story: the others are in the table to save
AT_FIRST, MOST = 14, 80
# of what one article alone tells, as many of each outlet
MOST_ALONE = 12
# with more columns than these, an outlet is a number over its column, and its name stands in the key
NAMED_COLUMNS = 12
# with more columns than these, one in which nothing was found is only named below
WIDE = 7


class Told(NamedTuple):
    """An account of a claim: the article, the record, and who speaks, None where the outlet says so itself.

    `origin` numbers the origins of the claim from 1 in the order of publication.
    """

    reading: Reading
    account: Account
    speaker: Entity | None
    origin: int

    @property
    def sign(self) -> str:
        """Return the mark of its stance."""
        return SIGNS[self.account.stance]

    @property
    def words(self) -> str:
        """Return the words of the article."""
        return one_line(self.account.span.of(self.reading.document.text))

    @property
    def how(self) -> str:
        """Return its stance in words: `attributes it to Andrei Kholmin`."""
        if self.account.stance == "attributes":
            return f"attributes it to {self.speaker.name}" if self.speaker else "attributes it to somebody not named"
        said = {"asserts": "says so itself", "hedges": "hedges it", "denies": "denies it"}[self.account.stance]
        return f"{said}, by the account of {self.speaker.name}" if self.speaker else said

    @property
    def in_short(self) -> str:
        """Return a word for a cell: the value that fills the slot, else who is cited, else the stance."""
        # that it is so, or not so, is what the mark says
        if self.value and (self.value, self.account.stance) not in _SAID_BY_THE_MARK:
            return self.value
        return self.speaker.name if self.speaker else self.account.stance

    @property
    def value(self) -> str:
        """Return what fills the slot in plain words: `at least 14` for `>=14`."""
        value = self.account.value or ""
        bound = next((b for b in _BOUNDS if value.startswith(b)), "")
        return _BOUNDS.get(bound, "") + value.removeprefix(bound)


class Cell(NamedTuple):
    """What one column has of a claim: the ways in which it is told there, each by its first account."""

    told: Sequence[Told]
    near: Near | None = None


class Column(NamedTuple):
    """The articles of one outlet in one family of copies, or outside of any; `family` is "" there."""

    outlet: Outlet
    readings: Sequence[Reading]
    family: str

    @property
    def label(self) -> str:
        """Return what to write over it."""
        return self.outlet.short if self.outlet.number else self.readings[0].label


class Bracket(NamedTuple):
    """Neighbouring columns that are one text; `words` is "" over columns that are no copies."""

    words: str
    columns: Sequence[Column]


class Row(NamedTuple):
    """A claim with its accounts, in the order of publication, and a cell for each column.

    `elsewhere` counts the articles of other stories that tell it too.
    """

    claim: Claim
    main: Reading
    told: Sequence[Told]
    cells: Sequence[Cell]
    elsewhere: int = 0

    @property
    def words(self) -> str:
        """Return the claim in plain words."""
        return self.claim.slot

    @property
    def says(self) -> str:
        """Return the passage that says it most fully."""
        return one_line(self.claim.main.span.of(self.main.document.text))

    @property
    def standing(self) -> Standing:
        """Return how its accounts stand to each other; what agrees because it is of one origin is told apart."""
        relation = self.claim.relation
        if relation == "agreement" or relation == "single":
            return "agreement" if self.claim.origins > 1 else "carried"
        return relation

    @property
    def support(self) -> str:
        """Return `2 origins in 5 carriers`."""
        return f"{counted(self.claim.origins, 'origin')} in {counted(self.claim.carriers, 'carrier')}"

    @property
    def origins(self) -> list[tuple[int, list[Told]]]:
        """Return the accounts by their origin."""
        ordered = sorted(self.told, key=lambda t: t.origin)
        return [(number, list(own)) for number, own in groupby(ordered, key=lambda t: t.origin)]


class Matrix(NamedTuple):
    """The claims of one story: `rows` are told by several articles, `alone` by one, some of how many of each outlet."""

    chapter: Chapter
    brackets: Sequence[Bracket]
    rows: Sequence[Row]
    alone: Sequence[tuple[Outlet, Sequence[Told], int]]
    claims: Mapping[str, Claim]

    @property
    def columns(self) -> list[Column]:
        """Return the columns from left to right."""
        return [column for bracket in self.brackets for column in bracket.columns]

    @property
    def shown(self) -> list[int]:
        """Return the numbers of the columns to draw: in a wide matrix, those in which anything was found."""
        told = [i for i in range(len(self.columns)) if any(row.cells[i].told for row in self.rows)]
        return told if len(self.columns) > WIDE else list(range(len(self.columns)))

    @property
    def heads(self) -> list[Bracket]:
        """Return the brackets over the columns that are drawn."""
        drawn = [self.columns[i] for i in self.shown]
        kept = [Bracket(b.words, [c for c in b.columns if c in drawn]) for b in self.brackets]
        return [bracket for bracket in kept if bracket.columns]

    @property
    def silent(self) -> list[Column]:
        """Return the columns that are not drawn, since nothing was found there."""
        return [column for i, column in enumerate(self.columns) if i not in self.shown]

    @property
    def named(self) -> bool:
        """Tell whether the columns carry names, and not numbers."""
        return len(self.shown) <= NAMED_COLUMNS

    @property
    def groups(self) -> list[tuple[Standing, list[Row]]]:
        """Return the rows by how their accounts stand to each other."""
        return [(standing, own) for standing in STANDINGS if (own := [r for r in self.rows if r.standing == standing])]

    @property
    def finding(self) -> str:
        """Return what there is, in a sentence with its numbers."""
        several = len(self.rows)
        if not several:
            return "No claim was found in several of these articles"
        apart = [f"{len(own)} {_SHORT[standing]}" for standing, own in self.groups if standing in _SHORT]
        verb = "is" if several == 1 else "are"
        return f"{counted(several, 'claim')} {verb} told by several articles" + (
            f": {', '.join(apart)}" if apart else ""
        )


_SHORT: Mapping[Standing, str] = {
    "conflict": "in conflict",
    "dispute": "disputed by those quoted",
    "revision": "revised",
    "carried": "of one origin",
}


def lay_out_claims(
    pile: Pile, chapters: Sequence[Chapter], most_alone: int | None = MOST_ALONE, near: bool = True
) -> list[Matrix]:
    """Return the matrix of every story that has claims; a claim stands in the story of its main passage.

    Of what one article alone tells, each outlet has at most `most_alone`, or all. The sentences nearest to what was not
    found, which take most of the time, are left out where they are not wanted: `find_near` finds them for one cell.
    """
    readings = {r.document.id: r for r in pile.readings}
    home = {document: chapter.number for chapter in chapters for document in chapter.documents}
    own: defaultdict[int, list[Claim]] = defaultdict(list)
    for claim in pile.across.claims:
        if claim.main.document in home and pile.across.accounts.get(claim.id):
            own[home[claim.main.document]].append(claim)
    matrices = [_matrix(pile, c, own[c.number], readings, near) for c in chapters if own[c.number]]
    return [m._replace(alone=[(o, told[:most_alone], n) for o, told, n in m.alone]) for m in matrices]


def lay_out_row(pile: Pile, chapter: Chapter, claim: Claim) -> tuple[Row, list[Column]]:
    """Return one claim by the outlets of a chapter, also where one article alone tells it."""
    readings = {r.document.id: r for r in pile.readings}
    columns = [column for bracket in _brackets(chapter, pile) for column in bracket.columns]
    told = tell(pile, claim, readings)
    return _row(claim, told, columns, readings, Nearest(chapter.readings)), columns


def find_near(row: Row, column: Column, chapter: Chapter) -> Near | None:
    """Return the sentence that comes nearest to a claim in a column where it was not found."""
    nearest = Nearest(chapter.readings)
    found = (nearest.to(_passage(row.claim, row.main), reading) for reading in column.readings)
    return next(filter(None, found), None)


def _matrix(
    pile: Pile, chapter: Chapter, claims: Sequence[Claim], readings: Mapping[str, Reading], near: bool
) -> Matrix:
    brackets = _brackets(chapter, pile)
    columns = [column for bracket in brackets for column in bracket.columns]
    told = {claim.id: tell(pile, claim, readings) for claim in claims}
    several = [claim for claim in claims if claim.carriers > 1]
    nearest = Nearest(chapter.readings) if several and near else None
    rows = [_row(claim, told[claim.id], columns, readings, nearest) for claim in several]
    order = list(STANDINGS)
    rows.sort(key=lambda r: (order.index(r.standing), -r.claim.origins, -r.claim.carriers, r.claim.id))
    by_outlet: defaultdict[Outlet, list[Told]] = defaultdict(list)
    for claim in claims:
        if claim.carriers == 1:
            by_outlet[told[claim.id][0].reading.outlet].append(told[claim.id][0])
    alone = [(o, by_outlet[o], len(by_outlet[o])) for o in pile.outlets if o in by_outlet]
    return Matrix(chapter, brackets, rows, alone, {c.id: c for c in claims})


def tell(pile: Pile, claim: Claim, readings: Mapping[str, Reading]) -> list[Told]:
    """Return the accounts of a claim in these articles, by their documents, in the order of publication."""
    accounts = [a for a in pile.across.accounts[claim.id] if a.document in readings]
    accounts.sort(key=lambda a: (readings[a.document].number, a.span, a.id))
    numbers: dict[str, int] = {}
    return [
        Told(
            readings[a.document], a, pile.entities.get(a.speaker or ""), numbers.setdefault(a.origin, len(numbers) + 1)
        )
        for a in accounts
    ]


def _brackets(chapter: Chapter, pile: Pile) -> list[Bracket]:
    """Return the columns of a story: copies first, each family under its bracket, then what stands for itself."""
    families = {key: f.id for key, f in families_of(pile).items()}
    held: defaultdict[str, list[Reading]] = defaultdict(list)
    for reading in chapter.readings:
        held[families.get(reading.document.id, "")].append(reading)
    # of a family with one article in this story, nothing is to be bracketed
    for key in [k for k, own in held.items() if k and len(own) == 1]:
        held[""] += held.pop(key)
    brackets = [
        Bracket("one text", _columns(own, key)) for key, own in sorted(held.items(), key=lambda h: -len(h[1])) if key
    ]
    return [*brackets, *([Bracket("", _columns(held[""], ""))] if held[""] else [])]


def _columns(readings: Sequence[Reading], family: str) -> list[Column]:
    own: defaultdict[Outlet, list[Reading]] = defaultdict(list)
    for reading in sorted(readings, key=lambda r: r.number):
        own[reading.outlet].append(reading)
    return [Column(outlet, held, family) for outlet, held in own.items()]


def _row(
    claim: Claim,
    told: Sequence[Told],
    columns: Sequence[Column],
    readings: Mapping[str, Reading],
    nearest: Nearest | None,
) -> Row:
    by_document: defaultdict[str, list[Told]] = defaultdict(list)
    for one in told:
        by_document[one.reading.document.id].append(one)
    main = readings[claim.main.document]
    passage = _passage(claim, main)
    cells = []
    for column in columns:
        own = [t for r in column.readings for t in by_document[r.document.id]]
        near = [n for r in column.readings if (n := nearest.to(passage, r))] if nearest and not own else []
        ways = {(t.account.stance, t.in_short): t for t in reversed(own)}
        cells.append(Cell([t for t in own if ways[t.account.stance, t.in_short] is t], near[0] if near else None))
    here = {r.number for column in columns for r in column.readings}
    return Row(claim, main, told, cells, len({t.reading.number for t in told} - here))


def _passage(claim: Claim, main: Reading) -> Passage:
    """Return the sentence that holds the main passage of a claim, since a word alone is near to nothing; else that."""
    span = next((s.span for s in main.sentences if s.span.holds(claim.main.span)), claim.main.span)
    return Passage(document=claim.main.document, span=span)
