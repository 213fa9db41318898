"""A made-up dump of four items -> the tables that it gives."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from training.identity.from_wikidata import read, write


def item(key: str, label: str, aliases: list[str], languages: int, **claims: str) -> str:
    """Return a line of a dump; claims are relation=item or text."""
    found: dict[str, Any] = {
        "id": key,
        "labels": {"en": {"value": label}},
        "aliases": {"en": [{"value": alias} for alias in aliases]},
        "sitelinks": {f"{n}wiki": {} for n in range(languages)},
        "claims": {
            relation: [{"mainsnak": {"datavalue": {"value": {"id": value} if value[0] == "Q" else value}}}]
            for relation, value in claims.items()
        },
    }
    return json.dumps(found) + ",\n"


DUMP = [
    "[\n",
    item("Q1", "Ruritania", ["Kingdom of Ruritania"], 200, P31="Q6256", P298="RUR"),
    item("Q2", "Marta Kelviste", ["Kelviste"], 90, P31="Q5", P21="Q6581072", P39="Q9"),
    item("Q3", "Juhan Kelviste", ["Kelviste"], 30, P31="Q5", P21="Q6581097", P39="Q9"),
    item("Q4", "Rinsa", ["Rinsau"], 40, P31="Q515", P17="Q1"),
    item("Q5", "Ada Sorel", [], 90, P31="Q5"),
    item("Q6", "Oresk", [], 3, P31="Q515", P17="Q1"),
    "]\n",
]


def test_a_dump_gives_tables_in_the_form_of_those_that_ship(tmp_path: Path) -> None:
    rows, codes = read(DUMP, min_languages=20)
    write(rows, codes, tmp_path)
    tables = {path.stem: path.read_text(encoding="utf-8").splitlines()[1:] for path in tmp_path.iterdir()}

    assert {
        "people": ["Juhan Kelviste\tm\t", "Marta Kelviste\tf\tKelviste"],
        "organisations": [],
        "places": ["Rinsa\tRUR\tRinsau"],
    } == tables


def test_a_name_of_two_who_are_as_widely_known_is_nobody_s() -> None:
    dump = [*DUMP[:3], item("Q3", "Juhan Kelviste", ["Kelviste"], 60, P31="Q5", P39="Q9"), *DUMP[4:]]

    assert all(row.names[1:] == () for row in read(dump, min_languages=20)[0] if row.table == "people")
