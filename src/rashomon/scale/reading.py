"""Raw documents -> articles with their layers, read by worker processes that load their models once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any

import msgspec
from pyspark.sql import DataFrame

from rashomon.errors import PipelineError
from rashomon.model import LAYERS, AnyRecord, Document, RawDocument, Rejection
from rashomon.pipeline import Stage, signature
from rashomon.pipeline.article import decode, read_encoded
from rashomon.pipeline.faults import rejection, rejection_of_ended
from rashomon.pipeline.stage import PASSING
from rashomon.read.inputs import refuse_taken
from rashomon.scale.articles import decode_layer, encode_layers, record_rows
from rashomon.scale.inputs import decode_raw
from rashomon.scale.rows import Row, map_rows, map_streams
from rashomon.store.places import row_of
from rashomon.store.writer import check_rows
from rashomon.workers import Ended, Limits, Workers

__all__ = ["documents_of", "read_articles", "records_of", "rejections_of"]


def layers_given(stages: Sequence[Stage]) -> list[str]:
    """Return the layers that stages over documents find, in a fixed order."""
    given = {name for stage in stages if stage.per == "document" for name in stage.gives} - PASSING
    return [layer for layer in LAYERS if layer in given]


def read_articles(raws: DataFrame, stages: Sequence[Stage], limits: Limits, tasks: int) -> DataFrame:
    """Return a row an article, with a column a layer, and one for all that is `refused`, with the reason.

    A ref that comes again with the same words is read once; one that is taken by another article is refused.
    """
    layers = layers_given(stages)
    columns = ", ".join(["id string", "refused string", *(f"`{layer}` binary" for layer in layers)])
    # what has the same ref is in one task, the first of it first; and a large archive is spread over all
    together = raws.repartition(tasks, "ref").sortWithinPartitions("ref", "number", "start", "at")
    return map_streams(together, partial(_read_each, stages=tuple(stages), limits=limits), columns)


def _read_each(rows: Iterable[Row], stages: Sequence[Stage], limits: Limits) -> Iterator[Row]:
    workers = _workers(stages, limits)
    refused: list[Rejection] = []
    todo: list[RawDocument] = []

    def wanted() -> Iterator[RawDocument]:
        for item in _once(rows):
            if isinstance(item, Rejection):
                refused.append(item)
            else:
                todo.append(item)
                yield item

    for encoded in workers.map(wanted()):
        yield _row(_records(todo.pop(0), encoded, signature(stages), limits))
    yield from map(_refusal, refused)


# the process that reads for this one
_reader: dict[tuple[str, Limits], Workers[RawDocument, bytes]] = {}


def _workers(stages: Sequence[Stage], limits: Limits) -> Workers[RawDocument, bytes]:
    """Return a process that reads, and outlives the task: an article that ends it must not end Spark's."""
    key = signature(stages), limits
    if key not in _reader:
        for other in _reader.values():
            other.close()
        _reader.clear()
        _reader[key] = Workers(partial(read_encoded, stages=stages), 1, limits)
    return _reader[key]


def _once(rows: Iterable[Row]) -> Iterator[RawDocument | Rejection]:
    """Yield the first article of each ref, and why others are not read, as `read.read_inputs` does."""
    ref, origin, digest = None, "", ""
    for row in rows:
        if row["refused"]:
            yield msgspec.json.decode(row["refused"], type=Rejection)
            continue
        raw = decode_raw(row["raw"])
        if raw.ref != ref:
            ref, origin, digest = raw.ref, row["origin"], raw.sha256
            yield raw
        elif raw.sha256 != digest:
            yield refuse_taken(raw.ref, row["origin"], origin)


def _records(raw: RawDocument, encoded: bytes | Ended, made_by: str, limits: Limits) -> list[AnyRecord]:
    if isinstance(encoded, Ended):
        return [rejection_of_ended(raw, encoded, limits)]
    records = decode(encoded)
    if not isinstance(records[0], Rejection):
        try:
            check_rows([row_of(r) for r in records if not isinstance(r, (Document, Rejection))], made_by)
        except PipelineError as error:
            return [rejection(raw, str(error))]
    return records


def _row(records: Sequence[AnyRecord]) -> Row:
    if isinstance(records[0], Rejection):
        return _refusal(records[0])
    document = next(record for record in records if isinstance(record, Document))
    return {"id": document.id, "refused": None, **encode_layers(records)}


def _refusal(one: Rejection) -> Row:
    return {"id": None, "refused": msgspec.json.encode(one).decode()}


# ---- articles as rows of a store -------------------------------------------------------------------------------------


def documents_of(articles: DataFrame, made_by: str, columns: str) -> DataFrame:
    """Return the table `document`."""
    return map_rows(articles.select("document"), partial(_document, made_by=made_by), columns)


def records_of(articles: DataFrame, columns: str) -> DataFrame:
    """Return the table `record`, as far as stages over documents make it."""
    return map_rows(articles, _records_in, columns)


def rejections_of(read: DataFrame) -> DataFrame:
    """Return the table `rejection`."""
    refused = read.where("refused is not null").select("refused")
    return map_rows(refused, _rejection, "ref string, stage string, reason string").distinct()


def _document(row: Row, made_by: str) -> Iterator[Row]:
    for one in decode_layer("document", row["document"]):
        yield {**{name: getattr(one, name) for name in one.__struct_fields__}, "made_by": made_by}


def _records_in(row: Row) -> Iterator[Row]:
    for layer, encoded in row.items():
        if layer in LAYERS and layer != "document":
            yield from record_rows(decode_layer(layer, encoded))


def _rejection(row: Row) -> Iterator[dict[str, Any]]:
    one = msgspec.json.decode(row["refused"], type=Rejection)
    yield {"ref": one.ref, "stage": one.stage, "reason": one.reason}
