"""The bill of materials: valid against CycloneDX's own schema, the same bytes for the same parts."""

from __future__ import annotations

import json

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from rashomon.data.manifest import shipped
from rashomon.show.supply.bill import make_bill
from rashomon.show.supply.parts import Part, find_parts

PARTS = [
    Part("rashomon", "package", "1.2", "Apache-2.0 AND CC-BY-4.0", needs=("heron",)),
    Part("heron", "package", "0.3", "BSD License"),
    Part("stork", "package", "4", "not said"),
    Part("birds.tsv", "data", "", "CC0-1.0", "by hand; own work", "ab" * 32),
]


def test_the_bill_of_this_installation_is_valid() -> None:
    bill = make_bill(find_parts(), {})

    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(bill) is None


def test_it_holds_every_data_file_with_its_digest() -> None:
    held = {
        c["name"]: c["hashes"][0]["content"]
        for c in json.loads(make_bill(find_parts(), {}))["components"]
        if "hashes" in c
    }

    assert {file.file: file.sha256 for file in shipped()} == held


def test_a_part_has_its_licence_as_an_expression_as_words_or_not_at_all() -> None:
    bill = json.loads(make_bill(PARTS, {}))

    assert [{"expression": "Apache-2.0 AND CC-BY-4.0"}] == bill["metadata"]["component"]["licenses"]
    assert [[{"license": {"name": "BSD License"}}], None, [{"expression": "CC0-1.0"}]] == [
        component.get("licenses") for component in bill["components"]
    ]


def test_who_leans_on_whom_is_told_by_their_addresses() -> None:
    bill = json.loads(make_bill(PARTS, {}))

    assert {
        "pkg:pypi/rashomon@1.2": ["pkg:pypi/heron@0.3", "rashomon/data/birds.tsv"],
        "pkg:pypi/heron@0.3": [],
        "pkg:pypi/stork@4": [],
    } == {row["ref"]: row["dependsOn"] for row in bill["dependencies"]}


def test_the_same_parts_give_the_same_bytes_and_a_time_only_when_told() -> None:
    assert make_bill(PARTS, {}) == make_bill(list(PARTS), {})
    assert "timestamp" not in make_bill(PARTS, {})
    assert make_bill(PARTS, {}) != make_bill(PARTS[:-1], {})
    assert (
        "2001-09-09T01:46:40+00:00"
        == json.loads(make_bill(PARTS, {"SOURCE_DATE_EPOCH": "1000000000"}))["metadata"]["timestamp"]
    )
