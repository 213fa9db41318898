"""A small invented story, its records set by hand: what the views are tested on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rashomon.errors import NotFound
from rashomon.model import (
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
    Participant,
    Quantity,
    Rejection,
    Reuse,
    Sentence,
    Span,
    Timex,
    Zone,
    digest,
    finding_id,
)  # fmt: skip

BY = "hand/1"


class MemoryView:
    """The face of `rashomon.store.View` that the views use, over records in memory."""

    def __init__(self, records: Iterable[AnyRecord], rejections: Iterable[Rejection] = ()) -> None:
        self._records = list(records)
        self._members = {r.member for r in self._records if isinstance(r, Identity)}
        self._rejections = list(rejections)

    def records(self, layer: str, document: str | None = None) -> Iterator[AnyRecord]:
        for record in self._records:
            if type(record).__struct_config__.tag != layer or document not in (None, *owners_of(record)):
                continue
            # as in a store, who is somebody in the pile is known as such unless one article is asked for
            if document is not None or not isinstance(record, Entity) or record.id not in self._members:
                yield record

    def articles(self) -> Iterator[AnyRecord]:
        return self.records("article")

    def entities_of(self, document: str) -> set[str]:
        return {r.entity for r in self._records if isinstance(r, Identity) and r.document == document}

    def record(self, layer: str, key: str) -> AnyRecord | None:
        return next((r for r in self.records(layer) if getattr(r, "id", None) == key), None)

    def document(self, key: str) -> Document:
        for record in self._records:
            if isinstance(record, Document) and (record.ref == key or record.id.startswith(key)):
                return record
        raise NotFound(f"no article {key}")

    def rejections(self) -> Sequence[Rejection]:
        return self._rejections


def owners_of(record: AnyRecord) -> Sequence[str]:
    """Return the documents that a record is about."""
    if isinstance(record, Document):
        return [record.id]
    if isinstance(record, Reuse):
        return [record.a.document, record.b.document]
    return getattr(record, "documents", None) or [getattr(record, "document", "")]


class Desk:
    """Sets the records of one article; places are given by words that stand once, or by words around [the place]."""

    def __init__(self, ref: str, text: str) -> None:
        sha = hashlib.sha256(text.encode()).hexdigest()
        self.document = Document(
            id=digest(ref, text), text=text, ref=ref, text_sha256=sha, raw_sha256=sha, media_type="text/plain"
        )
        self.id = self.document.id
        self.records: list[AnyRecord] = [self.document]

    def span(self, words: str) -> Span:
        before, opening, rest = words.partition("[")
        inside, _, after = rest.partition("]") if opening else (before, "", "")
        whole = before + inside + after if opening else words
        assert self.document.text.count(whole) == 1, whole
        start = self.document.text.index(whole) + (len(before) if opening else 0)
        return Span(start, start + len(inside))

    def article(self, **fields: Any) -> None:
        self.records.append(Article(id=digest("article", self.id), by=BY, document=self.id, **fields))

    def zone(self, kind: Any, *words: str) -> None:
        for where in map(self.span, words):
            key = finding_id("zone", self.id, [where], kind)
            self.records.append(Zone(id=key, by=BY, document=self.id, span=where, kind=kind))

    def sentences(self, *words: str) -> None:
        for where in map(self.span, words):
            key = finding_id("sentence", self.id, [where])
            self.records.append(Sentence(id=key, by=BY, document=self.id, span=where))

    def person(
        self, name: str, *mentioned: str, form: Any = "name", kind: Any = "person", reason: str | None = None
    ) -> str:
        """Set somebody, and who it is in the pile; whoever is only described stays in this article."""
        member = digest("entity", self.id, name)
        key = member if form == "nominal" else digest("entity", name, kind)
        home = self.id if form == "nominal" else None
        self.records.append(Entity(id=key, by=BY, document=home, name=name, kind=kind))
        if home is None:
            here = mentioned[0].partition("[")[2].partition("]")[0] or mentioned[0] if mentioned else name
            self.records.append(Entity(id=member, by=BY, document=self.id, name=here, kind=kind))
            link = digest("identity", member)
            self.records.append(Identity(id=link, by=BY, document=self.id, member=member, entity=key, reason=reason))
        for words in mentioned:
            self.mention(key, words, form, kind)
        return key

    def mention(self, entity: str, words: str, form: Any = "name", kind: Any = "person", **more: Any) -> None:
        where = self.span(words)
        key = finding_id("mention", self.id, [where])
        self.records.append(
            Mention(id=key, by=BY, document=self.id, span=where, kind=kind, form=form, entity=entity, **more)
        )

    def date(self, words: str, earliest: str | None = None, latest: str | None = None, **more: Any) -> str:
        where = self.span(words)
        key = finding_id("timex", self.id, [where])
        parts: dict[str, Any] = {"type": "DATE", "value": earliest, "earliest": earliest, "latest": latest or earliest}
        self.records.append(Timex(id=key, by=BY, document=self.id, span=where, **(parts | more)))
        return key

    def amount(self, words: str, value: Any, of: str = "", **more: Any) -> str:
        where = self.span(words)
        key = finding_id("quantity", self.id, [where])
        counted = self.span(of) if of else None
        self.records.append(Quantity(id=key, by=BY, document=self.id, span=where, value=value, of=counted, **more))
        return key

    def event(self, trigger: str, kind: str, actors: Any = (), recipients: Any = (), **more: Any) -> str:
        """Set an event; who takes part is given by words and entity, `place`, `when`, `realis_cue` by words."""
        where = self.span(trigger)
        key = finding_id("event", self.id, [where], kind)
        parties = [tuple(Participant(span=self.span(w), entity=e) for w, e in own) for own in (actors, recipients)]
        places = {f: self.span(more.pop(f)) for f in ("place", "when", "realis_cue") if f in more}
        rest: dict[str, Any] = {"actors": parties[0], "recipients": parties[1]} | places | more
        self.records.append(Event(id=key, by=BY, document=self.id, trigger=where, type=kind, **rest))
        return key

    def dated(self, earliest: str | None, latest: str | None, *words: str) -> None:
        key = digest("dating", self.id)
        evidence = tuple(map(self.span, words))
        self.records.append(
            Dating(id=key, by=BY, document=self.id, earliest=earliest, latest=latest, evidence=evidence)
        )

    def says(self, *content: str, source: str = "", cue: str = "", **more: Any) -> str:
        spans = [self.span(c) for c in content]
        key = finding_id("attribution", self.id, spans, cue)
        parts: dict[str, Any] = {"kind": "indirect"} | more
        parts["source"] = (self.span(source),) if source else ()
        parts["cue"] = (self.span(cue),) if cue else ()
        self.records.append(Attribution(id=key, by=BY, document=self.id, content=tuple(spans), **parts))
        return key


def cluster(*events: str, kind: str = "ASSAULT", **counts: Any) -> Cluster:
    """Join events by their ids; without other counts, each is a report, a text and a source of its own."""
    many = len(events)
    parts: dict[str, Any] = {"reports": many, "texts": many, "sources": many, "realis": {"asserted": many}}
    return Cluster(id=digest("cluster", events[0]), by=BY, events=events, type=kind, **(parts | counts))


def small_story() -> MemoryView:
    """Three articles by two outlets and one of an unknown outlet; one input that was not read."""
    rejection = Rejection(ref="pile/empty.txt", reason="there is no text in it", stage="read/1")
    return MemoryView(courier() + herald() + leaflet(), [rejection])


def courier() -> list[AnyRecord]:
    """Statements: Toft 2, Marrek 2 (one inside Toft's), speaker unknown 1 (a question); and one belief of Toft's."""
    desk = Desk(
        "pile/courier.txt",
        "Share this page\nSign up to our letters\n\n"
        "Sluice at Orsa opened “without a word to us”\n\n"
        "Two governments tell two stories about one night\n\n"
        "By Tove Lind\n\n"
        "BREDA FALLS, 3 May — The sluice of the Orsa dam stood open for six hours, and nobody downstream was "
        "told. “We opened nothing,” said Ivo Marrek, who runs the dam, “and whoever says so was asleep.”\n\n"
        "Downstream\n\n"
        "Mayor Lena Toft said that Marrek had promised her “the gates stay shut until June” only a week before. "
        "She does not believe him any more.\n\n"
        "“The water came at four,” she said. “We carried the children out.\n\n"
        "“Nobody rang a bell.”\n\n"
        "The lower bridge on Sunday. Photo: Anders Vik\n\n"
        "READ ALSO: Ten walks along the Orsa\n\n"
        "Residents asked whether the valley would be warned next time.",
    )
    desk.article(
        outlet="The Valley Courier",
        title="Sluice at Orsa opened “without a word to us”",
        byline=("Tove Lind",),
        published="2031-05-03",
        url="https://courier.example/orsa?a=1&b=2",
    )
    lay_out(desk)
    say(desk)
    return desk.records


def lay_out(desk: Desk) -> None:
    """Mark the zones and sentences of the Courier's page."""
    desk.zone("furniture", "Share this page\nSign up to our letters", "READ ALSO: Ten walks along the Orsa")
    desk.zone("title", "Sluice at Orsa opened “without a word to us”")
    desk.zone("subhead", "Two governments tell two stories about one night", "Downstream")
    desk.zone("byline", "By Tove Lind")
    desk.zone("dateline", "BREDA FALLS, 3 May —")
    desk.zone("caption", "The lower bridge on Sunday.")
    desk.zone("credit", "Photo: Anders Vik")
    desk.sentences(
        "The sluice of the Orsa dam stood open for six hours, and nobody downstream was told.",
        "“We opened nothing,” said Ivo Marrek, who runs the dam, “and whoever says so was asleep.”",
        "Mayor Lena Toft said that Marrek had promised her “the gates stay shut until June” only a week before.",
        "She does not believe him any more.",
        "“The water came at four,” she said.",
        "“We carried the children out.",
        "“Nobody rang a bell.”",
        "Residents asked whether the valley would be warned next time.",
    )


def say(desk: Desk) -> None:
    """Mark who says what in the Courier's article."""
    toft, marrek = desk.person("Lena Toft"), desk.person("Ivo Marrek")
    desk.says(
        "“We opened nothing,”",
        "“and whoever says so was asleep.”",
        source="Ivo Marrek, who runs the dam,",
        cue="[said] Ivo",
        kind="direct",
        act="denial",
        speaker=marrek,
    )
    desk.says(
        "that Marrek had promised her “the gates stay shut until June” only a week before",
        source="Mayor Lena Toft",
        cue="Toft [said]",
        kind="mixed",
        speaker=toft,
    )
    desk.says(
        "“the gates stay shut until June”",
        source="that [Marrek] had",
        cue="promised",
        kind="direct",
        speaker=marrek,
    )
    desk.says(
        "[him any more].", source="[She] does", cue="does not believe", kind="indirect", act="belief", speaker=toft
    )
    desk.says(
        "“The water came at four,”",
        "“We carried the children out.\n\n“Nobody rang a bell.”",
        source="[she] said",
        cue="she [said]",
        kind="direct",
        speaker=toft,
    )
    desk.says("whether the valley would be warned next time", source="Residents", cue="asked", act="question")


def herald() -> list[AnyRecord]:
    """Statements: Marrek 1, speaker unknown 1, without any source."""
    desk = Desk(
        "pile/herald.txt",
        "Dam did not open, says operator\n\n"
        "The gates of the Orsa dam never moved, Ivo Marrek told this newspaper.\n\n"
        "The flood, it is said, was the rain's own work.\n",
    )
    desk.article(
        outlet="Highland Herald",
        title="Dam did not open, says operator",
        published="2031-05",
        republished_from="Orsa Power",
    )
    desk.zone("title", "Dam did not open, says operator")
    desk.sentences(
        "The gates of the Orsa dam never moved, Ivo Marrek told this newspaper.",
        "The flood, it is said, was the rain's own work.",
    )
    marrek = desk.person("Ivo Marrek")
    desk.says("The gates of the Orsa dam never moved", source="Ivo Marrek", cue="told this newspaper", speaker=marrek)
    desk.says("[The flood], it", "was the rain's own work", cue="it is said")
    return desk.records


def leaflet() -> list[AnyRecord]:
    """An article of which nothing is known, with nothing said in it."""
    desk = Desk("pile/leaflet.txt", "Bring boots. Bring shovels. The valley needs both.")
    desk.article()
    return desk.records
