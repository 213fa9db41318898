"""A store -> the tools of the MCP server: what their names, docstrings and types say is what an assistant is told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice
from typing import Annotated, Any

from pydantic import Field

from rashomon.errors import NotFound, RashomonError
from rashomon.model import Act, Attribution, Relation, Span
from rashomon.model import Claim as ClaimRecord
from rashomon.show.compare import Comparison, Told, compare_articles
from rashomon.show.mcp.answers import (
    Account,
    Chapter,
    Citation,
    Claim,
    Claims,
    Compared,
    Found,
    Hits,
    People,
    Person,
    Shared,
    Statement,
    Statements,
    Stories,
    Story,
)
from rashomon.show.mcp.quoting import NAME, Quoting, shown
from rashomon.store import Selection, open_view

__all__ = ["Tools"]

# what one answer shows of each: an answer is read whole
PLACES, ACCOUNTS, PASSAGES, CLAIMS, ARTICLES, ALIASES = 3, 8, 5, 10, 20, 10
# characters around a place that was found or is cited
AROUND = 160

Count = Annotated[int, Field(ge=1, le=25, description="how many at most")]
After = Annotated[str | None, Field(description="`next` of the answer before")]
Article = Annotated[str, Field(min_length=1, description="document id, how that begins, or ref")]


class Tools:
    """The tools; each looks at the store anew, as it is then."""

    def __init__(self, store: str) -> None:
        self._store = store

    @property
    def all(self) -> Sequence[Callable[..., Any]]:
        """Return the tools in the order of their use."""
        return (
            self.search, self.article, self.who_said_what, self.claims, self.compare, self.cite, self.stories,
            self.people,
        )  # fmt: skip

    def search(self, query: str, limit: Count = 10, after: After = None) -> Hits:
        """Find articles that hold every word or "phrase" of the query, and the words around the first places in each.

        A word that ends in * stands for all that begin so. The best articles come first.
        """
        with open_view(self._store) as view:
            quoting, start = Quoting(view), _number(after)
            rows = view.find(query)
            articles = [
                self._found(quoting, document, view.find_in(query, row))
                for document, row in islice(rows.items(), start, start + limit)
            ]
            more = str(start + limit) if start + limit < len(rows) else None
            return Hits(articles, next=more, total=len(rows))

    def _found(self, quoting: Quoting, document: str, spans: Sequence[Span]) -> Found:
        text = quoting.reader.document(document).text
        around = [Span(max(0, s.start - AROUND), min(len(text), s.end + AROUND)) for s in spans[:PLACES]]
        return Found(quoting.source(document), quoting.quotes(document, around), len(spans))

    def article(
        self,
        article: Article,
        start: Annotated[int, Field(ge=0, description="code point to begin at")] = 0,
        length: Annotated[int, Field(ge=1, le=12_000, description="code points at most")] = 4_000,
    ) -> Chapter:
        """Read an article: what it is, and its text from `start`; go on at `next_start`."""
        with open_view(self._store) as view:
            document, quoting = view.document(article), Quoting(view)
            whole = len(document.text)
            if start >= whole:
                raise NotFound(f"the text of {document.id} ends at {whole}: nothing begins at {start}")
            span = Span(start, min(whole, start + length))
            quote = quoting.quote(document.id, span, length)
            return Chapter(quoting.source(document.id), quote, whole, span.end if span.end < whole else None)

    def who_said_what(
        self,
        speaker: Annotated[str | None, Field(description="part of a name of who speaks")] = None,
        article: Annotated[str | None, Field(description="document id, how that begins, or ref")] = None,
        outlet: Annotated[str | None, Field(description="part of the outlet's name")] = None,
        search: Annotated[str | None, Field(description="words that stand in what is said")] = None,
        story: Annotated[str | None, Field(description="id of a story")] = None,
        act: Annotated[Act | None, Field(description="what kind of saying")] = None,
        limit: Count = 10,
        after: After = None,
    ) -> Statements:
        """List who says what, by the accounts of the articles: the words said, the words for who says so, the cue.

        The article says that they said it; whether they did, or it is so, is another matter.
        """
        wanted = Selection(speaker=speaker, document=article, outlet=outlet, search=search, story=story, act=act)
        with open_view(self._store) as view:
            page, quoting = view.page("attribution", wanted, after, limit), Quoting(view)
            statements = [_statement(quoting, said) for said in page.records]
            return Statements(statements, next=page.next, total=page.total)

    def claims(
        self,
        relation: Annotated[Relation | None, Field(description="how the accounts stand to each other")] = None,
        search: Annotated[str | None, Field(description="words that stand in one of the accounts")] = None,
        article: Annotated[str | None, Field(description="document id, how that begins, or ref")] = None,
        story: Annotated[str | None, Field(description="id of a story")] = None,
        speaker: Annotated[str | None, Field(description="part of a name of who says so in an article")] = None,
        limit: Count = 10,
        after: After = None,
    ) -> Claims:
        """List what articles agree or differ on, with each account and its words; copies of one text count once.

        Ten articles that carry one text are one origin: `origins`, not `carriers`, tells how many say so.
        """
        wanted = Selection(relation=relation, search=search, document=article, story=story, speaker=speaker)
        with open_view(self._store) as view:
            page, quoting = view.page("claim", wanted, after, limit), Quoting(view)
            return Claims([_claim(quoting, one) for one in page.records], next=page.next, total=page.total)

    def compare(
        self, articles: Annotated[list[str], Field(min_length=2, max_length=5, description="document ids or refs")]
    ) -> Compared:
        """Lay two to five articles side by side: passages they share and who has them from whom, claims on which they
        differ or agree, and how much each tells alone.
        """
        with open_view(self._store) as view:
            found, quoting = compare_articles(view, articles), Quoting(view)
            keys = {text.letter: text.document for text in found.articles}
            alone = [
                sum(t.found == "alone" and t.accounts[0].letter == letter for t in found.claims) for letter in keys
            ]
            return Compared(
                articles=[quoting.source(key) for key in keys.values()],
                untrusted_standing=[shown(text.standing) for text in found.articles],
                shared=_shared(quoting, found, keys),
                differ=_told(quoting, [t for t in found.claims if t.found == "differ"]),
                agree=_told(quoting, [t for t in found.claims if t.found == "agree"]),
                alone=alone,
                statements=[found.statements[letter] for letter in keys],
            )

    def cite(
        self,
        article: Article,
        words: Annotated[str | None, Field(min_length=1, description="words to find, exactly as they stand")] = None,
        start: Annotated[int | None, Field(ge=0, description="or the first code point")] = None,
        end: Annotated[int | None, Field(ge=1, description="and the one after the last")] = None,
    ) -> Citation:
        """Check a quotation before you use it: whether these words stand in the article, where, and between what.

        Give the words, or where they stand. An answer means that they are there to the letter; else it is an error.
        """
        with open_view(self._store) as view:
            document, quoting = view.document(article), Quoting(view)
            places = _find(document.text, document.id, words, start, end)
            first = places[0]
            return Citation(
                article=quoting.source(document.id),
                places=quoting.quotes(document.id, places[:PASSAGES]),
                more=max(0, len(places) - PASSAGES),
                untrusted_before=shown(document.text[max(0, first.start - AROUND) : first.start]),
                untrusted_after=shown(document.text[first.end : first.end + AROUND]),
            )

    def stories(self, limit: Count = 10, after: After = None) -> Stories:
        """List the stories of the store with their articles; ask with a story's id for what stands in it."""
        with open_view(self._store) as view:
            page, quoting = view.page("story", Selection(), after, limit), Quoting(view)
            stories = [
                Story(
                    one.id,
                    [quoting.source(key) for key in one.documents[:ARTICLES]],
                    max(0, len(one.documents) - ARTICLES),
                )
                for one in page.records
            ]
            return Stories(stories, next=page.next, total=page.total)

    def people(
        self,
        name: Annotated[str | None, Field(description="part of a name")] = None,
        limit: Count = 10,
        after: After = None,
    ) -> People:
        """List who and what is named, in most articles first: people, organisations, places, groups."""
        with open_view(self._store) as view:
            page = view.page("entity", Selection(entity=name), after, limit)
            people = [
                Person(
                    id=one.id,
                    kind=one.kind,
                    untrusted_name=shown(one.name[:NAME]),
                    untrusted_aliases=[shown(alias[:NAME]) for alias in one.aliases[:ALIASES]],
                    **view.standing(one)._asdict(),
                )
                for one in page.records
            ]
            return People(people, next=page.next, total=page.total)


def _number(after: str | None) -> int:
    if after is not None and not (after.isascii() and after.isdigit()):
        raise RashomonError(f"{after!r} is not `next` of a search")
    return int(after or 0)


def _statement(quoting: Quoting, said: Attribution) -> Statement:
    return Statement(
        id=said.id,
        act=said.act,
        kind=said.kind,
        confidence=said.score,
        speaker=said.speaker,
        untrusted_speaker=quoting.who(said.speaker),
        content=quoting.quotes(said.document, said.content),
        source=quoting.quotes(said.document, said.source),
        cue=quoting.quotes(said.document, said.cue),
        article=quoting.source(said.document),
    )


def _claim(quoting: Quoting, claim: ClaimRecord) -> Claim:
    accounts = quoting.view.accounts_of(claim.id)
    return Claim(
        id=claim.id,
        kind=claim.kind,
        relation=claim.relation,
        origins=claim.origins,
        carriers=claim.carriers,
        untrusted_slot=shown(claim.slot),
        main=quoting.quote(claim.main.document, claim.main.span),
        accounts=[
            Account(
                stance=account.stance,
                origin=account.origin,
                untrusted_value=quoting.name(account.value),
                untrusted_speaker=quoting.who(account.speaker),
                untrusted_outlet=quoting.name(quoting.reader.outlet(account.document)),
                words=quoting.quote(account.document, account.span),
            )
            for account in accounts[:ACCOUNTS]
        ],
        more=max(0, len(accounts) - ACCOUNTS),
    )


def _told(quoting: Quoting, told: Sequence[Told]) -> list[Claim]:
    records = (quoting.view.record("claim", one.claim) for one in told[:CLAIMS])
    return [_claim(quoting, claim) for claim in records if claim]


def _shared(quoting: Quoting, found: Comparison, keys: dict[str, str]) -> list[Shared]:
    return [
        Shared(
            one=keys[pair.one],
            other=keys[pair.other],
            kind=pair.kind,
            directed=pair.directed,
            of_one=round(pair.of_one, 3),
            of_other=round(pair.of_other, 3),
            passages=[
                (quoting.quote(held.one.document, held.one.span), quoting.quote(held.other.document, held.other.span))
                for held in pair.passages[:PASSAGES]
            ],
            more=max(0, len(pair.passages) - PASSAGES),
        )
        for pair in found.shared
    ]


def _find(text: str, key: str, words: str | None, start: int | None, end: int | None) -> list[Span]:
    """Return the places of words, or the one place that is named; raises NotFound where they are not."""
    if words is not None and start is None and end is None:
        places, at = [], text.find(words)
        while at >= 0:
            places.append(Span(at, at + len(words)))
            at = text.find(words, at + len(words))
        if not places:
            raise NotFound(f"these words do not stand in {key} as they are: search for them, or read the article")
        return places
    if words is not None or start is None or end is None:
        raise RashomonError("give either `words`, or `start` and `end`")
    if not start < end <= len(text):
        raise NotFound(f"[{start}, {end}) is no place in {key}, whose text has {len(text)} characters")
    return [Span(start, end)]
