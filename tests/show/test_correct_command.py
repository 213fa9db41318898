from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner

import rashomon
from rashomon.errors import NotPossible
from rashomon.pipeline import relink
from rashomon.show.cli import main
from rashomon.show.correction_cells import differences, said, subject
from rashomon.show.fields import changeable, choices_of, parse, say
from rashomon.store import Ruling, open_view, open_writer
from tests.store.made import MADE_BY
from tests.store.test_corrections import FOUND, LATE, NOON, SHELLED, TEXT


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return fill(tmp_path / "story.db")


def fill(store: Path) -> Path:
    with open_writer(store) as writer:
        writer.add(FOUND, MADE_BY)
    return store


def run(store: Path, *words: str, code: int = 0) -> str:
    done = CliRunner().invoke(main, [*words, "--store", str(store)])
    assert code == done.exit_code, done.output
    return done.output


def correct(store: Path, *words: str, code: int = 0) -> str:
    return run(store, "correct", *words, "--who", "ines", "--at", NOON, code=code)


def listed(store: Path, layer: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in run(store, "list", layer, "--format", "jsonl").splitlines() if line[0] == "{"]


def test_a_finding_is_changed_field_by_field(store: Path) -> None:
    spoken = correct(store, "change", LATE.id[:6], "--set", "act=denial", "--set", "speaker=Orsk", "--why", "he denied")
    (now,) = listed(store, "attribution")
    (row,) = listed(store, "correction")

    assert ("denial", "Orsk", "he denied") == (now["act"], now["speaker_name"], now["reason"])
    assert ("ines", NOON, "stands", "he denied") == (row["who"], row["at"], row["standing"], row["why"])
    assert f"rashomon correct undo {row['id'][:8]}" in spoken


def test_a_correction_is_taken_back(store: Path) -> None:
    correct(store, "reject", LATE.id)
    assert [] == listed(store, "attribution")
    (row,) = listed(store, "correction")
    run(store, "correct", "undo", row["id"][:8], "--who", "bo", "--at", NOON)

    assert [LATE.id] == [a["id"] for a in listed(store, "attribution")]
    assert [("undone", "bo")] == [(c["standing"], c["undone_by"]) for c in listed(store, "correction")]


def test_entities_are_merged_and_split(store: Path) -> None:
    with open_writer(store) as writer:
        relink(writer)
    aud, orsk = sorted(listed(store, "entity"), key=lambda e: str(e["name"]))
    correct(store, "merge", aud["id"], orsk["id"])

    assert ["Ms Aud"] == [e["name"] for e in listed(store, "entity")]
    assert "all of Ms Aud would be split off" in correct(store, "split", aud["id"], "a.txt", code=1)


def test_what_cannot_be_is_one_line_and_exit_code_1(store: Path) -> None:
    assert "no field colour to change" in correct(store, "change", LATE.id, "--set", "colour=red", code=1)
    assert "--set takes FIELD=VALUE" in correct(store, "change", LATE.id, "--set", "act", code=2)
    assert "no finding 'zz'" in correct(store, "accept", "zz", code=1)


def test_corrections_are_listed_in_words(store: Path) -> None:
    correct(store, "change", LATE.id, "--set", "act=denial", "--set", "content=4-18")
    table = CliRunner(env={"COLUMNS": "300"}).invoke(
        main, ["list", "correction", "--format", "table", "--store", str(store)]
    )

    assert "content: “The ferry was late” → “ferry was late”; act: statement → denial" in " ".join(table.output.split())


def test_corrections_hold_in_another_store_that_has_the_text_under_another_name(store: Path, tmp_path: Path) -> None:
    correct(store, "change", LATE.id, "--set", "act=denial", "--set", "speaker=Orsk")
    file = tmp_path / "said.jsonl"
    run(store, "correct", "export", "-o", str(file))
    (line,) = map(json.loads, file.read_text().splitlines())
    assert ("statement", "denial", TEXT) == (line["machine"]["act"], line["person"]["act"], line["text"])

    source = tmp_path / "elsewhere"
    source.mkdir()
    (source / "other.txt").write_text(TEXT)
    other = tmp_path / "other.db"
    rashomon.read(source, other, attribution="rules").close()
    told = run(other, "correct", "import", str(file))
    assert "1 correction brought, 0 were in" in told
    assert "0 corrections brought, 1 were in" in run(other, "correct", "import", str(file))

    assert ("denial", "Orsk") in [(a["act"], a["speaker_name"]) for a in listed(other, "attribution")]
    assert "0 faults" in run(other, "check")


def test_corrections_of_texts_that_are_not_there_are_left_out(store: Path, tmp_path: Path) -> None:
    correct(store, "reject", LATE.id)
    file = tmp_path / "said.jsonl"
    run(store, "correct", "export", "-o", str(file))
    other = tmp_path / "other.db"
    open_writer(other).__exit__(None, None, None)

    assert "is about an article that is not here" in run(other, "correct", "import", str(file))


def test_a_correction_that_points_outside_its_text_is_left_out(store: Path, tmp_path: Path) -> None:
    correct(store, "change", LATE.id, "--set", "act=denial")
    file, other = tmp_path / "said.jsonl", tmp_path / "other.db"
    run(store, "correct", "export", "-o", str(file))
    line = json.loads(file.read_text())
    line["correction"]["becomes"]["content"][0]["end"] = 999_999
    file.write_text(json.dumps(line) + "\n")
    (tmp_path / "other.txt").write_text(TEXT)
    rashomon.read(tmp_path / "other.txt", other, attribution="rules").close()

    assert f"points outside its text, which has {len(TEXT)} characters" in run(other, "correct", "import", str(file))
    assert [] == listed(other, "correction")
    assert "0 faults" in run(other, "check")


def test_training_data_is_what_a_person_looked_at(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    said_so = "“The ferry was late,” Marta Aud said on Monday."
    others = "RINSA — The quay at Rinsa was quiet that day.", "“Nothing was late,” Petra Vell said on Monday."
    text = "\n\n".join((others[0], said_so, others[1]))
    (tmp_path / "in" / "one.txt").write_text(text)
    store = tmp_path / "story.db"
    rashomon.read(tmp_path / "in", store, attribution="rules").close()
    late = next(a for a in listed(store, "attribution") if "ferry" in a["content_text"])
    correct(store, "accept", late["id"])
    (article,) = map(json.loads, run(store, "correct", "export", "--as", "training").splitlines())

    assert ["source", "cue", "content"] == list(article["attributions"][0])
    assert 1 == len(article["attributions"])
    kept = bytearray(b"\1" * len(text))
    for start, end in article["discard"]:
        kept[start:end] = bytes(end - start)
    assert said_so == "".join(c for c, keep in zip(text, kept, strict=True) if keep)


def test_a_pile_is_corrected_from_python(store: Path) -> None:
    with rashomon.open(store) as pile:
        made = pile.correct(Ruling(verdict="reject", finding=LATE.id, who="ines", at=NOON))
        assert ([], [made]) == (pile.attributions, pile.corrections)
        pile.undo(made.id, "ines", NOON)

        assert [LATE.id] == [a.id for a in pile.attributions]


@pytest.mark.parametrize(
    ("layer", "field", "typed", "value"),
    [
        ("attribution", "content", "1-3, 5-9", [{"start": 1, "end": 3}, {"start": 5, "end": 9}]),
        ("attribution", "source", "", []),
        ("attribution", "speaker", "", None),
        ("attribution", "speaker", "Ms Aud", "Ms Aud"),
        ("event", "actors", "1-3:Orsk,5-9", [
            {"span": {"start": 1, "end": 3}, "entity": "Orsk"}, {"span": {"start": 5, "end": 9}, "entity": None},
        ]),
        ("event", "when", "", None),
        ("event", "place", "2-4", {"start": 2, "end": 4}),
        ("quantity", "value", "12", 12.0),
        ("quantity", "value", "10..20", [10.0, 20.0]),
        ("quantity", "value", "", None),
        ("article", "byline", "A. Aud, B. Vell", ["A. Aud", "B. Vell"]),
    ],
)  # fmt: skip
def test_what_is_typed_for_a_field_becomes_its_value(layer: str, field: str, typed: str, value: Any) -> None:
    assert {field: value} == parse(layer, {field: typed})


def test_every_field_is_said_as_it_is_typed() -> None:
    for record, layer in ((LATE, "attribution"), (SHELLED, "event")):
        typed = {field: say(getattr(record, field)) for field in changeable(layer)}

        assert {f: v for f, v in parse(layer, typed).items() if v} == {
            f: v for f, v in msgspec.json.decode(msgspec.json.encode(record)).items() if f in typed and v
        }


def test_choices_are_those_of_the_record() -> None:
    assert ("direct", "indirect", "mixed") == choices_of("attribution", "kind")
    assert () == choices_of("attribution", "speaker")
    with pytest.raises(NotPossible, match="'x' is no number"):
        parse("quantity", {"value": "x"})


def test_a_correction_is_told_in_words(store: Path) -> None:
    correct(store, "change", LATE.id, "--set", "speaker=")
    with open_view(store) as view:
        (made,) = view.records("correction")

    assert "The ferry was late" == subject(made, TEXT)
    assert [("speaker", "Ms Aud", "none")] == [tuple(d) for d in differences(made, TEXT)]
    assert ["speaker: Ms Aud → none"] == list(said(made, TEXT))
