"""Who is who in a pile, after any order of reading, any interruption, and any change of mind."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from functools import partial
from itertools import islice, permutations
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.errors import PipelineError
from rashomon.model import AnyRecord, Entity, digest
from rashomon.pipeline import STAGES, link_pile, read_pile
from rashomon.profiles import Profile, Resolved
from rashomon.store import check_store, open_view, open_writer
from rashomon.store.database import Store
from tests.databases import Place
from tests.store.made import MADE_BY, make_article, make_document, make_entity, make_mention
from tests.test_read_pile import ROOT, export_all, make_pile, run
from tests.tiny_stages import TINY, find_tiny_profiles

IDENTITY = next(stage for stage in STAGES if stage.name == "identity")
TEXTS = {"a": "Ms Aud of OLA", "b": "Audhild met Aud", "c": "Audhilda, Msida", "d": "nobody"}


def who_is_who(store: Store) -> dict[str, str]:
    """Return of each name in each article, such as "a: Aud", who it is, and why."""
    with open_view(store) as view:
        found = {}
        for identity in view.records("identity"):
            ref = Path(view.document(identity.document).ref).stem
            own, whole = (view.record("entity", key) for key in (identity.member, identity.entity))
            assert isinstance(own, Entity)
            assert isinstance(whole, Entity)
            found[f"{ref}: {own.name}"] = ", ".join(filter(None, (whole.name, identity.reason)))
        return found


def read_one(article: Path, store: Store) -> None:
    with open_writer(store) as writer:
        read_pile([article], writer, stages=TINY, jobs=1)


def test_entities_of_articles_become_entities_of_the_pile(place: Place, tmp_path: Path) -> None:
    pile, store = make_pile(tmp_path / "pile", **TEXTS), place / "s.db"
    run(pile, store)

    assert {
        "a: Ms": "Ms",
        "a: Aud": "Aud",
        "b: Audhild": "Aud, Audhild begins with Aud",
        "b: Aud": "Aud",
        "c: Audhilda": "Aud, Audhilda begins with Aud",
        "c: Msida": "Ms, Msida begins with Ms",
    } == who_is_who(store)
    with open_view(store) as view:
        pile_wide = {e.name: e.reason for e in view.records("entity") if e.document is None}
        alone = [e.name for e in view.records("entity") if e.document]
        # in how many articles, profile by profile: Aud in 2, Audhild in 1, Audhilda in 1
        assert {"Aud": "in 4 articles", "Ms": "in 2 articles"} == pile_wide
        assert ["OLA"] == alone
        assert [] == list(check_store(view))


def test_every_order_and_batch_gives_the_same_bytes(place: Place, tmp_path: Path) -> None:
    pile = make_pile(tmp_path / "pile", **TEXTS)
    run(pile, place / "at-once.db")
    expected = export_all(place / "at-once.db")
    for order in permutations(sorted(pile.iterdir())):
        store = place / f"{'-'.join(path.stem for path in order)}.db"
        for article in order:
            read_one(article, store)

        assert expected == export_all(store)


NAMES = (
    ("Volodymyr Zelensky", "Sergei Lavrov"),
    ("Zelenskyy", "Olena Zelenska"),
    ("Vladimir Zelenskiy", "Einar Rosk"),
    ("Zelensky", "Rosk", "Lavrov"),
    ("Ants Rosk", "Sergey Lavrov"),
)


def test_every_order_gives_the_same_bytes_by_the_real_rules_of_names(tmp_path: Path) -> None:
    articles = [records_naming(f"{number}.txt", names) for number, names in enumerate(NAMES)]
    exports = []
    for number, order in enumerate([articles, *islice(permutations(reversed(articles)), 0, None, 17)]):
        store = tmp_path / f"{number}.db"
        with open_writer(store) as writer:
            for records in order:
                writer.add(records, MADE_BY)
                link_pile(writer, IDENTITY, lambda *_: None)
        exports.append(export_all(store))

    assert 8 < len(exports)
    assert [exports[0]] * len(exports) == exports
    # somebody was joined under another name, or the order could not matter
    assert b'"reason":"' in exports[0]["identity"]


def records_naming(ref: str, names: Sequence[str]) -> list[AnyRecord]:
    document = make_document(ref, f"{', '.join(names)} met.")
    entities = [make_entity(document, name) for name in names]
    return [
        document,
        make_article(document),
        *entities,
        *(make_mention(document, e.name, e) for e in entities),
    ]


words = st.sampled_from(["Aud", "Audhild", "Au", "Bo", "Bodil", "ALL", "x"])


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abcd"), st.lists(words, max_size=4).map(" ".join)), min_size=1, max_size=8))
def test_a_history_of_changes_ends_as_if_only_the_last_texts_had_been_read(history: list[tuple[str, str]]) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        for ref, text in history:  # articles come, change, and change back
            read_one(make_pile(folder / "pile", **{ref: text or "-"}) / f"{ref}.txt", folder / "history.db")
        run(folder / "pile", folder / "fresh.db")
        ours, fresh = (export_all(folder / f"{store}.db") for store in ("history", "fresh"))
        with open_view(folder / "history.db") as view:
            assert [] == list(check_store(view))

        assert fresh == ours


def test_a_changed_article_lets_go_of_whom_it_alone_knew(place: Place, tmp_path: Path) -> None:
    pile, store = make_pile(tmp_path / "pile", a="Aud", b="Audhild"), place / "s.db"
    run(pile, store)
    assert "Aud, Audhild begins with Aud" == who_is_who(store)["b: Audhild"]
    run(make_pile(pile, a="nobody"), store)

    assert {"b: Audhild": "Audhild"} == who_is_who(store)
    with open_view(store) as view:
        assert ["Audhild"] == [e.name for e in view.records("entity")]


def test_mentions_name_the_entity_of_the_pile(place: Place, tmp_path: Path) -> None:
    pile, store = make_pile(tmp_path / "pile", **TEXTS), place / "s.db"
    run(pile, store)

    with open_view(store) as view:
        names = {e.id: e.name for e in view.records("entity")}
        assert ["Ms", "Aud", "OLA", "Aud", "Aud", "Aud", "Ms"] == [names[m.entity] for m in view.records("mention")]
        article = view.document("b.txt")
        own = {e.id: e.name for e in view.records("entity", article.id)}
        assert {"Audhild", "Aud"} == set(own.values())
        assert [("Aud", "Aud"), ("Audhild", "Aud")] == sorted(
            (own[i.member], names[i.entity]) for i in view.records("identity", article.id)
        )


def keep_apart(profiles: Sequence[tuple[Profile, int]]) -> list[Resolved]:
    return [
        Resolved(profile=p, entity=Entity(id=digest("apart", p.name), by="identity/2", name=p.name, kind=p.kind))
        for p, _ in profiles
    ]


def test_another_version_links_all_articles_anew_and_reads_none(place: Place, tmp_path: Path) -> None:
    pile, store = make_pile(tmp_path / "pile", a="Aud", b="Audhild"), place / "s.db"
    run(pile, store)
    link = partial(link_pile, find=find_tiny_profiles, resolve=keep_apart)
    with open_writer(store) as writer:
        stages = (*TINY[:2], TINY[2]._replace(version=2, run=link), TINY[3])
        summary = read_pile([pile], writer, stages=stages, jobs=1)

    assert (0, 2) == (summary.read, summary.unchanged)
    assert {"a: Aud": "Aud", "b: Audhild": "Audhild"} == who_is_who(store)
    with open_view(store) as view:
        assert {"identity/2"} == {i.by for i in view.records("identity")} | {e.by for e in view.records("entity")}


def test_a_run_over_nothing_new_touches_nothing(tmp_path: Path) -> None:
    pile, store = make_pile(tmp_path / "pile", **TEXTS), tmp_path / "s.db"
    run(pile, store)
    before = store.read_bytes()
    told: list[object] = []
    run(pile, store, on_progress=lambda doing, *_: told.append(doing))

    assert before == store.read_bytes()
    assert {"reading articles"} == set(told)


def test_an_article_that_brings_nothing_new_changes_no_row_of_the_others(tmp_path: Path) -> None:
    pile, store = make_pile(tmp_path / "pile", a="Bo Bodil", b="Bo", c="Ms"), tmp_path / "s.db"
    run(pile, store)
    before = rows_of(store)
    run(make_pile(pile, d="nobody"), store)

    assert before == rows_of(store)


def rows_of(store: Path) -> list[object]:
    with sqlite3.connect(store) as connection:
        rows = [
            row
            for table in ("member", "profile", "record")
            for row in connection.execute(f"SELECT rowid, * FROM {table} ORDER BY 1")
        ]
    connection.close()
    return rows


def test_a_bug_in_one_block_costs_the_others_nothing_and_is_told(place: Place, tmp_path: Path) -> None:
    pile, store = make_pile(tmp_path / "pile", a="Bug Aud", b="Aud Ms"), place / "s.db"
    with pytest.raises(PipelineError, match=r"identity/1: 1 internal errors; the first, in B: ValueError: a bug \("):
        run(pile, store)

    assert {"a: Aud": "Aud", "b: Aud": "Aud", "b: Ms": "Ms"} == who_is_who(store)
    with open_view(store) as view:
        assert ["1 blocks of names are not joined yet: run rashomon read again"] == [f.what for f in check_store(view)]


@pytest.mark.parametrize(
    ("place", "steps"),
    [
        ("sqlite", [1]),
        ("sqlite", [19]),
        ("sqlite", [20]),
        ("sqlite", [21]),
        ("sqlite", [3, 4, 9, 6]),
        ("postgresql", [3, 4, 9, 6]),
    ],
    indirect=["place"],
)
def test_a_run_killed_between_two_transactions_of_linking_is_finished_by_the_next(
    place: Place, tmp_path: Path, steps: list[int]
) -> None:
    texts = {f"a{i:02}": f"Aud{chr(97 + i)} Bo{chr(97 + i)} {chr(65 + i)}xyz" for i in range(20)}
    pile, store = make_pile(tmp_path / "pile", **texts), place / "s.db"
    for step in steps:  # of 20 articles, then 20 blocks
        kill_while_linking(pile, store, step)
    with open_view(store) as view:
        faults = [fault.what for fault in check_store(view)]

    # nothing is broken, but something is left to do
    assert faults
    assert all("run rashomon read again" in fault for fault in faults)
    run(pile, store)
    run(pile, place / "whole.db")
    assert export_all(place / "whole.db") == export_all(store)
    with open_view(store) as view:
        assert [] == list(check_store(view))


def kill_while_linking(pile: Path, store: Store, after: int) -> None:
    """Run, and kill the process by SIGKILL after it has linked and resolved so many articles and blocks."""
    script = (
        "import os, signal, sys\n"
        "from rashomon.pipeline import across, read_pile\n"
        "from rashomon.store import open_writer\n"
        "from tests.tiny_stages import TINY\n"
        # the pile is small: else there would be one transaction a step
        "across.ARTICLES = across.INDEXED = across.BLOCKS = 1\n"
        "left = int(sys.argv[3])\n"
        "def tell(doing, *_):\n"
        "    global left\n"
        "    left -= doing != 'reading articles'\n"
        "    if left == 0:\n"
        "        os.kill(os.getpid(), signal.SIGKILL)\n"
        "with open_writer(sys.argv[2]) as writer:\n"
        "    read_pile([sys.argv[1]], writer, stages=TINY, jobs=1, on_progress=tell)\n"
    )
    ended = subprocess.run([sys.executable, "-c", script, str(pile), str(store), str(after)], cwd=ROOT, check=False)

    assert -signal.SIGKILL == ended.returncode
