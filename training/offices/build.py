"""Lines of offices and holders (`holders.txt`) -> the table that ships (`holders.tsv`), checked.

python training/offices/build.py

`holders.txt` is written by hand and read by people: a line an office, its holders in order, each from a date until
the next one's. How it is written stands at its head.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
TABLE = HERE.parent.parent / "src/rashomon/data/offices/holders.tsv"

_HOLDER = re.compile(
    r"(?P<name>.+?) (?P<start>\d{4}(?:-\d\d){0,2})(?:\.\.(?P<end>\d{4}(?:-\d\d){0,2}))?(?P<marks>[*+]*)$"
)
_MARKS = {"*": "CIA World Factbook", "+": "Wikidata"}


class Row(NamedTuple):
    """A row of the table; `checked` names the sources that say the same."""

    of: str
    office: str
    person: str
    start: str
    end: str
    seen: str
    source: str
    checked: str


def read_lines(lines: Iterator[str]) -> Iterator[Row]:
    """Yield a row for each holder; raises ValueError naming the line that cannot be read."""
    source = seen = ""
    for number, line in enumerate(lines, 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        if line.startswith("@"):
            source, seen = (part.strip() for part in line[1:].split("|"))
            continue
        head, colon, rest = line.partition(": ")
        of, space, office = head.partition(" ")
        found = [_HOLDER.match(part.strip()) for part in rest.split(";")]
        if not (colon and space and source) or not all(found):
            raise ValueError(f"line {number} is not `OF office: Name date; ...`: {line[:80]}")
        yield from _rows(of, office, [m.groupdict() for m in found if m], seen, source)


def _rows(of: str, office: str, found: list[dict[str, str | None]], seen: str, source: str) -> Iterator[Row]:
    for holder, following in zip(found, [*found[1:], None], strict=True):
        end = holder["end"] or (following["start"] if following else None) or ""
        checked = ", ".join(_MARKS[mark] for mark in holder["marks"] or "")
        if holder["name"] != "-":
            yield Row(of, office, holder["name"] or "", holder["start"] or "", end, seen, source, checked)


def main() -> None:
    """Write the table."""
    rows = list(read_lines(iter((HERE / "holders.txt").read_text(encoding="utf-8").splitlines())))
    head = [
        "# facts, licence CC0-1.0; made by training/offices/build.py from training/offices/holders.txt",
        "# columns: of (ISO 3166 alpha-3 or organisation), office, person, from, to, seen, source, checked against",
    ]
    TABLE.write_text("\n".join([*head, *("\t".join(row) for row in rows)]) + "\n", encoding="utf-8")
    print(f"{len(rows)} rows, {len({r.of for r in rows})} states and organisations", file=sys.stderr)


if __name__ == "__main__":
    main()
