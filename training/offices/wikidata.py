"""A JSON dump of Wikidata -> tables of offices, holders and other spellings, larger than the one that ships.

python training/offices/wikidata.py latest-all.json.gz --since 2014 --seen 2026-11 -o FOLDER

The dump (.json, .json.gz or .json.bz2; an array with an item a line) is read as a stream, twice: once for countries
(P298, ISO 3166 alpha-3) and for positions with the country they are of (P1001, else P17), once for people (P39, with
the qualifiers P580 and P582). FOLDER gets `holders.tsv` and `known_as.tsv` in the columns of those that ship
(`src/rashomon/data/offices`), and can stand in for them. Wikidata is CC0. What it lacks: it names no office for many
ministers, dates by year only where nobody knew better, and lets two hold an office where a statement has no end.
"""

from __future__ import annotations

import argparse
import bz2
import gzip
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from rashomon.data.offices import Tenure, fold
from rashomon.extract.office_tables import countries, split, titles

Item = dict[str, Any]

_HUMAN = "Q5"
# 11 is a day, 10 a month, 9 a year; coarser dates tell nothing here
_PRECISION = {11: 10, 10: 7, 9: 4}
_SPELLINGS = 8


class Position(NamedTuple):
    """An office by its label, and the item of the country it is of."""

    label: str
    country: str


class World(NamedTuple):
    """What the first reading gathers, by item: codes of countries, names of countries, positions."""

    codes: Mapping[str, str]
    positions: Mapping[str, Position]


def read_items(path: Path) -> Iterator[Item]:
    """Yield the items of a dump, one at a time."""
    opener: Any = {".gz": gzip.open, ".bz2": bz2.open}.get(path.suffix, open)
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            text = line.strip().rstrip(",")
            if text not in ("", "[", "]"):
                yield json.loads(text)


def survey(items: Iterable[Item]) -> World:
    """Return the countries and the positions of a dump."""
    codes, positions = {}, {}
    for item in items:
        for code in _values(item, "P298"):
            codes[item["id"]] = str(code)
        of = [*_values(item, "P1001"), *_values(item, "P17")]
        if of and _label(item):
            positions[item["id"]] = Position(_label(item), of[0]["id"])
    return World(codes, positions)


def tenures(items: Iterable[Item], world: World, *, since: str, seen: str) -> Iterator[tuple[Tenure, list[str]]]:
    """Yield the offices that people held after `since` (a year), each with the other spellings of the person."""
    for item in items:
        if _HUMAN not in {value["id"] for value in _values(item, "P31")} or not _label(item):
            continue
        for claim in item.get("claims", {}).get("P39", ()):
            tenure = _tenure(claim, _label(item), world, seen)
            if tenure is not None and (tenure.end or seen) >= since:
                yield tenure, _spellings(item)


def _tenure(claim: Item, person: str, world: World, seen: str) -> Tenure | None:
    """Return the row of one statement, None where position, country or start is not known or it is deprecated."""
    value = _value(claim["mainsnak"])
    position = world.positions.get(value["id"]) if value else None
    start = _date(claim, "P580")
    if claim.get("rank") == "deprecated" or position is None or position.country not in world.codes or not start:
        return None
    of = world.codes[position.country]
    office = canonical(position.label, of)
    return Tenure(of, office, person, start, _date(claim, "P582"), seen, f"Wikidata {seen}", "")


def canonical(label: str, of: str) -> str:
    """Return what the shipped tables call an office: the `Federal Chancellor of Germany` is a prime minister."""
    words = split(label)
    state = countries().starting(words, 0)
    if state is not None and state[0] < len(words):
        words = words[state[0] :]
    lower = [word.lower() for word in words if word != "'s"]
    for end in range(len(lower), 0, -1):
        found = titles().starting(lower, 0) if end == len(lower) or lower[end] == "of" else None
        if found is not None and found[0] == end:
            own = next((t for t in found[1] if of in t.whose), None) or next((t for t in found[1] if not t.whose), None)
            if own is not None:
                return own.office
    return " ".join(lower)


def _values(item: Item, prop: str) -> list[Any]:
    found = (_value(claim["mainsnak"]) for claim in item.get("claims", {}).get(prop, ()))
    return [value for value in found if value is not None]


def _value(snak: Item) -> Any:
    return snak["datavalue"]["value"] if snak.get("snaktype") == "value" else None


def _date(claim: Item, qualifier: str) -> str:
    """Return a qualifier's date as far as it is known, empty where it is not."""
    for snak in claim.get("qualifiers", {}).get(qualifier, ()):
        value = _value(snak)
        if value and value["time"].startswith("+") and value["precision"] in _PRECISION:
            return str(value["time"][1 : 1 + _PRECISION[value["precision"]]])
    return ""


def _label(item: Item) -> str:
    return str(item.get("labels", {}).get("en", {}).get("value", ""))


def _spellings(item: Item) -> list[str]:
    """Return the first few English aliases that are spelt otherwise than the label."""
    aliases = [alias["value"] for alias in item.get("aliases", {}).get("en", ())]
    return [a for a in dict.fromkeys(aliases) if fold(a) != fold(_label(item)) and " " in a][:_SPELLINGS]


def write(found: Iterable[tuple[Tenure, list[str]]], folder: Path) -> int:
    """Write both tables, sorted, and return the number of rows."""
    rows, known = set(), {}
    for tenure, spellings in found:
        rows.add(tenure)
        if spellings:
            known[tenure.person] = "; ".join(spellings)
    folder.mkdir(parents=True, exist_ok=True)
    head = "# Wikidata, CC0-1.0; made by training/offices/wikidata.py\n"
    (folder / "holders.tsv").write_text(head + "".join("\t".join(r) + "\n" for r in sorted(rows)), encoding="utf-8")
    lines = (f"{person}\t{others}\n" for person, others in sorted(known.items()))
    (folder / "known_as.tsv").write_text(head + "".join(lines), encoding="utf-8")
    return len(rows)


def main() -> None:
    """Read the dump twice and write the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("dump", type=Path)
    parser.add_argument("--since", default="2014", help="leave out who had left office before this year")
    parser.add_argument("--seen", required=True, help="the month of the dump, such as 2026-11")
    parser.add_argument("-o", "--output", type=Path, required=True)
    given = parser.parse_args()
    world = survey(read_items(given.dump))
    found = tenures(read_items(given.dump), world, since=given.since, seen=given.seen)
    print(write(found, given.output), "rows")


if __name__ == "__main__":
    main()
