from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import rashomon
from rashomon.errors import NotFound, RashomonError, StoreError
from rashomon.show.python import Pile

FERRY = "The ferry will not sail before Monday, the harbour master Ingrid Aud said.\n"


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pile]:
    folder = tmp_path_factory.mktemp("pile")
    (folder / "ferry.txt").write_text(FERRY)
    (folder / "empty.txt").write_text("")
    with rashomon.read(folder) as story:
        yield story


def test_a_folder_becomes_lists_of_records(story: Pile) -> None:
    assert [FERRY] == [d.text for d in story.documents]
    assert [story.documents[0].id] == [a.document for a in story.articles]
    assert ["said"] == [story.words(a, "cue") for a in story.attributions]
    assert ["The ferry will not sail before Monday"] == [story.words(a, "content") for a in story.attributions]
    assert [FERRY.strip()] == [story.words(s) for s in story.sentences]
    assert [(0, len(FERRY.rstrip()))] == [(s.span.start, s.span.end) for s in story.sentences]
    assert ["empty.txt"] == [Path(r.ref).name for r in story.rejections]
    assert [story.documents[0].id] == [hit.document for hit in story.search("harbour")]


@pytest.fixture(scope="module")
def arrests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pile]:
    """Give two articles about one arrest: of the one the narrator tells it, of the other somebody's account."""
    folder = tmp_path_factory.mktemp("arrests")
    (folder / "a.txt").write_text("ORESK, 3 May 2031 (Packet) - Soldiers arrested Peter Lindholm in Oresk on Friday.\n")
    (folder / "b.txt").write_text(
        "ORESK, 4 May 2031 (Gull) - Mayor Ingrid Aud said that soldiers "
        "had arrested Peter Lindholm in Oresk on Friday.\n"
    )
    with rashomon.read(folder) as story:
        yield story


def test_events_are_a_list_of_records_with_their_accounts(arrests: Pile) -> None:
    told, said = arrests.events
    lindholm = next(entity.id for entity in arrests.entities if entity.name == "Peter Lindholm")

    assert ["arrested", "arrested"] == [arrests.words(e, "trigger") for e in (told, said)]
    assert ["Peter Lindholm", "Peter Lindholm"] == [arrests.words(e, "recipients") for e in (told, said)]
    assert [lindholm, lindholm] == [e.recipients[0].entity for e in (told, said)]
    assert [[], ["Mayor Ingrid Aud"]] == [
        [arrests.words(a, "source") for a in arrests.view.chain_of(e)] for e in (told, said)
    ]


def test_one_event_of_two_articles_is_one_cluster(arrests: Pile) -> None:
    (arrest,) = arrests.clusters

    assert {e.id for e in arrests.events} == set(arrest.events)
    assert (2, 2, {"asserted": 2}) == (arrest.reports, arrest.sources, arrest.realis)


def test_events_become_a_data_frame_with_names_and_accounts(arrests: Pile) -> None:
    frame = arrests.to_pandas("event")

    assert [("Peter Lindholm",)] * 2 == list(frame["recipients_name"])
    assert [(), ("Ingrid Aud",)] == list(frame["chain_name"])
    assert [("arrested", "arrested")] == list(arrests.to_pandas("cluster")["events_text"])


def test_who_is_who_and_when_are_lists_of_records_too(story: Pile) -> None:
    aud = next(entity for entity in story.entities if "Aud" in entity.name)

    assert aud.document is None
    assert aud.id in {identity.entity for identity in story.identities}
    assert [aud.id] == [a.speaker for a in story.attributions]
    assert ["Monday"] == [story.words(timex) for timex in story.timexes]
    assert [[], []] == [story.quantities, story.datings]


def test_entities_become_a_data_frame_with_their_weight(story: Pile) -> None:
    frame = story.to_pandas("entity").set_index("name")

    assert [1, 1] == list(frame.loc["Ingrid Aud", ["articles", "statements"]])
    assert "Ingrid Aud" in set(story.to_pandas("identity")["entity_name"])


def test_a_layer_becomes_a_data_frame_with_its_words(story: Pile) -> None:
    frame = story.to_pandas("attribution")

    assert ["The ferry will not sail before Monday"] == list(frame["content_text"])
    assert ["attribution"] == list(frame["layer"])
    assert frame["ref"][0].endswith("ferry.txt")


def test_a_layer_without_records_is_an_empty_data_frame_with_the_same_columns(story: Pile) -> None:
    frame = story.to_pandas("event")

    assert 0 == len(frame)
    assert {"layer", "trigger", "type", "realis", "trigger_text"} <= set(frame.columns)


def test_an_unknown_layer_lists_the_known_ones(story: Pile) -> None:
    with pytest.raises(NotFound, match="no layer 'events'; there are: document, rejection"):
        story.to_pandas("events")


def test_without_pandas_the_error_says_how_to_get_it(story: Pile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)

    with pytest.raises(RashomonError, match=r"pip install 'rashomon\[pandas\]'"):
        story.to_pandas("attribution")


def test_a_store_is_kept_and_opened_again(tmp_path: Path) -> None:
    (tmp_path / "ferry.txt").write_text(FERRY)
    store = tmp_path / "story.db"
    with rashomon.read([tmp_path / "ferry.txt"], store=store) as first:
        found = first.attributions
    with rashomon.open(store) as again:
        assert found == again.attributions


def test_who_says_what_is_found_by_the_model_or_by_rules(story: Pile, tmp_path: Path) -> None:
    (tmp_path / "ferry.txt").write_text(FERRY)
    with rashomon.read(tmp_path, attribution="rules") as by_rules:
        found = [(a.by.partition("/")[0], by_rules.words(a, "content")) for a in by_rules.attributions]

    assert found == [("attribution-rules", "The ferry will not sail before Monday")]
    assert {"attribution"} == {a.by.partition("/")[0] for a in story.attributions}
    with pytest.raises(NotFound, match="no attribution by 'guess'; there are: model, rules"):
        rashomon.read(tmp_path, attribution="guess")  # type: ignore[arg-type]


def test_a_temporary_store_goes_with_its_pile(tmp_path: Path) -> None:
    (tmp_path / "ferry.txt").write_text(FERRY)
    story = rashomon.read(tmp_path)
    place = Path(story.view.store)

    assert place.exists()
    story.close()
    assert not place.parent.exists()


def test_a_store_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no such store"):
        rashomon.open(tmp_path / "no.db")


@pytest.mark.parametrize(
    "script",
    [
        "import rashomon; from rashomon.read import read_inputs; assert callable(rashomon.read)",
        "from rashomon.read import read_inputs; import rashomon; assert callable(rashomon.read)",
        "import rashomon.read.inputs; import rashomon; assert callable(rashomon.read)",
        "import rashomon, rashomon.pipeline, rashomon.show.cli; assert callable(rashomon.read)",
        "import rashomon; assert rashomon.__version__[0].isdigit()",
    ],
)
def test_read_is_a_room_and_a_function_in_a_fresh_process(script: str) -> None:
    assert 0 == subprocess.run([sys.executable, "-c", script], check=False).returncode


def test_importing_rashomon_is_light() -> None:
    script = (
        "import sys, rashomon; "
        "heavy = {'spacy', 'sqlalchemy', 'numpy', 'trafilatura', 'lxml', 'pandas', 'rich', 'click', 'onnxruntime'}; "
        "print(sorted(heavy & set(sys.modules)))"
    )

    assert "[]\n" == subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout


def test_a_script_without_a_guard_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "ferry.txt").write_text(FERRY)
    (tmp_path / "script.py").write_text(f"import rashomon; rashomon.read({str(tmp_path / 'ferry.txt')!r}, jobs=2)")
    ended = subprocess.run(
        [sys.executable, tmp_path / "script.py"], capture_output=True, text=True, check=False, timeout=120
    )

    assert ended.stderr.rstrip().endswith('guard its start by if __name__ == "__main__":')
