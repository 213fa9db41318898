"""This machine -> what of Rashomon works here and what does not: packages, models, database, data files, disk."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Literal, NamedTuple

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from rashomon.data import resource
from rashomon.data.manifest import shipped
from rashomon.errors import RashomonError

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
    ("psycopg", "postgres", "a store on a PostgreSQL server"),
    ("pyspark", "spark", "rashomon spark"),
)
# a store takes about this much for a thousand articles
FREE_BYTES = 200 * 2**20
TRIAL = "The mayor of Tarn Bay said on Monday that the police had arrested two fishermen."


class Finding(NamedTuple):
    """One thing looked at, whether it works, and what there is to say about it.

    What is `left out` is not needed; `untested` works for all we know, in a version that we have not tried.
    """

    what: str
    state: Literal["ok", "untested", "left out", "missing", "broken"]
    detail: str


def examine(store: str) -> Iterator[Finding]:
    """Yield what was found, the cheap looks first; `store` says on which disk the articles are to go."""
    yield Finding("python", "ok", f"{platform.python_version()} on {platform.system()} {platform.machine()}")
    yield _ourselves()
    tested = read_tested(resource("tested.txt").read_text(encoding="utf-8"))
    yield from _packages(tested)
    yield from _extras(tested)
    yield _java()
    yield from _database()
    # a server has a disk of its own
    yield _server(store) if "://" in store else _disk(Path(store).absolute().parent)
    yield from _data_files()
    yield _whole_way()


def read_tested(lock: str) -> Mapping[str, frozenset[str]]:
    """Return the versions of each package that the tests ran with: one, or one for each kind of Python or system."""
    found: dict[str, frozenset[str]] = {}
    for line in lock.splitlines():
        name, _, given = line.partition("==")
        found[name] = found.get(name, frozenset()) | {given.partition(" ;")[0]}
    return found


def _ourselves() -> Finding:
    from rashomon.pipeline import STAGES

    return Finding("rashomon", "ok", f"{version('rashomon')}: {' '.join(stage.by for stage in STAGES)}")


def _packages(tested: Mapping[str, frozenset[str]]) -> Iterator[Finding]:
    """Yield what Rashomon asks for, one by one, and what these ask for where it is not as tested."""
    asked = [need for need in map(Requirement, requires("rashomon") or ()) if need.marker is None]
    for need in asked:
        try:
            yield _installed(canonicalize_name(need.name), tested)
        except PackageNotFoundError:
            yield Finding(need.name, "missing", f"pip install '{need}'")
    from rashomon.show.supply.parts import find_parts

    named = {canonicalize_name(name) for name in ("rashomon", *(n.name for n in asked), *(e[0] for e in EXTRAS))}
    others = [p.name for p in find_parts() if p.kind == "package" and p.name not in named]
    differ = [finding for finding in (_installed(name, tested) for name in others) if finding.state != "ok"]
    yield from differ
    yield Finding("what these lean on", "ok", f"{len(others) - len(differ)} packages in the versions tested with")


def _installed(package: str, tested: Mapping[str, frozenset[str]], use: str = "") -> Finding:
    """Say which version there is; raises PackageNotFoundError where there is none."""
    found, known = version(package), tested.get(canonicalize_name(package), frozenset())
    other = f" (tested with {' and '.join(sorted(known)) or 'none'})" if found not in known else ""
    return Finding(package, "untested" if other else "ok", found + other + (f": {use}" if use else ""))


def _extras(tested: Mapping[str, frozenset[str]]) -> Iterator[Finding]:
    for package, extra, use in EXTRAS:
        try:
            yield _installed(package, tested, use)
        except PackageNotFoundError:
            yield Finding(package, "left out", f"{use}: pip install 'rashomon[{extra}]'")


def _java() -> Finding:
    """Say which Java Spark would find: that of JAVA_HOME, else the one on the path."""
    home = os.environ.get("JAVA_HOME")
    java = str(Path(home, "bin", "java")) if home else shutil.which("java")
    if not java:
        return Finding("java", "left out", "rashomon spark: install Java 17 or 21")
    try:
        said = subprocess.run([java, "-version"], capture_output=True, text=True, timeout=20, check=True).stderr
    except (OSError, subprocess.SubprocessError) as error:
        return Finding("java", "left out", f"rashomon spark: {java} does not run ({error})")
    return Finding("java", "ok", f"{said.splitlines()[0]} at {java}: rashomon spark")


def _database() -> Iterator[Finding]:
    from rashomon.store import describe

    found = describe("")
    yield Finding("sqlite", "ok", str(found["version"]))
    for feature, use in (("fts5", "full-text search"), ("wal", "reading while another process writes")):
        yield Finding(f"sqlite {feature}", "ok" if found[feature] else "missing", use)


def _server(store: str) -> Finding:
    from rashomon.store import describe
    from rashomon.store.database import plain_errors

    try:
        with plain_errors(store):
            found = describe(store)
    except RashomonError as error:
        return Finding("server", "broken", str(error))
    said = f"PostgreSQL {found['server']}, psycopg {found['driver']}"
    return Finding("server", "ok", said) if found["utf8"] else Finding("server", "broken", f"{said}: not in UTF-8")


def _disk(folder: Path) -> Finding:
    if not folder.is_dir():
        return Finding("disk", "missing", f"no folder {folder}")
    free = shutil.disk_usage(folder).free
    enough = free >= FREE_BYTES
    return Finding("disk", "ok" if enough else "broken", f"{free / 2**30:.1f} GB free at {folder}")


def _data_files() -> Iterator[Finding]:
    for file in shipped():
        whole = file.is_whole()
        said = f"sha256 {file.sha256[:16]}" if whole else "not the file that was shipped: install Rashomon again"
        yield Finding(f"data/{file.file}", "ok" if whole else "broken", said)


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
