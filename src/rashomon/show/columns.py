"""A record of each layer -> the cells of its row in a table, and the columns that they stand in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from rashomon.model import (
    Article,
    Attribution,
    Dating,
    Document,
    Entity,
    Identity,
    Mention,
    Quantity,
    Rejection,
    Sentence,
    Span,
    Timex,
)
from rashomon.show.claim_cells import account_cells, claim_cells, clause_cells
from rashomon.show.correction_cells import correction_cells
from rashomon.show.event_cells import cluster_cells, event_cells
from rashomon.show.reuse_cells import family_cells, reuse_cells
from rashomon.show.rows import GAP, UNKNOWN, Reader, full_row, position_of
from rashomon.show.story_cells import story_cells
from rashomon.show.utterance_cells import utterance_cells
from rashomon.show.when import say_interval
from rashomon.show.wording_cells import contrast_cells, label_cells, voice_cells
from rashomon.show.words import say_quantity

__all__ = ["OTHER", "TABLES", "Column", "Table"]


class Column(NamedTuple):
    """A column of a table: its heading, its share of the spare width, its least width, its colour."""

    heading: str
    share: int
    least: int
    style: str | None = None


class Table(NamedTuple):
    """The columns of a layer, and what makes the cells of one record."""

    columns: tuple[Column, ...]
    cells: Callable[[Any, Reader], Sequence[str]]


def _attribution(record: Attribution, reader: Reader) -> Sequence[str]:
    return (
        reader.article_name(record.document),
        position_of(record.document, record.content),
        reader.who(record.document, record.speaker, record.source),
        reader.words(record.document, record.cue),
        record.act,
        record.kind,
        reader.words(record.document, record.content),
    )


def _article(record: Article, reader: Reader) -> Sequence[str]:
    dating = None if record.published else reader.dating(record.document)
    return (
        record.document,
        record.outlet or UNKNOWN,
        f"about {say_interval(dating.earliest, dating.latest)}" if dating else record.published or UNKNOWN,
        record.title or UNKNOWN,
        record.republished_from or record.wire or "",
    )


def _document(record: Document, _: Reader) -> Sequence[str]:
    return record.id, record.media_type, str(len(record.text)), record.ref


def _rejection(record: Rejection, _: Reader) -> Sequence[str]:
    return record.ref, record.stage, record.reason


def _entity(record: Entity, reader: Reader) -> Sequence[str]:
    standing = reader.standing(record)
    only = record.document or standing.document
    return (
        reader.article_name(only) if only else f"{standing.articles:,} articles",
        record.kind,
        record.name,
        ", ".join(name for name in record.aliases if name != record.name),
        f"{standing.mentions:8,}",
        f"{standing.statements:10,}",
    )


def _identity(record: Identity, reader: Reader) -> Sequence[str]:
    return (
        reader.article_name(record.document),
        reader.name(record.member) or UNKNOWN,
        reader.name(record.entity) or UNKNOWN,
        f"{record.score:.2f}",
        record.reason or "the same name",
    )


def _timex(record: Timex, reader: Reader) -> Sequence[str]:
    return (
        reader.article_name(record.document),
        position_of(record.document, [record.span]),
        reader.words(record.document, [record.span]),
        record.type,
        record.value or UNKNOWN,
        say_interval(record.earliest, record.latest),
        record.reason or "",
    )


def _dating(record: Dating, reader: Reader) -> Sequence[str]:
    return (
        reader.article_name(record.document),
        say_interval(record.earliest, record.latest),
        reader.words(record.document, record.evidence),
        record.reason or "",
    )


def _quantity(record: Quantity, reader: Reader) -> Sequence[str]:
    parts = [reader.words(record.document, [span]) if span else "" for span in (record.of, record.place, record.when)]
    return (
        reader.article_name(record.document),
        position_of(record.document, [record.span]),
        reader.words(record.document, [record.span]),
        say_quantity(record),
        parts[0],
        ", ".join(filter(None, parts[1:])),
    )


def _mention(record: Mention, reader: Reader) -> Sequence[str]:
    name = reader.name(record.entity) if record.entity else None
    words = reader.words(record.document, [record.span])
    return (
        reader.article_name(record.document),
        position_of(record.document, [record.span]),
        record.kind,
        record.form,
        name or UNKNOWN,
        words,
    )


def _sentence(record: Sentence, reader: Reader) -> Sequence[str]:
    spans = [record.span]
    return (
        reader.article_name(record.document),
        position_of(record.document, spans),
        reader.words(record.document, spans),
    )


def _other(record: Any, reader: Reader) -> Sequence[str]:
    row = full_row(record, reader)
    spans = [value for value in row.values() if isinstance(value, Span)]
    words = [str(value) for field, value in row.items() if field.endswith("_text") and value]
    kind = row.get("kind") or row.get("type") or row.get("stance") or ""
    document = row.get("document")
    article = reader.article_name(document) if document else record.id
    return article, position_of(document, spans), str(kind), GAP.join(words)


ARTICLE = Column("article", 2, 7, "cyan")
AT = Column("at", 0, 9, "dim")
_SAYS = Table(
    (
        ARTICLE,
        AT,
        Column("speaker", 3, 7, "bold"),
        Column("cue", 1, 5),
        Column("act", 0, 9, "green"),
        Column("kind", 0, 8, "magenta"),
        Column("content", 9, 10),
    ),
    _attribution,
)
TABLES: dict[str, Table] = {
    "attribution": _SAYS,
    "nested": _SAYS,
    "article": Table(
        (
            Column("id", 0, 16, "dim"),
            Column("outlet", 2, 7, "cyan"),
            Column("published", 2, 10),
            Column("title", 5, 10, "bold"),
            Column("credits", 2, 7),
        ),
        _article,
    ),
    "document": Table(
        (
            Column("id", 0, 16, "dim"),
            Column("type", 0, 10),
            Column("length", 0, 8),
            Column("ref", 1, 10, "cyan"),
        ),
        _document,
    ),
    "sentence": Table((ARTICLE, AT, Column("words", 8, 10)), _sentence),
    "rejection": Table((Column("ref", 1, 10, "cyan"), Column("stage", 0, 13), Column("reason", 2, 10)), _rejection),
    "entity": Table(
        (
            ARTICLE,
            Column("kind", 0, 12),
            Column("name", 3, 8, "bold"),
            Column("other names", 3, 11),
            Column("mentions", 0, 8),
            Column("statements", 0, 10),
        ),
        _entity,
    ),
    "identity": Table(
        (
            ARTICLE,
            Column("name there", 3, 10),
            Column("entity", 3, 8, "bold"),
            Column("score", 0, 5),
            Column("reason", 5, 8),
        ),
        _identity,
    ),
    "reuse": Table(
        (
            ARTICLE,
            AT,
            Column("", 0, 2, "bold"),
            ARTICLE,
            AT,
            Column("kind", 0, 13, "magenta"),
            Column("words", 8, 10),
        ),
        reuse_cells,
    ),
    "family": Table(
        (
            Column("articles", 0, 8),
            Column("text of", 2, 7, "cyan"),
            Column("origin", 2, 7, "cyan"),
            Column("copies", 8, 10),
        ),
        family_cells,
    ),
    "story": Table(
        (
            Column("story", 0, 8, "dim"),
            Column("articles", 0, 8),
            Column("days", 1, 16, "green"),
            Column("outlets", 4, 10, "cyan"),
            Column("words they share", 5, 10),
        ),
        story_cells,
    ),
    "clause": Table(
        (
            ARTICLE,
            AT,
            Column("who", 2, 8, "bold"),
            Column("does", 1, 8),
            Column("to whom", 2, 8),
            Column("realis", 0, 12, "magenta"),
            Column("words", 4, 10, "green"),
        ),
        clause_cells,
    ),
    "claim": Table(
        (
            Column("claim", 0, 8, "dim"),
            Column("relation", 0, 11, "magenta"),
            Column("origins", 0, 7),
            Column("carriers", 0, 8),
            Column("kind", 0, 9),
            Column("what is open", 3, 12, "bold"),
            Column("fullest words", 3, 10, "green"),
        ),
        claim_cells,
    ),
    "account": Table(
        (
            Column("claim", 0, 8, "dim"),
            ARTICLE,
            AT,
            Column("stance", 0, 10, "magenta"),
            Column("of whom", 1, 8, "bold"),
            Column("value", 1, 6),
            Column("words", 4, 10, "green"),
        ),
        account_cells,
    ),
    "utterance": Table(
        (
            Column("articles", 0, 8),
            Column("speaker", 2, 7, "bold"),
            Column("fullest words", 5, 10),
            Column("first in", 2, 7, "cyan"),
            Column("what was made of them", 6, 10),
        ),
        utterance_cells,
    ),
    "timex": Table(
        (
            ARTICLE,
            AT,
            Column("words", 3, 8, "bold"),
            Column("type", 0, 8, "magenta"),
            Column("value", 1, 10),
            Column("dates", 1, 16, "green"),
            Column("reason", 5, 8),
        ),
        _timex,
    ),
    "dating": Table(
        (ARTICLE, Column("published about", 1, 16, "green"), Column("words", 4, 8), Column("reason", 4, 8)), _dating
    ),
    "quantity": Table(
        (
            ARTICLE,
            AT,
            Column("words", 3, 8, "bold"),
            # "at least 12,000", "no figure given"
            Column("amount", 4, 15, "green"),
            Column("of", 4, 8),
            Column("where, when", 1, 11),
        ),
        _quantity,
    ),
    "mention": Table(
        (
            ARTICLE,
            AT,
            Column("kind", 0, 12),
            Column("form", 0, 7),
            Column("entity", 2, 8, "bold"),
            Column("words", 2, 8),
        ),
        _mention,
    ),
    "cluster": Table(
        (
            Column("cluster", 0, 8, "dim"),
            Column("reports", 0, 7),
            Column("sources", 0, 7),
            Column("when", 1, 10),
            Column("actor", 3, 6, "bold"),
            Column("type", 0, 9, "green"),
            Column("word", 1, 8),
            Column("recipient", 3, 9, "bold"),
            Column("realis", 2, 12, "magenta"),
        ),
        cluster_cells,
    ),
    "event": Table(
        (
            ARTICLE,
            AT,
            Column("realis", 0, 12, "magenta"),
            Column("actor", 3, 6, "bold"),
            Column("type", 2, 8, "green"),
            Column("recipient", 3, 9, "bold"),
            Column("when", 1, 12),
            Column("place", 1, 5),
            Column("by account of", 2, 13),
        ),
        event_cells,
    ),
    "voice": Table(
        (
            Column("outlet", 2, 8),
            Column("who speaks", 3, 17, "bold"),
            Column("said", 0, 7),
            Column("share", 0, 9),
            Column("words", 0, 11),
            Column("introduced as", 3, 13),
        ),
        voice_cells,
    ),
    "label": Table(
        (
            Column("whom", 2, 8, "bold"),
            Column("outlet", 1, 7),
            Column("voice", 0, 10, "magenta"),
            Column("words", 4, 10, "green"),
            Column("form", 0, 11),
            Column("count", 0, 6),
            Column("first at", 0, 10, "dim"),
        ),
        label_cells,
    ),
    "correction": Table(
        (
            Column("correction", 0, 10, "dim"),
            Column("at", 0, 16),
            Column("who", 1, 5, "bold"),
            Column("says", 0, 18, "magenta"),
            Column("of", 3, 10),
            Column("what it is", 3, 10, "green"),
            Column("standing", 0, 12),
        ),
        correction_cells,
    ),
    "contrast": Table(
        (Column("about", 0, 8, "dim"), Column("what", 0, 9, "green"), Column("how each says it", 1, 30)), contrast_cells
    ),
}
OTHER = Table((ARTICLE, AT, Column("kind", 0, 12), Column("words", 8, 10)), _other)
