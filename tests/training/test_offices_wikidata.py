"""Tables of offices from a dump of Wikidata: a tiny one of a made-up country, packed as the real ones are."""

from __future__ import annotations

import bz2
import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from training.offices.wikidata import World, canonical, read_items, survey, tenures, write


def item(key: str, label: str, claims: dict[str, list[Any]], aliases: tuple[str, ...] = ()) -> dict[str, Any]:
    return {
        "id": key,
        "labels": {"en": {"value": label}},
        "aliases": {"en": [{"value": alias} for alias in aliases]},
        "claims": claims,
    }


def claim(value: Any, rank: str = "normal", **qualifiers: str) -> dict[str, Any]:
    dated = {"P580": qualifiers.get("start"), "P582": qualifiers.get("end")}
    return {
        "mainsnak": {"snaktype": "value", "datavalue": {"value": value}},
        "rank": rank,
        "qualifiers": {p: [time(date)] for p, date in dated.items() if date},
    }


def time(date: str) -> dict[str, Any]:
    """Return a date as Wikidata writes it: always with month and day, and a precision."""
    precision = {4: 9, 7: 10, 10: 11}[len(date)]
    padded = date + "-00-00"[: 10 - len(date)]
    value = {"time": f"+{padded}T00:00:00Z", "precision": precision}
    return {"snaktype": "value", "datavalue": {"value": value}}


HUMAN = {"P31": [claim({"id": "Q5"})]}
DUMP = [
    item("Q1", "Ruritania", {"P298": [claim("RUR")]}),
    item("Q2", "President of Ruritania", {"P1001": [claim({"id": "Q1"})]}),
    item("Q3", "Minister of Foreign Affairs of Ruritania", {"P17": [claim({"id": "Q1"})]}),
    item("Q4", "Mayor of nowhere", {}),
    item(
        "Q10",
        "Ann Roe",
        {**HUMAN, "P39": [claim({"id": "Q3"}, start="2015", end="2016-03"), claim({"id": "Q2"}, start="2016-03-04")]},
        ("Anna Roe", "ANN ROE", "Roe"),
    ),
    item("Q11", "Ivo Old", {**HUMAN, "P39": [claim({"id": "Q2"}, start="1999-01-01", end="2004-01-01")]}),
    item("Q12", "Eve Wrong", {**HUMAN, "P39": [claim({"id": "Q2"}, rank="deprecated", start="2018-01-01")]}),
    item("Q13", "Max Undated", {**HUMAN, "P39": [claim({"id": "Q2"})]}),
    item("Q14", "Tom Town", {**HUMAN, "P39": [claim({"id": "Q4"}, start="2018-01-01")]}),
]


@pytest.fixture(params=["dump.json", "dump.json.gz", "dump.json.bz2"])
def dump(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    path = tmp_path / str(request.param)
    text = "[\n" + ",\n".join(json.dumps(entry) for entry in DUMP) + "\n]\n"
    packed = text.encode()
    if path.suffix == ".gz":
        packed = gzip.compress(packed)
    elif path.suffix == ".bz2":
        packed = bz2.compress(packed)
    path.write_bytes(packed)
    return path


def test_a_dump_is_read_whatever_it_is_packed_with(dump: Path) -> None:
    assert [entry["id"] for entry in DUMP] == [entry["id"] for entry in read_items(dump)]


def test_who_held_an_office_of_a_country_with_a_code_is_in_the_table(dump: Path) -> None:
    found = [t for t, _ in tenures(read_items(dump), survey(read_items(dump)), since="2014", seen="2026-11")]

    assert [
        ("RUR", "foreign minister", "Ann Roe", "2015", "2016-03"),
        ("RUR", "president", "Ann Roe", "2016-03-04", ""),
    ] == [t[:5] for t in found]
    assert {"2026-11"} == {t.seen for t in found}


def test_the_tables_have_the_columns_of_those_that_ship(dump: Path, tmp_path: Path) -> None:
    world = survey(read_items(dump))
    rows = write(tenures(read_items(dump), world, since="2014", seen="2026-11"), tmp_path / "out")
    holders = (tmp_path / "out" / "holders.tsv").read_text().splitlines()[1:]

    assert rows == 2
    assert {8} == {len(line.split("\t")) for line in holders}
    assert "Ann Roe\tAnna Roe" in (tmp_path / "out" / "known_as.tsv").read_text().splitlines()


@pytest.mark.parametrize(
    ("label", "of", "office"),
    [
        ("Federal Chancellor of Germany", "DEU", "prime minister"),
        ("United States Secretary of State", "USA", "foreign minister"),
        ("Prime Minister of the United Kingdom", "GBR", "prime minister"),
        ("Keeper of the Royal Swans", "GBR", "keeper of the royal swans"),
    ],
)
def test_an_office_is_called_as_the_shipped_tables_call_it(label: str, of: str, office: str) -> None:
    assert office == canonical(label, of)


def test_a_country_without_a_code_has_no_offices() -> None:
    world = World({}, survey(DUMP).positions)

    assert [] == list(tenures(DUMP, world, since="2014", seen="2026-11"))
