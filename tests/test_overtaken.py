"""A text that another writer replaces between the listing of what waits and the work on it changes nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from rashomon.model import LAYERS
from rashomon.pipeline import STAGES_BY_RULES, read_pile
from rashomon.store import Writer, check_store, open_view, open_writer
from rashomon.store.database import Store
from tests.databases import Place

# copied, quoted, told otherwise, named in full and by the surname: every stage over the corpus has something to do
WIRE = (
    "TORVIK, May 4, 2031 (Norrsund) - Soldiers of Halvia shelled the port of Torvik on Sunday and killed four people, "
    "Governor Marta Kelviste said. “We will not leave the port to them,” Kelviste said on the quay. The foreign "
    "minister of Halvia, Oskar Brenn, denied that its army had shelled the port."
)
TEXTS = {"a": WIRE, "b": WIRE, "c": WIRE.replace("four people", "seven people")}
NEWER = WIRE.replace("killed four", "wounded four").replace("Kelviste", "Tarn") + " The port is to open on Monday."

LISTINGS = (
    "unlinked", "unsettled", "unprinted", "unvisited", "uncompared", "untraced", "unbagged", "untold", "unresolved",
    "ungathered", "ungrouped",
)  # fmt: skip


def read(pile: Path, store: Store) -> None:
    with open_writer(store) as writer:
        read_pile([pile], writer, stages=STAGES_BY_RULES, jobs=1)


def write(pile: Path, **texts: str) -> None:
    for name, text in texts.items():
        (pile / f"{name}.txt").write_text(f"Port of Torvik shelled on Sunday\n\n{text}\n", encoding="utf-8")


def all_in(store: Store) -> dict[str, Any]:
    with open_view(store) as view:
        assert [] == [fault.what for fault in check_store(view)]
        return {"counts": view.counts(), **{layer: list(view.records(layer)) for layer in LAYERS}}


@pytest.fixture
def pile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    # refs, and with them ids, are those of a path that is the same in every test
    monkeypatch.chdir(tmp_path)
    folder = Path("pile")
    folder.mkdir()
    write(folder, **TEXTS)
    return folder


@pytest.mark.parametrize("listing", LISTINGS)
def test_what_another_writer_replaces_after_it_was_listed_is_not_worked_on(
    place: Place, pile: Path, listing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = getattr(Writer, listing)
    overtaken: list[str] = []

    def list_and_be_overtaken(writer: Writer, *asked: Any, **more: Any) -> list[str]:
        found: list[str] = listed(writer, *asked, **more)
        if found and not overtaken:
            overtaken.extend(found)
            write(pile, a=NEWER)
            read(pile / "a.txt", place / "one.db")
        return found

    monkeypatch.setattr(Writer, listing, list_and_be_overtaken)
    read(pile, place / "one.db")
    assert overtaken
    monkeypatch.setattr(Writer, listing, listed)

    write(pile, **TEXTS)
    read(pile, place / "other.db")
    write(pile, a=NEWER)
    read(pile / "a.txt", place / "other.db")

    assert all_in(place / "other.db") == all_in(place / "one.db")
