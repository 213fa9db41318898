"""A wheel comes out byte by byte the same wherever it is built, and holds the package and nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path
from zipfile import ZipFile

import pytest

from supply.reproduce import ROOT, TIMES, build, copy_tree, digests, tracked

PACKAGE = "src/rashomon/"
# what takes long to pack, and would be packed like any other file
LARGE = ".onnx"


@pytest.mark.skipif(shutil.which("git") is None or not (ROOT / ".git").exists(), reason="no git, or no clone of it")
def test_two_builds_are_equal_and_hold_what_git_knows(tmp_path: Path) -> None:
    paths = [path for path in tracked(ROOT) if not path.endswith(LARGE)]
    first = copy_tree(ROOT, paths, tmp_path / "first", TIMES[0])
    second = copy_tree(first, paths, tmp_path / "a second one", TIMES[1])
    # left-overs of running and building are not shipped
    (second / PACKAGE / "__pycache__").mkdir()
    (second / PACKAGE / "__pycache__" / "errors.cpython-311.pyc").write_bytes(b"left over")

    build(first, tmp_path / "built", ["wheel"])
    build(second, tmp_path / "built again", ["wheel"])

    assert digests(tmp_path / "built") == digests(tmp_path / "built again")
    (wheel,) = (tmp_path / "built").iterdir()
    held = {name for name in ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert {path.removeprefix("src/") for path in paths if path.startswith(PACKAGE)} == held
