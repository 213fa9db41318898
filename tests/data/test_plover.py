"""PLOVER's ontology, and the way to CAMEO: the tables hold together, and say what the manual says."""

from __future__ import annotations

import msgspec
import pytest

from rashomon.data import resource, table
from rashomon.data.plover import cameo_of, is_conflict, quad_name, quad_of, score_of

ONTOLOGY = msgspec.json.decode(resource("plover/ontology.json").read_bytes())
TYPES = sorted(ONTOLOGY["types"])
MODES = sorted(tuple(name.split(":")) for name in ONTOLOGY["mode_scores"])
ROWS = table("plover/cameo.tsv")


@pytest.mark.parametrize(
    ("kind", "quad"), [("CONSULT", 1), ("AID", 2), ("REQUEST", 3), ("SANCTION", 4), ("ASSAULT", 4)]
)
def test_quad_classes_are_numbered_as_in_the_manual(kind: str, quad: int) -> None:
    assert quad == quad_of(kind)
    assert (quad > 2) is is_conflict(kind)


def test_a_quad_class_has_its_name() -> None:
    assert "MATERIAL CONFLICT" == quad_name("COERCE")


@pytest.mark.parametrize(
    ("kind", "mode", "score"),
    [("ASSAULT", "torture", -8.5), ("ASSAULT", None, -9.0), ("ASSAULT", "no such mode", -9.0), ("ACCUSE", None, -3.0)],
)
def test_a_mode_without_a_score_has_that_of_its_type(kind: str, mode: str | None, score: float) -> None:
    assert score == score_of(kind, mode)


@pytest.mark.parametrize("kind", TYPES)
def test_conflict_never_scores_as_cooperation(kind: str) -> None:
    assert score_of(kind, None) <= 0 if is_conflict(kind) else score_of(kind, None) > 0


@pytest.mark.parametrize("kind", TYPES)
def test_every_type_has_a_root_that_cameo_leads_back_to_it(kind: str) -> None:
    back = {code[:2] for code, row in ONTOLOGY["cameo2plover"].items() if row["plover"] == kind}

    assert cameo_of(kind, None).root in back


def test_every_code_stands_below_its_root_and_cameo_leads_back_to_the_type() -> None:
    back = {code: row["plover"] for code, row in ONTOLOGY["cameo2plover"].items()}

    assert [row for row in ROWS if not row[3].startswith(row[2] if row[3] else "")] == []
    assert [row for row in ROWS if row[3] and back.get(row[3], row[0]) != row[0]] == []


def test_every_type_stands_in_the_table_and_every_mode_in_it_is_plovers() -> None:
    known = {*MODES, ("RETREAT", "return"), ("PROTEST", "general"), ("THREATEN", "ban"), ("COERCE", "ban")}

    assert TYPES == sorted(kind for kind, mode, *_ in ROWS if not mode)
    assert {(kind, mode) for kind, mode, *_ in ROWS if mode} <= known
    assert len(ROWS) == len({row[:2] for row in ROWS})


@pytest.mark.parametrize(
    ("kind", "mode", "expected"),
    [
        ("PROTEST", "riot", ("14", "145")),
        ("PROTEST", None, ("14", "140")),
        ("ASSAULT", "firearms", ("19", "193")),
        ("ASSAULT", None, ("18", None)),
        ("ASSAULT", "primitive", ("18", None)),
        ("THREATEN", "violence", ("13", None)),
    ],
)
def test_a_code_is_given_only_where_type_and_mode_decide_it(
    kind: str, mode: str | None, expected: tuple[str, str | None]
) -> None:
    assert expected == cameo_of(kind, mode)


def test_the_notice_names_source_licence_and_what_was_changed() -> None:
    notice = resource("plover/NOTICE.md").read_text(encoding="utf-8")

    assert all(words in notice for words in ("openeventdata/PLOVER", "CC BY-SA 4.0", "It is -3.0"))
