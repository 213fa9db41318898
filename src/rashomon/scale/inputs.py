"""Files, folders and addresses of such -> raw documents, read by all machines, each article once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, cast

import msgspec
from pyarrow import fs
from pyspark.sql import DataFrame, SparkSession

from rashomon.errors import PipelineError
from rashomon.model import RawDocument, Rejection
from rashomon.read.inputs import STDIN, WEB, Inputs, read_inputs
from rashomon.read.items import reject
from rashomon.read.names import File, find_files, kind_of, why_unknown
from rashomon.read.parts import Part, count_lines, read_part
from rashomon.scale.places import is_address, locate
from rashomon.scale.rows import Row, map_rows

__all__ = ["decode_raw", "find_parts", "items_of", "read_raws"]

# A task reads about so much, and is done after some minutes: 4 MiB of JSON lines hold about a thousand articles
TASK_BYTES = 4 * 2**20
# more than this many the driver has trouble to keep count of
MAX_TASKS = 50_000
# `number` is the place of the file among all, `at` that of the article in it; `before` is not null for a part of a file
_PART = "number bigint, path string, ref string, start bigint, size bigint, before bigint, refused string"
_COLUMNS = [column.split()[0] for column in _PART.split(", ")]
_RAW = "ref string, number bigint, start bigint, at bigint, origin string, raw binary, refused string"

_encode = msgspec.msgpack.Encoder().encode
decode_raw = msgspec.msgpack.Decoder(RawDocument).decode


def find_parts(paths: Sequence[str], task_bytes: int = TASK_BYTES) -> list[Row]:
    """Return what is to be read, in the order of the refs: files, parts of large files of JSON lines, rejections.

    Paths of this machine are read by the same paths on all others. Raises PipelineError for what only one can read.
    """
    if STDIN in paths:
        raise PipelineError("standard input is read by one process: write it to a file")
    web = [path for path in paths if path.lower().startswith(WEB)]
    far = [path for path in paths if is_address(path) and path not in web]
    here = find_files([path for path in paths if not is_address(path)])
    found = [_local(one) for one in here] + [one for path in sorted(set(far)) for one in _list(path)]
    refused = [{"ref": one.ref, "refused": _told(one)} for one in read_inputs(web) if isinstance(one, Rejection)]
    rows: list[Row] = []
    for number, one in enumerate((*sorted(found, key=lambda one: str(one["ref"])), *refused)):
        whole = dict.fromkeys(_COLUMNS) | {"start": 0, "size": 0} | one | {"number": number}
        rows += _cut(whole, task_bytes) if kind_of(whole["path"] or "") == ("jsonl", False) else [whole]
    return rows


def _local(one: File | Rejection) -> Row:
    if isinstance(one, Rejection):
        return {"ref": one.ref, "refused": _told(one)}
    return {"ref": one.ref, "path": str(one.path.absolute()), "size": one.path.stat().st_size}


def _list(address: str) -> Iterator[Row]:
    """Yield the files at and under an address; hidden ones in its folders are left out, as here."""
    system, path = locate(address)
    root = address.rstrip("/").removesuffix(path)
    info = system.get_file_info(path)
    if info.type == fs.FileType.NotFound:
        yield {"ref": address, "refused": _told(reject(address, "no such file or folder"))}
        return
    folder = fs.FileSelector(path, recursive=True)
    for one in system.get_file_info(folder) if info.type == fs.FileType.Directory else [info]:
        inside = PurePosixPath(one.path).relative_to(path).parts
        if one.type == fs.FileType.File and not any(name.startswith(".") for name in inside):
            yield {"ref": f"{root}{one.path}", "path": f"{root}{one.path}", "size": one.size}


def _cut(whole: Row, task_bytes: int) -> list[Row]:
    starts = range(0, max(whole["size"], 1), task_bytes)
    return [{**whole, "start": at, "size": min(task_bytes, whole["size"] - at), "before": 0} for at in starts]


def _told(rejection: Rejection) -> str:
    return msgspec.json.encode(rejection).decode()


# ---- by all machines -------------------------------------------------------------------------------------------------


def read_raws(spark: SparkSession, parts: Sequence[Row], max_bytes: int) -> DataFrame:
    """Return the articles of `parts`: `ref`, where it came from, and `raw`, or why it is `refused`."""
    return map_rows(_spread(spark, _count(spark, parts)), partial(_read, max_bytes=max_bytes), _RAW)


def _spread(spark: SparkSession, parts: Sequence[Row]) -> DataFrame:
    frame = spark.createDataFrame([tuple(row[name] for name in _COLUMNS) for row in parts], _PART)
    return frame.repartitionByRange(max(1, min(len(parts), MAX_TASKS)), "number", "start")


def _count(spark: SparkSession, parts: Sequence[Row]) -> list[Row]:
    """Return the parts, each of a file of several with the number of lines before it."""
    numbers = {row["number"] for row in parts if row["start"]}
    if not numbers:
        return list(parts)
    several = _spread(spark, [row for row in parts if row["number"] in numbers])
    counted = map_rows(several, _count_lines, "number bigint, start bigint, lines bigint").collect()
    lines = {(row.number, row.start): row.lines for row in counted}
    made, before = [], 0
    for row in parts:
        if row["number"] not in numbers:
            made.append(row)
            continue
        before = before if row["start"] else 0
        made.append({**row, "before": before})
        before += lines[row["number"], row["start"]]
    return made


def _count_lines(row: Row) -> Iterator[Row]:
    lines = count_lines(_file(row), Part(row["start"], row["start"] + row["size"]), _opener(row))
    yield {"number": row["number"], "start": row["start"], "lines": lines}


def _file(row: Row) -> File:
    kind, gzipped = kind_of(row["path"])
    return File(Path(row["path"]), row["ref"], cast(Any, kind), gzipped)


def _opener(row: Row) -> Any:
    """Return how a file is opened that is not here, None for one that is."""
    return partial(_open, row["path"]) if is_address(row["path"]) else None


def _open(address: str) -> BinaryIO:
    system, path = locate(address)
    return cast(BinaryIO, system.open_input_file(path))


def _read(row: Row, max_bytes: int) -> Iterator[Row]:
    place = {"number": row["number"], "start": row["start"], "origin": row["ref"]}
    for at, item in enumerate(items_of(row, max_bytes)):
        if isinstance(item, Rejection):
            yield {**place, "at": at, "ref": item.ref, "raw": None, "refused": _told(item)}
        else:
            yield {**place, "at": at, "ref": item.ref, "raw": _encode(item), "refused": None}


def items_of(row: Row, max_bytes: int) -> Iterable[RawDocument | Rejection]:
    """Yield the articles of one of the parts, with the number of lines before it where it is not the first."""
    if row["refused"]:
        return [msgspec.json.decode(row["refused"], type=Rejection)]
    file = _file(row)
    if file.kind is None:
        return [reject(row["ref"], why_unknown(row["path"]))]
    part = None if row["before"] is None else Part(row["start"], row["start"] + row["size"], row["before"])
    return read_part(file, Inputs((), max_bytes=max_bytes), _opener(row), part)
