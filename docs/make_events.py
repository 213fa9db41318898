"""The sample story -> the examples of docs/event-formats.md and docs/series.md; `python docs/make_events.py` renews."""

from __future__ import annotations

import csv
import io
import re
import tempfile
from contextlib import chdir
from importlib.resources import as_file, files
from pathlib import Path

import msgspec
from click.testing import CliRunner

from rashomon.pipeline import read_pile
from rashomon.show.cli import main
from rashomon.store import open_writer

HERE = Path(__file__).parent
# the event that both formats show: where its sentence begins so, in the first article that has it
SENTENCE = "Kestovia's foreign ministry summoned"
BLOCK = re.compile(r"(```(?:json|text)\n\$ rashomon (.*?)\n)(.*?)(```)", re.DOTALL)


def read_sample(store: Path) -> None:
    """Read the sample story, from inside the package: refs are the same on every machine."""
    with as_file(files("rashomon.data") / "sample") as folder, chdir(folder.parent), open_writer(store) as writer:
        read_pile([folder.name], writer)


def run(command: str, store: Path) -> str:
    """Return what a command prints of the store, and of an export the one event, so that it can be read."""
    printed = CliRunner().invoke(main, [*command.split(), "--store", str(store)], env={"COLUMNS": "110"}).stdout
    if "plover" in command:
        records = [msgspec.json.decode(line) for line in printed.splitlines()]
        return _short(next(r for r in records if r["text"].startswith(SENTENCE)))
    if "gdelt" in command:
        rows = csv.DictReader(io.StringIO(printed, newline=""), dialect="excel-tab")
        one = next(row for row in rows if row["SentenceText"].startswith(SENTENCE))
        return "".join(f"{name:<16} {cell}\n" for name, cell in one.items() if cell)
    return printed


def _short(record: object) -> str:
    """Return a record with a line for each field."""
    assert isinstance(record, dict)
    fields = (f"{_json(name)}: {_json(value)}" for name, value in record.items())
    return "{" + ",\n ".join(fields) + "}\n"


def _json(value: object) -> str:
    return msgspec.json.format(msgspec.json.encode(value), indent=0).decode()


def renew(page: str, store: Path) -> str:
    """Return the page with every example as the commands print it now."""
    return BLOCK.sub(lambda block: block[1] + run(block[2], store) + block[4], page)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        sample = Path(folder) / "story.db"
        read_sample(sample)
        for page in (HERE / "event-formats.md", HERE / "series.md"):
            page.write_text(renew(page.read_text(encoding="utf-8"), sample), encoding="utf-8")
