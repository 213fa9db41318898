"""Files, folders and standard input as they come -> the articles and reasons that `read_inputs` yields."""

from __future__ import annotations

import gzip
import io
import json
import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.model import Declared, RawDocument, Rejection
from rashomon.read import read_inputs


def reasons(items: list[RawDocument | Rejection]) -> dict[str, str]:
    return {item.ref: item.reason for item in items if isinstance(item, Rejection)}


def articles(items: list[RawDocument | Rejection]) -> list[RawDocument]:
    return [item for item in items if isinstance(item, RawDocument)]


def test_a_folder_is_read_in_the_order_of_names_whatever_the_order_of_writing(tmp_path: Path) -> None:
    for name in ("c.txt", "sub/a.htm", "b.HTML", "a.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)

    found = articles(list(read_inputs([tmp_path])))

    assert [f"{tmp_path}/{name}" for name in ("a.txt", "b.HTML", "c.txt", "sub/a.htm")] == [raw.ref for raw in found]
    assert ["text/plain", "text/html", "text/plain", "text/html"] == [raw.media_type for raw in found]


def test_the_order_of_the_paths_does_not_matter(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("one")
    (tmp_path / "b.txt").write_text("two")

    forth = list(read_inputs([tmp_path / "a.txt", tmp_path / "b.txt"]))

    assert forth == list(read_inputs([tmp_path / "b.txt", tmp_path / "a.txt"]))


def test_a_file_reached_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("one")

    assert 1 == len(list(read_inputs([tmp_path, tmp_path / "a.txt", f"{tmp_path}/../{tmp_path.name}/a.txt"])))


def test_the_bytes_of_a_text_file_are_kept_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbfOne.\r\nTwo.\r\n")

    (raw,) = articles(list(read_inputs([tmp_path / "a.txt"])))

    assert raw.content == b"\xef\xbb\xbfOne.\r\nTwo.\r\n"


def test_what_is_not_read_is_listed_with_its_reason_but_hidden_files_are_not(tmp_path: Path) -> None:
    (tmp_path / "map.png").write_bytes(b"\x89PNG")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / ".hidden.txt").write_text("no")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "x.txt").write_text("no")

    found = reasons(list(read_inputs([tmp_path, tmp_path / "nowhere.txt"])))

    assert {
        f"{tmp_path}/empty.txt": "empty",
        f"{tmp_path}/map.png": "kind '.png' is not read; known: .txt, .html, .htm, .jsonl, .json, .csv, .tsv, "
        ".rss, .atom, .xml, .opml, .warc, .pdf, .docx, .eml, each also .gz",
        f"{tmp_path}/nowhere.txt": "no such file or folder",
    } == found


def test_a_line_of_json_brings_its_id_and_what_it_declares(tmp_path: Path) -> None:
    line = {
        "id": 7, "text": "The ferry sank.", "title": "Ferry", "publisher": "The Harbour Post", "date": "2031-05-04",
        "url": "https://harbour.example/7", "author": ["Ines Calder", "Tom Roe"], "views": 12,
    }  # fmt: skip
    (tmp_path / "a.jsonl").write_text(json.dumps(line))

    assert [
        RawDocument(
            ref="7",
            content=b"The ferry sank.",
            media_type="text/plain",
            charset="utf-8",
            declared=Declared(
                title="Ferry",
                outlet="The Harbour Post",
                date="2031-05-04",
                url="https://harbour.example/7",
                author="Ines Calder; Tom Roe",
            ),
        )
    ] == list(read_inputs([tmp_path / "a.jsonl"]))


def test_broken_lines_are_rejected_by_number_and_the_rest_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(
        b'\xef\xbb\xbf{"text": "One."}\n\n{"text": \n[1]\n{"id": "x"}\n{"text": 5}\n'
        b'{"text": "\xff"}\n{"text": "\\ud800"}\n{"text": "Two.", "title": NaN}'
    )

    found = list(read_inputs([path]))

    assert [f"{path}:1", f"{path}:9"] == [raw.ref for raw in articles(found)]
    assert {
        f"{path}:3": "not JSON: Expecting value at column 9",
        f"{path}:4": "not a JSON object",
        f"{path}:5": 'no "text"',
        f"{path}:6": '"text" is not a string',
        f"{path}:7": "not UTF-8",
        f"{path}:8": '"text" holds half of a surrogate pair, which is no character',
    } == reasons(found)


def test_two_articles_with_one_id_do_not_collide_in_silence(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": "x", "text": "One."}\n')
    (tmp_path / "b.jsonl").write_text('{"id": "x", "text": "Two."}\n')
    (tmp_path / "c.jsonl").write_text('{"id": "y", "text": "Three."}\n{"id": "y", "text": "Four."}\n')

    found = list(read_inputs([tmp_path]))

    assert [b"One.", b"Three."] == [raw.content for raw in articles(found)]
    assert {
        "x": f"in {tmp_path}/b.jsonl: this id is taken by {tmp_path}/a.jsonl",
        "y": f"in {tmp_path}/c.jsonl: this id is taken by an earlier article there",
    } == reasons(found)


def test_gz_is_unpacked_and_a_damaged_one_rejected(tmp_path: Path) -> None:
    whole = gzip.compress(b"The ferry sank.")
    (tmp_path / "a.txt.gz").write_bytes(whole)
    (tmp_path / "b.txt.gz").write_bytes(whole[:-9])
    (tmp_path / "c.txt.gz").write_bytes(b"no gzip at all")

    found = list(read_inputs([tmp_path]))

    assert [b"The ferry sank."] == [raw.content for raw in articles(found)]
    assert [f"{tmp_path}/b.txt.gz", f"{tmp_path}/c.txt.gz"] == list(reasons(found))
    assert all(reason.startswith("damaged or cut short") for reason in reasons(found).values())


def test_the_lines_before_the_damage_of_a_gz_are_kept(tmp_path: Path) -> None:
    lines = b"".join(b'{"id": %d, "text": "%s"}\n' % (n, os.urandom(40).hex().encode()) for n in range(2000))
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(lines)[:-5000])

    found = list(read_inputs([tmp_path]))

    assert len(articles(found)) > 1000
    assert found[-1] == Rejection(ref=f"{tmp_path}/a.jsonl.gz", reason=found[-1].reason, stage="read/1")  # type: ignore[union-attr]


@pytest.mark.parametrize("name", ["a.txt", "a.txt.gz", "a.html"])
def test_an_oversized_input_is_rejected_after_unpacking(tmp_path: Path, name: str) -> None:
    content = b"a" * 1001
    (tmp_path / name).write_bytes(gzip.compress(content) if name.endswith(".gz") else content)

    assert {f"{tmp_path}/{name}": "larger than 1,000 bytes"} == reasons(list(read_inputs([tmp_path], max_bytes=1000)))
    assert 1 == len(articles(list(read_inputs([tmp_path], max_bytes=1001))))


def test_an_oversized_line_is_skipped_and_the_next_one_read(tmp_path: Path) -> None:
    line = json.dumps({"text": "a" * 200_000})
    (tmp_path / "a.jsonl").write_text(line + '\n{"text": "Two."}\n')

    found = list(read_inputs([tmp_path], max_bytes=1000))

    assert [f"{tmp_path}/a.jsonl:2"] == [raw.ref for raw in articles(found)]
    assert [f"{tmp_path}/a.jsonl:1"] == list(reasons(found))


@pytest.mark.parametrize(
    ("given_bytes", "ref", "media_type"),
    [
        (b'  {"text": "The ferry sank."}\n', "-:1", "text/plain"),
        (b"\n<!DOCTYPE html><p>The ferry sank.", "-", "text/html"),
        (b"<3 is what they wrote.", "-", "text/plain"),
        (gzip.compress(b"The ferry sank."), "-", "text/plain"),
    ],
)
def test_standard_input_is_sniffed(
    monkeypatch: pytest.MonkeyPatch, given_bytes: bytes, ref: str, media_type: str
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(given_bytes)))

    (raw,) = articles(list(read_inputs(["-"])))

    assert (ref, media_type) == (raw.ref, raw.media_type)


def test_a_name_that_is_no_utf8_gives_a_ref_that_is(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/\xff.txt"
    Path(os.fsdecode(path)).write_text("The ferry sank.")

    (raw,) = articles(list(read_inputs([tmp_path])))

    assert raw.ref == f"{tmp_path}/\\xff.txt"


@given(content=st.binary(max_size=300), name=st.sampled_from(["a.txt", "a.html", "a.jsonl", "a.jsonl.gz", "a.txt.gz"]))
@settings(max_examples=150, deadline=None)
def test_no_bytes_raise(content: bytes, name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / name).write_bytes(content)

        for item in read_inputs([folder]):
            assert isinstance(item, (RawDocument, Rejection))
            item.ref.encode("utf-8")
