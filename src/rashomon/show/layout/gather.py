"""A view of a store -> what the page says: articles, quotations, speakers, outlets and their numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple, Protocol, TypeVar

from rashomon.model import (
    SAYINGS,
    Annotation,
    AnyRecord,
    Article,
    Attribution,
    Cluster,
    Dating,
    Document,
    Entity,
    Event,
    Identity,
    Mention,
    Nested,
    Quantity,
    Record,
    Rejection,
    Sentence,
    Timex,
    Zone,
)
from rashomon.show.evidence import Block, context_of, lay_out
from rashomon.show.layout.across import Across, add_wording, gather_across
from rashomon.show.layout.outlets import Outlet, dress, stand_ins
from rashomon.show.when import MONTHS, Days, days_of, published_between
from rashomon.show.words import one_line

__all__ = ["Pile", "Quote", "Reading", "Speaker", "Viewed", "articles_of", "gather", "gather_stored", "quotes_in"]

R = TypeVar("R", bound=Record)


class Viewed(Protocol):
    """What the page asks of a store (`rashomon.store.View`)."""

    def records(self, layer: str, document: str | None = None) -> Iterable[AnyRecord]:
        """Return the records of one layer in canonical order; the entities of one document are its own."""
        ...

    def rejections(self) -> Iterable[Rejection]:
        """Return the inputs that were not read."""
        ...


class Speaker(NamedTuple):
    """Who speaks; `key` is the id of the entity, "unknown" for all those that the record does not name."""

    name: str
    key: str

    @property
    def known(self) -> bool:
        """Tell whether the record says who it is."""
        return self.key != UNKNOWN.key


UNKNOWN = Speaker("speaker unknown", "unknown")


class Reading(NamedTuple):
    """One article as it is read: its records, its layout, and the outlet that carries it."""

    number: int
    document: Document
    article: Article | None
    outlet: Outlet
    blocks: Sequence[Block]
    sentences: Sequence[Sentence]
    attributions: Sequence[Attribution]
    mentions: Sequence[Mention] = ()
    timexes: Sequence[Timex] = ()
    quantities: Sequence[Quantity] = ()
    dating: Dating | None = None
    events: Sequence[Event] = ()

    @property
    def published(self) -> str | None:
        """Return the date that the article gives, None if it gives none."""
        return self.article.published if self.article else None

    @property
    def estimated(self) -> Dating | None:
        """Return between which days it was published, where it gives no date and its words tell both."""
        known = self.dating and self.dating.earliest and self.dating.latest
        return self.dating if known and not self.published else None

    @property
    def days(self) -> Days | None:
        """Return the days on one of which it was published, as far as it says or tells."""
        if self.published:
            return published_between(self.published)
        return days_of(self.estimated.earliest, self.estimated.latest) if self.estimated else None

    @property
    def day(self) -> str:
        """Return the day on which it came out, briefly: `16 Oct`; "" where that is not one known day."""
        first, last = self.days or (None, None)
        return f"{first.day} {MONTHS[first.month - 1][:3]}" if first and first == last else ""

    @property
    def label(self) -> str:
        """Return the outlet, or what tells an article of an unknown one from the others."""
        title = self.article.title if self.article else None
        return self.outlet.short if self.outlet.number else title or PurePosixPath(self.document.ref).name

    @property
    def dated_by(self) -> Sequence[str]:
        """Return the words from which its date is estimated."""
        return [one_line(s.of(self.document.text)) for s in self.dating.evidence] if self.dating else []

    @property
    def title(self) -> str:
        """Return the title, or the name of the file where there is none."""
        title = self.article.title if self.article else None
        return title or f"No title found ({self.document.ref})"

    @property
    def has_title(self) -> bool:
        """Tell whether the text itself holds a title."""
        return any(b.kind == "title" for b in self.blocks)

    def paragraph(self, at: int) -> int:
        """Return the number of the paragraph that holds offset `at`, from 1, furniture not counted."""
        return sum(b.kind != "furniture" and b.start <= at for b in self.blocks)


class Quote(NamedTuple):
    """One attribution, the article it stands in, who speaks, and the words used for them."""

    reading: Reading
    attribution: Attribution
    speaker: Speaker
    source: str

    @property
    def is_saying(self) -> bool:
        """Tell statements, denials and questions from beliefs, intentions and attitudes."""
        return self.attribution.act in SAYINGS

    @property
    def who(self) -> str:
        """Return the speaker's name; else the source's own words in quotation marks; else that it is unknown."""
        if self.speaker.known:
            return self.speaker.name
        return f"“{self.source}”" if self.source else "speaker unknown"

    @property
    def contexts(self) -> Sequence[tuple[int, int]]:
        """Return the sentences to show around it, as offsets."""
        found = context_of(self.attribution, self.reading.sentences, self.reading.blocks)
        return [(s.start, s.end) for s in found]

    @property
    def paragraph(self) -> int:
        """Return the number of the paragraph where it starts."""
        spans = self.attribution.content or self.attribution.source or self.attribution.cue
        return self.reading.paragraph(min(spans).start) if spans else 0


class Pile(NamedTuple):
    """Everything the page shows, in the order in which it shows it.

    `entities` are the pile's, and those known in one article alone; `members` are whom each article knows; `clusters`
    are events that articles share; `nested` are told inside the words of others, and are no statements to count; and
    `across` is what else the record knows of several articles at once.
    """

    readings: Sequence[Reading]
    quotes: Sequence[Quote]
    outlets: Sequence[Outlet]
    rejections: Sequence[Rejection]
    entities: Mapping[str, Entity]
    identities: Sequence[Identity]
    members: Mapping[str, Entity]
    clusters: Sequence[Cluster] = ()
    nested: Sequence[Quote] = ()
    across: Across = Across()

    def sayings(self) -> list[Quote]:
        """Return statements, denials and questions."""
        return [q for q in self.quotes if q.is_saying]

    def by_speaker(self) -> list[tuple[Speaker, list[Quote]]]:
        """Group by speaker: who speaks in most articles first, then most often, then by name; unknown last."""
        groups = _grouped((q.speaker, q) for q in self.quotes)
        return sorted(groups.items(), key=lambda g: (not g[0].known, *_rank(g[1]), *g[0]))

    def by_outlet(self) -> list[tuple[Outlet, list[Quote]]]:
        """Group by outlet, in their alphabetical order; unknown ones last, each article by itself."""
        groups = _grouped((q.reading.outlet, q) for q in self.quotes)
        return [(outlet, groups[outlet]) for outlet in self.outlets if outlet in groups]


def articles_of(quotes: Iterable[Quote]) -> int:
    """Return in how many articles the quotes stand."""
    return len({q.reading.number for q in quotes})


def gather(view: Viewed) -> Pile:
    """Read what the page needs, each layer once, and work out how it is worded."""
    pile = gather_stored(view)
    return pile._replace(across=add_wording(pile.across, view))


def gather_stored(view: Viewed, outlets_known: Iterable[str] = ()) -> Pile:
    """Read what the page needs, each layer once, but for wording.

    Outlets keep their looks from page to page where all those of the store are given in `outlets_known`.
    """
    articles = {a.document: a for a in _layer(view, "article", Article)}
    datings = {d.document: d for d in _layer(view, "dating", Dating)}
    documents = list(_layer(view, "document", Document))
    documents.sort(key=lambda d: _order(d, articles.get(d.id), datings.get(d.id)))
    outlets = _outlets(documents, articles, outlets_known)
    readings = _read(view, documents, articles, datings, outlets)
    entities = {e.id: e for e in _layer(view, "entity", Entity)}
    members = {e.id: e for d in documents for e in view.records("entity", d.id) if isinstance(e, Entity)}
    # the known ones in alphabetical order, then the others in the order of their articles
    order = sorted(dict.fromkeys(outlets.values()), key=lambda o: (not o.number, o.number))
    identities = list(_layer(view, "identity", Identity))
    clusters = list(_layer(view, "cluster", Cluster))
    quotes = [q for r in readings for q in quotes_in(r, r.attributions, entities)]
    inner = _by_document(_layer(view, "nested", Nested))
    nested = [q for r in readings for q in quotes_in(r, inner[r.document.id], entities)]
    return Pile(
        readings,
        quotes,
        order,
        list(view.rejections()),
        entities,
        identities,
        members,
        clusters,
        nested,
        gather_across(view),
    )


def _read(
    view: Viewed,
    documents: Sequence[Document],
    articles: Mapping[str, Article],
    datings: Mapping[str, Dating],
    outlets: Mapping[str, Outlet],
) -> list[Reading]:
    """Return the documents in their order, each with what was found in it."""
    zones = _by_document(_layer(view, "zone", Zone))
    sentences = _by_document(_layer(view, "sentence", Sentence))
    attributions = _by_document(_layer(view, "attribution", Attribution))
    mentions = _by_document(_layer(view, "mention", Mention))
    timexes = _by_document(_layer(view, "timex", Timex))
    quantities = _by_document(_layer(view, "quantity", Quantity))
    events = _by_document(_layer(view, "event", Event))
    return [
        Reading(
            number,
            document,
            articles.get(document.id),
            outlets[document.id],
            lay_out(document.text, zones[document.id]),
            sentences[document.id],
            sorted(attributions[document.id], key=_place),
            mentions[document.id],
            timexes[document.id],
            quantities[document.id],
            datings.get(document.id),
            events[document.id],
        )
        for number, document in enumerate(documents, start=1)
    ]


def _outlets(documents: Sequence[Document], articles: Mapping[str, Article], more: Iterable[str]) -> dict[str, Outlet]:
    """Return the outlet of each document, by its id; one that is not known is the document's own."""
    names = {d.id: articles[d.id].outlet if d.id in articles else None for d in documents}
    known = dress([*more, *filter(None, names.values())])
    homeless = [d for d in documents if not names[d.id]]
    titles = [articles[d.id].title if d.id in articles else None for d in homeless]
    own = stand_ins([(title, d.ref) for title, d in zip(titles, homeless, strict=True)])
    unknown = {d.id: outlet for d, outlet in zip(homeless, own, strict=True)}
    return {key: known[name] if name else unknown[key] for key, name in names.items()}


def _layer(view: Viewed, layer: str, record: type[R]) -> Iterator[R]:
    for found in view.records(layer):
        if isinstance(found, record):
            yield found


T = TypeVar("T", bound=Annotation)


def _by_document(records: Iterable[T]) -> defaultdict[str, list[T]]:
    grouped: defaultdict[str, list[T]] = defaultdict(list)
    for record in records:
        grouped[record.document].append(record)
    return grouped


K = TypeVar("K", Speaker, Outlet)


def _grouped(pairs: Iterable[tuple[K, Quote]]) -> dict[K, list[Quote]]:
    groups: dict[K, list[Quote]] = {}
    for key, quote in pairs:
        groups.setdefault(key, []).append(quote)
    return groups


def _rank(quotes: Sequence[Quote]) -> tuple[int, int]:
    sayings = [q for q in quotes if q.is_saying]
    return -articles_of(sayings), -len(sayings)


def _order(document: Document, article: Article | None, dating: Dating | None) -> tuple[str, str, str, str]:
    """Put articles in the order of their dates, estimated ones by the day they begin with; undated ones last."""
    estimated = dating.earliest if dating and dating.latest else None
    published = (article and article.published) or estimated or "9999"
    return published, (article and article.outlet) or "", document.ref, document.id


def _place(attribution: Attribution) -> tuple[int, str]:
    spans = attribution.content or attribution.source or attribution.cue
    return min(spans).start if spans else 0, attribution.id


def quotes_in(reading: Reading, found: Iterable[Attribution], entities: Mapping[str, Entity]) -> Iterator[Quote]:
    """Yield attributions of an article with who speaks, as far as the entities tell."""
    for attribution in found:
        words = " … ".join(s.of(reading.document.text) for s in attribution.source)
        entity = entities.get(attribution.speaker or "")
        speaker = Speaker(entity.name, entity.id) if entity else UNKNOWN
        yield Quote(reading, attribution, speaker, one_line(words))
