"""A path, or an address such as s3://bucket/folder -> the file system that it is on: the same everywhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import fs

from rashomon.errors import PipelineError

__all__ = ["is_address", "locate", "spark_path"]


def is_address(path: str) -> bool:
    """Tell whether a path names its file system, such as `hdfs://name/folder`."""
    return "://" in path


def locate(path: str) -> tuple[Any, str]:
    """Return the file system (pyarrow's) of a path or address, and the path on it.

    Raises PipelineError if that is none that can be reached from here.
    """
    if not is_address(path):
        return fs.LocalFileSystem(), str(Path(path).absolute())
    try:
        system, inside = fs.FileSystem.from_uri(path)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, OSError) as error:
        raise PipelineError(f"{path}: {error}") from error
    return system, str(inside)


def spark_path(path: str) -> str:
    """Return the path as Spark takes it: to it, one without a file system is on that of the cluster."""
    return path if is_address(path) else Path(path).absolute().as_uri()
