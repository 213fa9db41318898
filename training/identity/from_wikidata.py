"""A Wikidata dump -> larger tables of people, organisations and places, in the form of src/rashomon/data/identity.

    python training/identity/from_wikidata.py latest-all.json.gz --out tables [--min-languages 20]

One pass over the dump (hours; a few hundred megabytes of memory), no network. Kept are items with an English label that
have articles in many languages and are instances of the classes below. Names are the labels and aliases in the chosen
languages; a name that two kept items share is left to the one with articles in more languages only where that has twice
as many, else to neither. The tables that ship were written by hand: put the rows that you want behind theirs.
Wikidata is CC0-1.0.
"""

from __future__ import annotations

import argparse
import bz2
import gzip
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TextIO

Item = Mapping[str, Any]

INSTANCE_OF, COUNTRY, ALPHA_3, GENDER, POSITION = "P31", "P17", "P298", "P21", "P39"
LANGUAGES = ("en", "de", "fr", "es", "pl", "ru", "uk")
GENDERS = {"Q6581097": "m", "Q6581072": "f"}
# only the classes that items are direct instances of: a dump does not say what is below what until it is read whole
CLASSES: Mapping[str, frozenset[str]] = {
    "people": frozenset({"Q5"}),
    "organisations": frozenset(
        {
            "Q43229", "Q484652", "Q245065", "Q7278", "Q327333", "Q192350", "Q1752939", "Q176799", "Q47913", "Q11032",
            "Q192283", "Q4830453", "Q891723", "Q783794", "Q6881511", "Q163740", "Q17127659", "Q1616075", "Q1194951",
        }
    ),
    "places": frozenset({"Q515", "Q3957", "Q532", "Q1549591", "Q1637706", "Q5119", "Q10864048", "Q23442", "Q3455524"}),
}  # fmt: skip
COUNTRIES = frozenset({"Q6256", "Q3624078"})


class Row(NamedTuple):
    """One item: the table it belongs to, its names, the first the English label, and in how many languages it stands.

    `detail` is the gender of a person, else the item of the country, until `write` knows its code.
    """

    table: str
    names: tuple[str, ...]
    detail: str
    weight: int


def items(lines: Iterable[str]) -> Iterator[Item]:
    """Yield the items of a dump: a JSON array with one item a line."""
    for line in lines:
        text = line.strip().rstrip(",")
        if text.startswith("{"):
            yield json.loads(text)


def values(item: Item, relation: str) -> list[Any]:
    """Return the values of the statements of one relation: ids of items, or strings."""
    found = []
    for statement in item.get("claims", {}).get(relation, ()):
        value = statement["mainsnak"].get("datavalue", {}).get("value")
        found.append(value["id"] if isinstance(value, dict) and "id" in value else value)
    return [value for value in found if value is not None]


def row(item: Item, min_languages: int) -> Row | None:
    """Return the row of an item, None if it is of no kind of ours, hardly known, or a person without any office."""
    classes = set(values(item, INSTANCE_OF))
    table = next((name for name, wanted in CLASSES.items() if classes & wanted), None)
    weight = sum(site.endswith("wiki") for site in item.get("sitelinks", {}))
    label = item.get("labels", {}).get("en", {}).get("value")
    if table is None or label is None or weight < min_languages:
        return None
    if table == "people" and not values(item, POSITION):
        return None
    relation = GENDER if table == "people" else COUNTRY
    detail = next(iter(values(item, relation)), "")
    return Row(table, names(item, label), GENDERS.get(detail, "") if table == "people" else detail, weight)


def names(item: Item, label: str) -> tuple[str, ...]:
    """Return the English label, then every other label and alias in the chosen languages, each once."""
    labels = [item["labels"][code]["value"] for code in LANGUAGES if code in item["labels"]]
    aliases = [alias["value"] for code in LANGUAGES for alias in item.get("aliases", {}).get(code, ())]
    return tuple(dict.fromkeys(n for n in (label, *labels, *aliases) if not set(n) & set("\t;\n")))


def settle(rows: Sequence[Row]) -> list[Row]:
    """Leave every name to one row of its table: to one that is known twice as widely as the next, else to none."""
    owners: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, found in enumerate(rows):
        for name in found.names:
            owners[found.table, name.casefold()].append(number)
    kept = []
    for number, found in enumerate(rows):
        mine = [name for name in found.names if _belongs(rows, owners[found.table, name.casefold()], number)]
        if mine and mine[0] == found.names[0]:
            kept.append(found._replace(names=tuple(mine)))
    return kept


def _belongs(rows: Sequence[Row], owners: Sequence[int], number: int) -> bool:
    return all(rows[number].weight >= 2 * rows[other].weight for other in owners if other != number)


def write(rows: Sequence[Row], codes: Mapping[str, str], out: Path) -> None:
    """Write a table of each kind, in the columns of the tables that ship: name, country or gender, other names."""
    out.mkdir(parents=True, exist_ok=True)
    for table in CLASSES:
        lines = ["# licence: CC0-1.0; Wikidata, made by training/identity/from_wikidata.py"]
        for found in sorted(found for found in rows if found.table == table):
            detail = found.detail if table == "people" else codes.get(found.detail, "")
            lines.append("\t".join([found.names[0], detail, "; ".join(found.names[1:])]))
        (out / f"{table}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def read(lines: Iterable[str], min_languages: int) -> tuple[list[Row], dict[str, str]]:
    """Return the rows of a dump, and the codes of countries (ISO 3166 alpha-3) by their items."""
    rows: list[Row] = []
    codes: dict[str, str] = {}
    for item in items(lines):
        if set(values(item, INSTANCE_OF)) & COUNTRIES:
            codes[item["id"]] = next(iter(values(item, ALPHA_3)), "")
        found = row(item, min_languages)
        if found is not None:
            rows.append(found)
    return settle(rows), codes


def open_dump(path: Path) -> TextIO:
    """Open a dump, packed or not, as lines of text."""
    opener = {".gz": gzip.open, ".bz2": bz2.open}.get(path.suffix, open)
    return opener(path, "rt", encoding="utf-8")  # type: ignore[operator,no-any-return]


def main() -> None:
    """Read the dump and write the tables."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("dump", type=Path)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--min-languages", type=int, default=20)
    args = options.parse_args()
    with open_dump(args.dump) as lines:
        rows, codes = read(lines, args.min_languages)
    write(rows, codes, args.out)


if __name__ == "__main__":
    main()
