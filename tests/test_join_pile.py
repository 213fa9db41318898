"""Which events of a pile are one, after any order of reading, any interruption, and any change of mind."""

from __future__ import annotations

import signal
import subprocess
import sys
from functools import partial
from itertools import islice, permutations
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.errors import PipelineError
from rashomon.model import Document, Event
from rashomon.pipeline import group_pile, read_pile
from rashomon.profiles import Deed, Placed
from rashomon.store import View, check_store, open_view, open_writer
from rashomon.store.database import Store
from tests.databases import Place
from tests.test_read_pile import ROOT, export_all, make_pile
from tests.tiny_events import DEEDS, NEAREST
from tests.tiny_stages import NOTHING

TEXTS = {
    "a": "Aud>Bo, and Msida>Orsk.",
    "b": "Audhild>Bodil. Aud>Orsk",
    "c": "Einar>Bo after Audhild>Bo",
    "d": "nobody",
}


def run(pile: Path, store: Store, jobs: int = 1) -> None:
    with open_writer(store) as writer:
        read_pile([pile], writer, stages=DEEDS, jobs=jobs)


def told(view: View, event: str) -> str:
    """Return an event as it is written, with the name of its article: "a: Aud>Bo"."""
    found = view.record("event", event)
    assert isinstance(found, Event)
    document = view.document(found.document)
    return f"{Path(document.ref).stem}: {document.text[found.actors[0].span.start : found.recipients[0].span.end]}"


def clusters_of(store: Store) -> list[list[str]]:
    with open_view(store) as view:
        return sorted(sorted(told(view, event) for event in cluster.events) for cluster in view.records("cluster"))


def faults_of(store: Store) -> list[str]:
    with open_view(store) as view:
        return [fault.what for fault in check_store(view)]


def test_deeds_of_one_actor_to_one_letter_become_one_event(place: Place, tmp_path: Path) -> None:
    run(make_pile(tmp_path / "pile", **TEXTS), place / "s.db")

    # Audhild is Aud in a pile that knows Aud
    assert [
        ["a: Aud>Bo", "b: Audhild>Bodil", "c: Audhild>Bo"],
        ["a: Msida>Orsk"],
        ["b: Aud>Orsk"],
        ["c: Einar>Bo"],
    ] == clusters_of(place / "s.db")
    assert [] == faults_of(place / "s.db")


def test_a_cluster_names_who_takes_part_in_the_pile(place: Place, tmp_path: Path) -> None:
    run(make_pile(tmp_path / "pile", **TEXTS), place / "s.db")

    with open_view(place / "s.db") as view:
        largest = max(view.records("cluster"), key=lambda c: len(c.events))
        names = {view.record("entity", key).name for key in (*largest.actors, *largest.recipients)}  # type: ignore
        assert {"Aud", "Bo"} == names
        assert (3, 2, 1, {"asserted": 3}) == (largest.reports, largest.texts, largest.sources, largest.realis)


def test_every_order_and_batch_gives_the_same_bytes(place: Place, tmp_path: Path) -> None:
    pile = make_pile(tmp_path / "pile", **TEXTS)
    run(pile, place / "at-once.db")
    expected = export_all(place / "at-once.db")
    for order in islice(permutations(sorted(pile.iterdir())), 3, None, 5):
        store = place / f"{'-'.join(path.stem for path in order)}.db"
        for article in order:
            run(article, store)

        assert expected == export_all(store)
    run(pile, place / "two.db", jobs=2)
    assert expected == export_all(place / "two.db")


words = st.sampled_from(["Aud>Bo", "Audhild>Bodil", "Au>Bo", "Bo>Aud", "Audhild>Bo", "ALL>Bo", "Einar>Au", "x"])


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abcd"), st.lists(words, max_size=4).map(" ".join)), min_size=1, max_size=8))
def test_a_history_of_changes_ends_as_if_only_the_last_texts_had_been_read(history: list[tuple[str, str]]) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        for ref, text in history:  # articles come, change, and change back
            run(make_pile(folder / "pile", **{ref: text or "-"}) / f"{ref}.txt", folder / "history.db")
        run(folder / "pile", folder / "fresh.db")
        ours, fresh = (export_all(folder / f"{store}.db") for store in ("history", "fresh"))

        assert fresh == ours
        assert [] == faults_of(folder / "history.db")


def test_an_article_that_is_replaced_takes_its_events_with_it(place: Place, tmp_path: Path) -> None:
    pile, store = make_pile(tmp_path / "pile", a="Aud>Bo", b="Aud>Bodil", c="Aud>Borg"), place / "s.db"
    run(pile, store)
    assert [["a: Aud>Bo", "b: Aud>Bodil", "c: Aud>Borg"]] == clusters_of(store)
    run(make_pile(pile, b="Aud met Bodil"), store)

    assert [["a: Aud>Bo", "c: Aud>Borg"]] == clusters_of(store)
    run(make_pile(pile, a="Einar>Bo"), store)
    assert [["a: Einar>Bo"], ["c: Aud>Borg"]] == clusters_of(store)
    assert [] == faults_of(store)


def test_who_becomes_another_in_the_pile_changes_the_events_of_articles_that_were_read(
    place: Place, tmp_path: Path
) -> None:
    pile, store = make_pile(tmp_path / "pile", a="Audhild>Bo", b="Audhilda>Bodil"), place / "s.db"
    run(make_pile(pile, c="nobody"), store)
    assert [["a: Audhild>Bo", "b: Audhilda>Bodil"]] == clusters_of(store)
    (pile / "a.txt").write_text("Karl>Bo")
    run(pile, store)
    assert [["a: Karl>Bo"], ["b: Audhilda>Bodil"]] == clusters_of(store)
    (pile / "a.txt").write_text("Audhild met Bo. Aud>Bo")
    run(pile, store)

    # Audhilda is Aud now, like Audhild
    assert [["a: Aud>Bo", "b: Audhilda>Bodil"]] == clusters_of(store)


def test_another_version_of_the_stage_joins_all_events_anew_and_reads_no_article(place: Place, tmp_path: Path) -> None:
    pile, store = make_pile(tmp_path / "pile", a="Aud>Bo", b="Aud>Bodil"), place / "s.db"
    run(pile, store)
    keep_apart = partial(group_pile, groupings=[NEAREST._replace(choose=lambda *_: None)])
    with open_writer(store) as writer:
        stages = [s._replace(version=2, run=keep_apart) if s.name == "cluster" else s for s in DEEDS]
        summary = read_pile([pile], writer, stages=stages, jobs=1)

    assert (0, 2) == (summary.read, summary.unchanged)
    assert [["a: Aud>Bo"], ["b: Aud>Bodil"]] == clusters_of(store)


def test_what_a_later_stage_groups_is_found_ahead_and_not_a_second_time(place: Place, tmp_path: Path) -> None:
    found: list[str] = []

    def find(document: Document, **_: object) -> list[Placed]:
        found.append(document.ref)
        return []

    later = [NOTHING._replace(kind="deed", item=Deed, find=find)]
    both = {
        "cluster": partial(group_pile, groupings=[NEAREST], ahead={"claim/1": later}),
        "claim": partial(group_pile, groupings=later),
    }
    stages = [s._replace(run=both.get(s.name, s.run)) for s in DEEDS]
    pile, store = make_pile(tmp_path / "pile", **TEXTS), place / "s.db"
    with open_writer(store) as writer:
        read_pile([pile], writer, stages=stages, jobs=1)
        assert sorted(TEXTS) == sorted(Path(ref).stem for ref in found)
        raised = [s._replace(version=2, needs=s.needs | {"document"}) if s.name == "claim" else s for s in stages]
        read_pile([pile], writer, stages=raised, jobs=1)

    # the signature that it was found for is not that of the stage any more
    assert 2 * len(TEXTS) == len(found)


def test_a_bug_in_what_a_later_stage_groups_costs_no_event(place: Place, tmp_path: Path) -> None:
    def find(document: Document, **_: object) -> list[Placed]:
        raise ValueError("a bug")

    later = {"claim/1": [NOTHING._replace(kind="deed", item=Deed, find=find)]}
    ahead = partial(group_pile, groupings=[NEAREST], ahead=later)
    stages = [s._replace(run=ahead) if s.name == "cluster" else s for s in DEEDS]
    with open_writer(place / "s.db") as writer, pytest.raises(PipelineError, match=r"cluster/1: 2 internal errors"):
        read_pile([make_pile(tmp_path / "pile", a="Aud>Bo", b="Aud>Bodil")], writer, stages=stages, jobs=1)

    assert [["a: Aud>Bo", "b: Aud>Bodil"]] == clusters_of(place / "s.db")


def test_a_run_over_nothing_new_touches_nothing(tmp_path: Path) -> None:
    pile, store = make_pile(tmp_path / "pile", **TEXTS), tmp_path / "s.db"
    run(pile, store)
    before = store.read_bytes()
    run(pile, store)

    assert before == store.read_bytes()


def test_a_bug_in_one_article_costs_the_others_nothing_and_is_told(place: Place, tmp_path: Path) -> None:
    pile, store = make_pile(tmp_path / "pile", a="Flaw>Borg", b="Aud>Bo", c="Aud>Bodil"), place / "s.db"
    with pytest.raises(PipelineError, match=r"cluster/1: 1 internal errors; the first, in .*: ValueError: a bug \("):
        run(pile, store)

    assert [["b: Aud>Bo", "c: Aud>Bodil"]] == clusters_of(store)
    assert ["1 events are not joined yet: run rashomon read again"] == faults_of(store)


def test_a_bug_in_who_is_who_leaves_the_events_of_others_joined(place: Place, tmp_path: Path) -> None:
    pile, store = make_pile(tmp_path / "pile", a="Bug", b="Aud>Orsk", c="Audhild>Orsk"), place / "s.db"
    with pytest.raises(PipelineError, match="identity/1: 1 internal errors"):
        run(pile, store)

    assert [["b: Aud>Orsk", "c: Audhild>Orsk"]] == clusters_of(store)


# of 12 articles, 5 at a time: what each tells, what each event is, what hangs together so, and what is made of that
@pytest.mark.parametrize(
    ("place", "steps"),
    [
        ("sqlite", [1]),
        ("sqlite", [3]),
        ("sqlite", [4]),
        ("sqlite", [8]),
        ("sqlite", [11]),
        ("sqlite", [2, 4, 3]),
        ("postgresql", [2, 4, 3]),
    ],
    indirect=["place"],
)
def test_a_run_killed_between_two_transactions_of_joining_is_finished_by_the_next(
    place: Place, tmp_path: Path, steps: list[int]
) -> None:
    texts = {f"a{i:02}": f"Aud>Bo{chr(97 + i)} Einar>{chr(65 + i)}o" for i in range(12)}
    pile, store = make_pile(tmp_path / "pile", **texts), place / "s.db"
    for step in steps:
        kill_while_joining(pile, store, step)
    faults = faults_of(store)

    # nothing is broken, but something is left to do
    assert faults
    assert all("run rashomon read again" in fault for fault in faults)
    run(pile, store)
    run(pile, place / "whole.db")
    assert export_all(place / "whole.db") == export_all(store)
    assert [] == faults_of(store)


def kill_while_joining(pile: Path, store: Store, after: int) -> None:
    """Run, and kill the process by SIGKILL after so many transactions of the stage that joins events."""
    script = (
        "import os, signal, sys\n"
        "from rashomon.pipeline import items, read_pile\n"
        "from rashomon.store import open_writer\n"
        "from tests.tiny_events import DEEDS\n"
        "items.ARTICLES = 5\n"
        "left = int(sys.argv[3])\n"
        "def tell(doing, *_):\n"
        "    global left\n"
        "    left -= doing.endswith('events')\n"
        "    if left == 0:\n"
        "        os.kill(os.getpid(), signal.SIGKILL)\n"
        "with open_writer(sys.argv[2]) as writer:\n"
        "    read_pile([sys.argv[1]], writer, stages=DEEDS, jobs=1, on_progress=tell)\n"
    )
    ended = subprocess.run([sys.executable, "-c", script, str(pile), str(store), str(after)], cwd=ROOT, check=False)

    assert -signal.SIGKILL == ended.returncode
