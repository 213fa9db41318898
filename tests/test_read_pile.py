from __future__ import annotations

import io
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import pytest

from rashomon.errors import PipelineError
from rashomon.model import LAYERS, Rejection
from rashomon.pipeline import Summary, read_pile, signature
from rashomon.show.exports import write_records
from rashomon.store import Fault, check_store, open_view, open_writer
from rashomon.store.database import Store
from rashomon.workers import Limits
from tests.tiny_stages import TINY, find_capitals

# worker processes import this file's neighbours
ROOT = Path(__file__).parents[1]


def make_pile(folder: Path, **texts: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text)
    return folder


def run(pile: Path, store: Store, jobs: int | None = 1, **options: object) -> Summary:
    with open_writer(store) as writer:
        return read_pile([pile], writer, stages=TINY, jobs=jobs, **options)  # type: ignore[arg-type]


def export_all(store: Store) -> dict[str, bytes]:
    exports = {}
    with open_view(store) as view:
        for layer in LAYERS:
            out = io.BytesIO()
            write_records(view.records(layer), layer, "jsonl", out)
            exports[layer] = out.getvalue()
    return exports


def test_a_pile_is_read_and_its_findings_are_in_the_store(tmp_path: Path) -> None:
    pile = make_pile(tmp_path / "pile", a="Ms Aud of Oresk", b="nobody")

    assert Summary(2, 0, ()) == run(pile, tmp_path / "s.db")
    with open_view(tmp_path / "s.db") as view:
        words = [m.span.of(view.document(m.document).text) for m in view.records("mention")]
        assert ["Ms", "Aud", "Oresk"] == words


def test_a_store_in_the_folder_that_is_read_is_no_article_and_no_fault(tmp_path: Path) -> None:
    pile = make_pile(tmp_path / "pile", a="Ms Aud")
    (pile / "other.db").write_text("of somebody else")

    first, second = (run(pile, pile / "s.db") for _ in range(2))
    assert (1, 0, 1) == (first.read, second.read, second.unchanged)
    assert [[str(pile / "other.db")]] * 2 == [[r.ref for r in summary.rejections] for summary in (first, second)]


def test_reading_again_does_nothing(tmp_path: Path) -> None:
    pile, store = make_pile(tmp_path / "pile", a="Ms Aud", b="REFUSE this", c="Oresk"), tmp_path / "s.db"
    first = run(pile, store)
    before = store.read_bytes()
    second = run(pile, store)

    assert (2, 0) == (first.read, first.unchanged)
    assert (0, 2) == (second.read, second.unchanged)
    assert first.rejections == second.rejections
    assert before == store.read_bytes()


@pytest.mark.parametrize(("word", "reason"), [
    ("REFUSE", "it holds REFUSE"),
    ("CRASH", r"internal error: ValueError: a bug (tiny_stages.py:"),
    ("TWICE", "internal error: two records of the layer mention have the id"),
])  # fmt: skip
@pytest.mark.parametrize("jobs", [1, 2])
def test_one_bad_article_is_rejected_with_its_reason_and_the_run_goes_on(
    tmp_path: Path, word: str, reason: str, jobs: int
) -> None:
    pile = make_pile(tmp_path / "pile", a="Ms Aud", b=f"{word} this", c="Oresk")
    summary = run(pile, tmp_path / "s.db", jobs)

    assert 2 == summary.read
    assert [str(pile / "b.txt")] == [r.ref for r in summary.rejections]
    assert summary.rejections[0].reason.startswith(reason)
    with open_view(tmp_path / "s.db") as view:
        assert list(summary.rejections) == list(view.rejections())


def test_an_article_that_ends_its_process_is_rejected_and_no_other(tmp_path: Path) -> None:
    texts = {f"a{i}": f"Article {i}" for i in range(6)}
    pile = make_pile(tmp_path / "pile", **texts, a3x="DIE here")
    summary = run(pile, tmp_path / "s.db", jobs=2)

    assert 6 == summary.read
    assert [(str(pile / "a3x.txt"), "internal error: the process that read it died (exit code 9)")] == [
        (r.ref, r.reason) for r in summary.rejections
    ]


def test_an_article_that_takes_too_long_is_rejected_and_tried_again_by_the_next_run(tmp_path: Path) -> None:
    pile, store = make_pile(tmp_path / "pile", a="Ms Aud", b="STUCK here", c="Oresk"), tmp_path / "s.db"
    reason = "it took longer than 3 seconds: cut it into articles, or give it more time"

    assert Summary(2, 0, (Rejection(ref=str(pile / "b.txt"), reason=reason, stage="pipeline"),)) == run(
        pile, store, limits=Limits(seconds=3)
    )
    (pile / "b.txt").write_text("Not any more")
    assert Summary(1, 2, ()) == run(pile, store)


def test_an_article_that_memory_does_not_suffice_for_is_rejected_with_what_to_do(tmp_path: Path) -> None:
    pile = make_pile(tmp_path / "pile", a="Ms Aud", b="LARGE one")
    reason = "there was not enough memory for it: cut it into articles, or give it more memory"

    assert [reason] == [r.reason for r in run(pile, tmp_path / "s.db").rejections]


def test_exports_are_the_same_bytes_whatever_the_jobs_and_the_order(tmp_path: Path) -> None:
    texts = {f"a{i}": f"Article {i} by Ms Aud, {'REFUSE' if i % 5 == 0 else 'read'}" for i in range(12)}
    pile = make_pile(tmp_path / "pile", **texts)
    files = sorted(pile.iterdir())
    run(pile, tmp_path / "one.db", jobs=1)
    with open_writer(tmp_path / "two.db") as writer:
        read_pile([*reversed(files[4:]), *files[:4]], writer, stages=TINY, jobs=2)

    assert export_all(tmp_path / "one.db") == export_all(tmp_path / "two.db")
    assert 9 == export_all(tmp_path / "one.db")["document"].count(b"\n")


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_killed_run_resumes_and_ends_as_if_it_had_not_been_killed(tmp_path: Path, jobs: int) -> None:
    texts = {f"a{i:02}": f"SLOW article {i} by Ms Aud" for i in range(40)}
    pile, store = make_pile(tmp_path / "pile", **texts), tmp_path / "s.db"
    process = start(pile, store, jobs)
    wait_for_articles(store, 3)
    process.send_signal(signal.SIGKILL)
    process.wait()
    wait_until_nobody_is_left(process.pid)
    with open_view(store) as view:
        kept = view.counts()
        assert_only_unfinished(list(check_store(view)), kept["document"])

    assert 3 <= kept["document"] < 40
    # wholly there: "SLOW", "Ms", "Aud" of each
    assert 3 * kept["document"] == kept["mention"]
    assert Summary(40 - kept["document"], kept["document"], ()) == run(pile, store)
    run(pile, tmp_path / "whole.db")
    assert export_all(tmp_path / "whole.db") == export_all(store)


def test_an_interrupted_run_keeps_what_it_read_and_leaves_no_process_behind(tmp_path: Path) -> None:
    texts = {f"a{i:02}": f"SLOW article {i} by Ms Aud" for i in range(40)}
    pile, store = make_pile(tmp_path / "pile", **texts), tmp_path / "s.db"
    process = start(pile, store, 2)
    wait_for_articles(store, 3)
    os.killpg(process.pid, signal.SIGINT)  # as Ctrl-C does: to the workers as well

    assert 0 != process.wait()
    wait_until_nobody_is_left(process.pid)
    with open_view(store) as view:
        kept = view.counts()["document"]
        assert 3 <= kept < 40
        assert_only_unfinished(list(check_store(view)), kept)


def assert_only_unfinished(faults: Sequence[Fault], articles: int) -> None:
    """Check that a store whose run was stopped lacks nothing but what looks at its articles together."""
    assert {"identity", "reuse", "cluster", "claim"} == {fault.layer for fault in faults}
    for fault in faults:
        assert fault.what.startswith(f"{articles} articles are not ")
        assert fault.what.endswith(" yet: run rashomon read again")


def start(pile: Path, store: Path, jobs: int) -> subprocess.Popen[bytes]:
    """Start a run in a process group of its own, with the Ctrl-C of a terminal.

    A shell lets what it starts in the background ignore the signal, and the tests may be such a thing.
    """
    command = [sys.executable, "-m", "tests.tiny_stages", str(pile), str(store), str(jobs)]
    heed = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    return subprocess.Popen(command, cwd=ROOT, start_new_session=True, stderr=subprocess.DEVNULL, preexec_fn=heed)


def wait_until_nobody_is_left(group: int) -> None:
    """Fail if a process of the group is still at work after a while; zombies are at rest."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if not [state for state, theirs in states_and_groups() if theirs == group and state != "Z"]:
            return
        time.sleep(0.05)
    raise AssertionError("worker processes outlive the run")


def states_and_groups() -> Iterator[tuple[str, int]]:
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, group = stat.read_text().rpartition(")")[2].split()[:3]
        except OSError:  # gone meanwhile
            continue
        yield state, int(group)


def wait_for_articles(store: Path, wanted: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            with sqlite3.connect(f"file:{store}?mode=ro", uri=True) as connection:
                if connection.execute("SELECT count(*) FROM document").fetchone()[0] >= wanted:
                    return
        except sqlite3.OperationalError:
            pass
        time.sleep(0.01)
    raise AssertionError("the run did not begin")


def test_a_stage_of_a_new_version_reads_again_and_replaces_its_rows(tmp_path: Path) -> None:
    pile, store = make_pile(tmp_path / "pile", a="Ms Aud"), tmp_path / "s.db"
    run(pile, store)
    stages = (TINY[0], TINY[1]._replace(version=2, run=find_other_capitals))
    with open_writer(store) as writer:
        summary = read_pile([pile], writer, stages=stages, jobs=1)

    assert (1, 0) == (summary.read, summary.unchanged)
    with open_view(store) as view:
        assert ["capital/2"] == [m.by for m in view.records("mention")]


def find_other_capitals(document: object) -> dict[str, object]:
    import msgspec

    first = find_capitals(document)["mention"][0]  # type: ignore[arg-type]
    return {"mention": [msgspec.structs.replace(first, by="capital/2")]}


def test_progress_counts_inputs_then_articles_then_blocks(tmp_path: Path) -> None:
    pile, store = make_pile(tmp_path / "pile", a="Ms Aud", b="REFUSE", c="Oresk"), tmp_path / "s.db"
    seen: list[tuple[str, int, int, str]] = []
    run(pile, store, on_progress=lambda *told: seen.append(told))

    assert [(1, 3, "a.txt"), (2, 3, "b.txt"), (3, 3, "c.txt")] == [
        (done, total, Path(ref).name) for doing, done, total, ref in seen if doing == "reading articles"
    ]
    # from here on by the batch, of which this pile is one
    assert [(2, 2)] == [told[1:3] for told in seen if told[0] == "linking articles"]
    assert [(3, 3, "O")] == [told[1:] for told in seen if told[0] == "joining names"]


def test_stages_that_do_not_fit_together_are_refused_before_anything_is_read(tmp_path: Path) -> None:
    pile = make_pile(tmp_path / "pile", a="Ms Aud")
    with (
        open_writer(tmp_path / "s.db") as writer,
        pytest.raises(PipelineError, match="capital/1 needs document; given so far: raw"),
    ):
        read_pile([pile], writer, stages=TINY[1:])


def test_the_signature_names_stages_and_versions() -> None:
    assert "tiny/1 capital/1" == signature(TINY)
