"""Two to five articles of a view -> what they share, where they agree and differ, what one alone tells, whose voice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import PurePosixPath
from typing import Literal, get_args

import msgspec

from rashomon.errors import RashomonError
from rashomon.link.statement import Quoted
from rashomon.model import SAYINGS, Account, Article, Claim, Copy, Family, Passage, Relation, Reuse, Span, Stance
from rashomon.show.quotations import Piece, Quotation, find_quotations, pieces_of
from rashomon.show.rows import Reader
from rashomon.show.shared import partner_of
from rashomon.show.when import say_dating
from rashomon.show.words import counted, one_line
from rashomon.store import View

__all__ = ["LETTERS", "Comparison", "Held", "Shared", "Telling", "Text", "Told", "compare_articles"]

LETTERS = "ABCDE"

# of those that tell a claim: they differ, several texts agree, only copies of one do, or one article alone tells it
Found = Literal["differ", "agree", "copies", "alone"]


class Text(msgspec.Struct, frozen=True, kw_only=True):
    """One of the articles, by its letter; `when` and `standing` say in words when it came out and whose text it is."""

    letter: str
    document: str
    ref: str
    outlet: str | None
    published: str | None
    when: str
    title: str | None
    family: str | None
    standing: str
    sentences: int

    @property
    def name(self) -> str:
        """Return the outlet, else the end of the ref."""
        return self.outlet or PurePosixPath(self.ref).name


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """A passage that two articles share: where it stands in either, and its words, cut where they begin to differ."""

    one: Passage
    other: Passage
    pieces: tuple[Piece, ...]

    @property
    def changed(self) -> int:
        """Return how often the words differ."""
        return sum(piece.kind != "kept" for piece in self.pieces)


class Shared(msgspec.Struct, frozen=True, kw_only=True):
    """What two articles share, `one` being where the `other` has it from if that is known.

    `of_one` and `of_other` are the shares of their texts, furniture aside, from 0 to 1.
    """

    one: str
    other: str
    kind: str
    directed: bool
    of_one: float
    of_other: float
    passages: tuple[Held, ...]


class Telling(msgspec.Struct, frozen=True, kw_only=True):
    """How one of the articles tells a claim, and with which words."""

    letter: str
    stance: Stance
    value: str | None
    speaker: str | None
    span: Span
    words: str


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A claim that at least one of the articles tells; `found` says how those of them that do stand to each other.

    `relation`, `origins` and `carriers` are those of the whole pile.
    """

    claim: str
    kind: str
    slot: str
    found: Found
    relation: Relation
    origins: int
    carriers: int
    accounts: tuple[Telling, ...]


class Heard(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who speaks: how many statements each article, by its letter, gives them."""

    name: str
    statements: dict[str, int]


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """Articles side by side; `statements` counts all that each has anybody say."""

    articles: tuple[Text, ...]
    shared: tuple[Shared, ...]
    quotations: tuple[Quotation, ...]
    claims: tuple[Told, ...]
    voices: tuple[Heard, ...]
    statements: dict[str, int]


def compare_articles(view: View, keys: Sequence[str]) -> Comparison:
    """Compare the articles that these keys name: ids, beginnings of ids, refs, or file names at their ends.

    Raises NotFound for a key that names none, RashomonError for one named twice, or fewer than two or more than five.
    """
    documents = [view.document(key).id for key in keys]
    if not 2 <= len(set(documents)) == len(documents) <= len(LETTERS):
        raise RashomonError(f"two to {len(LETTERS)} different articles can be compared, not {len(set(documents))}")
    letters = dict(zip(documents, LETTERS, strict=False))
    reader = Reader(view)
    voices, statements = _voices(view, letters, reader)
    return Comparison(
        articles=tuple(_text(view, document, letters, reader) for document in documents),
        shared=tuple(_shared(view, letters, reader)),
        quotations=tuple(find_quotations(view, letters, reader)),
        claims=tuple(_claims(view, letters, reader)),
        voices=voices,
        statements=statements,
    )


# ---- what each is


def _text(view: View, document: str, letters: Mapping[str, str], reader: Reader) -> Text:
    article = next(view.records("article", document), None)
    family = next(view.records("family", document), None)
    dating = reader.dating(document)
    estimated = f"{say_dating(dating)} (estimated)" if dating else "date unknown"
    return Text(
        letter=letters[document],
        document=document,
        ref=reader.document(document).ref,
        outlet=article and article.outlet,
        published=article and article.published,
        when=(article and article.published) or estimated,
        title=article and article.title,
        family=family and family.id,
        standing=_say_copy(family, document, letters, reader) if family else _say_credit(article),
        sentences=sum(1 for _ in view.records("sentence", document)),
    )


def _say_credit(article: Article | None) -> str:
    credited = article and (article.republished_from or article.wire)
    if article is None or credited in (None, article.outlet):
        return "a text of its own in this pile"
    return f"credits {credited}, whose text is not in this pile"


def _say_copy(family: Family, document: str, letters: Mapping[str, str], reader: Reader) -> str:
    """Return what a text is in its family, and why: `same text as A: credits Norrsund`."""
    copy = next((one for one in family.copies if one.document == document), Copy(document=document))
    others = counted(len(family.documents) - 1, "other article")
    if family.origin == document:
        return f"the origin of the text of {others}"
    if copy.source is not None:
        whose = letters.get(copy.source) or f"{reader.article_name(copy.source)} ({copy.source[:4]})"
    elif copy.outlet is not None:
        whose = f"one of {copy.outlet} that is not in this pile"
    else:
        return f"same text as {others}; from where is not known"
    return f"same text as {whose}" + (f": {copy.reason}" if copy.reason else "")


# ---- what they share


def _shared(view: View, letters: Mapping[str, str], reader: Reader) -> Iterator[Shared]:
    """Yield what each pair shares, in the order of the letters."""
    found = {one.id: one for document in letters for one in view.records("reuse", document)}
    lengths = {document: _length(view, document) for document in letters}
    for pair in combinations(letters, 2):
        passages = [one for one in found.values() if {one.a.document, one.b.document} == set(pair)]
        if passages:
            source, taker = _in_direction(pair, passages[0])
            sides = [sides for one in passages if (sides := partner_of(one, source))]
            held = tuple(_held(*side, reader) for side in sorted(sides, key=lambda side: side[0].span))
            yield Shared(
                one=letters[source],
                other=letters[taker],
                kind=passages[0].kind,
                directed=passages[0].direction != "unknown",
                of_one=_share([h.one.span for h in held], lengths[source]),
                of_other=_share([h.other.span for h in held], lengths[taker]),
                passages=held,
            )


def _in_direction(pair: tuple[str, str], reuse: Reuse) -> tuple[str, str]:
    if reuse.direction == "unknown":
        return pair
    from_a = reuse.direction == "a_to_b"
    return (reuse.a.document, reuse.b.document) if from_a else (reuse.b.document, reuse.a.document)


def _held(one: Passage, other: Passage, reader: Reader) -> Held:
    words = (Quoted(reader.document(side.document).text, (side.span,)) for side in (one, other))
    return Held(one=one, other=other, pieces=pieces_of(*words))


def _share(spans: Sequence[Span], length: int) -> float:
    # white space between two zones is part of a passage, and of no zone
    return min(1.0, _covered(spans) / length)


def _length(view: View, document: str) -> int:
    """Return how many characters of an article are no furniture."""
    zones = [zone.span for zone in view.records("zone", document) if zone.kind != "furniture"]
    return max(1, _covered(zones))


def _covered(spans: Sequence[Span]) -> int:
    """Return how many characters stand in one of the spans at least."""
    covered = reached = 0
    for span in sorted(spans):
        covered += max(0, span.end - max(span.start, reached))
        reached = max(reached, span.end)
    return covered


# ---- what they tell


def _claims(view: View, letters: Mapping[str, str], reader: Reader) -> list[Told]:
    """Return the claims as `Found` has them in order, of each those first that most of the articles tell."""
    found = {claim.id: claim for document in letters for claim in view.records("claim", document)}
    texts = {letters[d]: next((f.id for f in view.records("family", d)), d) for d in letters}
    told = [_told(claim, view.accounts_of(claim.id), letters, texts, reader) for claim in found.values()]
    order = {one: number for number, one in enumerate(get_args(Found))}
    return sorted(told, key=lambda t: (order[t.found], -len(_tellers(t.accounts)), -t.origins, -t.carriers, _place(t)))


def _place(told: Told) -> tuple[str, Span, str]:
    first = told.accounts[0]
    return first.letter, first.span, told.claim


def _told(
    claim: Claim, accounts: Sequence[Account], letters: Mapping[str, str], texts: Mapping[str, str], reader: Reader
) -> Told:
    ours = sorted((a for a in accounts if a.document in letters), key=lambda a: (letters[a.document], a.span))
    tellings = tuple(
        Telling(
            letter=letters[a.document],
            stance=a.stance,
            value=a.value,
            speaker=reader.name(a.speaker) if a.speaker else None,
            span=a.span,
            words=one_line(reader.words(a.document, [a.span])),
        )
        for a in ours
    )
    return Told(
        claim=claim.id,
        kind=claim.kind,
        slot=claim.slot,
        found=_how_found(claim.relation, tellings, texts),
        relation=claim.relation,
        origins=claim.origins,
        carriers=claim.carriers,
        accounts=tellings,
    )


def _how_found(relation: Relation, tellings: Sequence[Telling], texts: Mapping[str, str]) -> Found:
    """Tell how those who tell a claim stand to each other: they differ where the pile does, and they do too.

    `texts` names the text of each article by its letter: copies have one.
    """
    tellers = _tellers(tellings)
    if len(tellers) < 2:
        return "alone"
    sides = {frozenset(_side(t) for t in tellings if t.letter == letter) for letter in tellers}
    if relation in ("conflict", "dispute", "revision") and len(sides) > 1:
        return "differ"
    return "agree" if len({texts[letter] for letter in tellers}) > 1 else "copies"


def _side(telling: Telling) -> tuple[str | None, bool]:
    return telling.value, telling.stance == "denies"


def _tellers(tellings: Sequence[Telling]) -> set[str]:
    return {t.letter for t in tellings}


# ---- who speaks


def _voices(view: View, letters: Mapping[str, str], reader: Reader) -> tuple[tuple[Heard, ...], dict[str, int]]:
    """Return who speaks in the articles, most statements first, and how many statements each has."""
    counts: dict[str, Counter[str]] = {}
    totals = dict.fromkeys(letters.values(), 0)
    for document, letter in letters.items():
        for said in view.records("attribution", document):
            if said.act in SAYINGS:
                totals[letter] += 1
                name = reader.name(said.speaker) if said.speaker else None
                counts.setdefault(name or "not named", Counter())[letter] += 1
    ranked = sorted(counts.items(), key=lambda one: (one[0] == "not named", -one[1].total(), one[0]))
    return tuple(Heard(name=name, statements=dict(sorted(by.items()))) for name, by in ranked), totals
