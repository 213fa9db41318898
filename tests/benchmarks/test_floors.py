import json
from pathlib import Path

from benchmarks.floors import Floors, digests


def floors_file(folder: Path, floor: float) -> Path:
    path = folder / "floors.json"
    path.write_text(json.dumps({"zones": {"data": {}, "floors": {"rashomon": {"F1": floor}}}}), "utf-8")
    return path


def test_a_figure_below_its_floor_is_named(tmp_path: Path) -> None:
    lines = Floors(floors_file(tmp_path, 0.9)).below("zones", {"rashomon": {"F1": 0.8}}, {})

    assert ["zones: F1 of rashomon is 0.8, its floor is 0.9"] == lines


def test_a_figure_that_vanished_counts_as_fallen(tmp_path: Path) -> None:
    assert 1 == len(Floors(floors_file(tmp_path, 0.9)).below("zones", {"rashomon": {}}, {}))


def test_rounding_of_another_processor_is_no_fall(tmp_path: Path) -> None:
    assert [] == Floors(floors_file(tmp_path, 0.9)).below("zones", {"rashomon": {"F1": 0.895}}, {})


def test_other_data_than_the_pinned_is_said(tmp_path: Path) -> None:
    (tmp_path / "pages").write_bytes(b"x")
    data = digests(tmp_path, ["pages", "absent"])

    assert {"pages"} == set(data)
    assert ["zones: its floors were pinned on other data"] == Floors(floors_file(tmp_path, 0.9)).below(
        "zones", {"rashomon": {"F1": 0.9}}, data
    )


def test_pinning_raises_a_floor_and_lowers_it_only_when_told_to(tmp_path: Path) -> None:
    path = floors_file(tmp_path, 0.9)
    Floors(path).pin("zones", {"rashomon": {"F1": 0.8}}, {})
    assert 0.9 == json.loads(path.read_text("utf-8"))["zones"]["floors"]["rashomon"]["F1"]

    Floors(path).pin("zones", {"rashomon": {"F1": 0.8}}, {}, lower=True)
    assert 0.8 == json.loads(path.read_text("utf-8"))["zones"]["floors"]["rashomon"]["F1"]
