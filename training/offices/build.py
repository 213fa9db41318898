"""Lines of offices and holders, written by hand -> the table that ships (`holders.tsv`), checked where it can be.

python training/offices/build.py            write the table and say how much of it other sources confirm
python training/offices/build.py --differ   print who the World Factbook knows since another day

The lines stand in `leaders.txt`, `ministers.txt`, `organisations.txt` and `further.txt`; their heads say how they are
written.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from rashomon.data.offices import Tenure, first_day, fold

HERE = Path(__file__).parent
TABLE = HERE.parent.parent / "src/rashomon/data/offices/holders.tsv"
LINES = ("leaders.txt", "ministers.txt", "organisations.txt", "further.txt")
FACTBOOKS = {"2015-11": HERE / "factbook-2015-11.tsv", "2026-01": HERE / "factbook-2026-01.tsv"}
# offices whose holder the Factbook names
LEADS = frozenset({"president", "prime minister", "monarch", "pope", "vice president", "supreme leader"})
# a mark after a date, the source that says the same, and the month it was made
MARKS = {"+": ("Wikidata 2026-07", "2026-07"), "^": ("Wikidata 2022-08", "2022-08")}

_DATE = r"\d{4}(?:-\d\d){0,2}"
_HOLDER = re.compile(rf"(?P<name>.+?) (?P<start>{_DATE})(?:\.\.(?P<end>{_DATE}))?(?P<mark>[+^]?)")


class Known(NamedTuple):
    """What one edition of the Factbook says: its month, the state, the words before the date, since when."""

    edition: str
    state: str
    words: frozenset[str]
    since: str


def read_lines(lines: Iterable[str]) -> Iterator[Tenure]:
    """Yield a row for each holder; raises ValueError naming the line that cannot be read."""
    source = seen = ""
    for number, line in enumerate(lines, 1):
        if line.startswith("@"):
            source, seen = (part.strip() for part in line[1:].split("|"))
        elif line.strip() and not line.startswith("#"):
            head, colon, rest = line.strip().partition(": ")
            of, _, office = head.partition(" ")
            found = [_HOLDER.fullmatch(part.strip()) for part in rest.split(";")]
            if not (colon and of and office and source) or not all(found):
                raise ValueError(f"line {number} is not `OF office: Name date; ...`: {line[:80]}")
            yield from _rows(of.replace("_", " "), office, [m.groupdict() for m in found if m], (seen, source))


def _rows(of: str, office: str, found: Sequence[dict[str, str | None]], dated: tuple[str, str]) -> Iterator[Tenure]:
    seen, source = dated
    for holder, following in zip(found, [*found[1:], None], strict=True):
        end = holder["end"] or (following["start"] if following else None) or ""
        checked, confirmed = MARKS.get(holder["mark"] or "", ("", ""))
        confirmed = max(confirmed, (holder["start"] or "")[:7])  # whoever wrote the line knew of it then
        yield Tenure(
            of, office, holder["name"] or "", holder["start"] or "", end, max(seen, confirmed), source, checked
        )


def read_factbooks() -> list[Known]:
    """Return what the editions of the Factbook say."""
    found = []
    for edition, path in FACTBOOKS.items():
        for line in path.read_text(encoding="utf-8").splitlines():
            if not line.startswith("#"):
                state, _, words, since = line.split("\t")
                found.append(Known(edition, state, frozenset(fold(words).split()), since))
    return found


def check(row: Tenure, known: Sequence[Known]) -> Tenure:
    """Return the row with the editions of the Factbook that say the same, to the day or nearly."""
    same = [k for k in known if _is_same_person(row, k)]
    if not same:
        return row
    agreed = {f"Factbook {k.edition}" for k in same if _days_apart(row.start, k.since) <= 3}
    checked = ", ".join(sorted({*filter(None, row.checked.split(", ")), *agreed}))
    seen = row.seen if row.end else max(row.seen, *(k.edition for k in same))
    return row._replace(checked=checked, seen=seen)


def _is_same_person(row: Tenure, known: Known) -> bool:
    """Tell whether the Factbook names this person, in a state's highest offices."""
    last = [word for word in fold(row.person).split() if len(word) > 2]
    return row.office in LEADS and known.state == row.of and any(word in known.words for word in last[-1:] + last[:1])


def _days_apart(a: str, b: str) -> int:
    return abs((date.fromisoformat(first_day(a)) - date.fromisoformat(first_day(b))).days)


def differences(rows: Sequence[Tenure], known: Sequence[Known]) -> Iterator[str]:
    """Yield what the Factbook says of whom it names, where no row of that person starts on that day."""
    for k in known:
        mine = [row for row in rows if _is_same_person(row, k)]
        if mine and all(_days_apart(row.start, k.since) > 3 for row in mine):
            yield f"{k.edition} {k.state} {k.since}: " + "; ".join(f"{r.office} {r.person} {r.start}" for r in mine)


def build() -> list[Tenure]:
    """Return the rows of the table."""
    known: dict[str, list[Known]] = defaultdict(list)
    for k in read_factbooks():
        known[k.state].append(k)
    rows = [row for name in LINES for row in read_lines((HERE / name).read_text(encoding="utf-8").splitlines())]
    return [check(row, known[row.of]) for row in rows]


def main() -> None:
    """Write the table, or print where the Factbook differs."""
    rows = build()
    if "--differ" in sys.argv:
        print("\n".join(differences(rows, read_factbooks())))
        return
    head = (
        "# facts; CC0-1.0; made by training/offices/build.py, where sources and checks are described\n"
        "# columns: of (ISO 3166 alpha-3 or organisation), office, person, from, to (empty: in office when last seen),"
        " seen, source, confirmed by\n"
    )
    TABLE.write_text(head + "".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")
    checked = sum(bool(row.checked) for row in rows)
    print(f"{len(rows)} rows of {len({r.of for r in rows})} states and organisations, {checked} confirmed elsewhere")


if __name__ == "__main__":
    main()
