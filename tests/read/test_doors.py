"""Any bytes under any name -> articles and rejections, and never an exception."""

from __future__ import annotations

import builtins
import gzip
import io
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rashomon.model import RawDocument, Rejection
from rashomon.read import KINDS, Inputs, count_inputs, read_inputs
from rashomon.read.items import printable
from rashomon.read.sniff import sniff, sniff_xml
from tests.read.made import FEED, column, read, write_docx, write_letter, write_pdf, write_warc


def _docx() -> bytes:
    with tempfile.NamedTemporaryFile(suffix=".docx") as file:
        write_docx(Path(file.name))
        return Path(file.name).read_bytes()


# of each kind one file that is whole; what follows damages them
WHOLE: dict[str, bytes] = {
    "a.txt": b"Two boats met in the fog.",
    "a.html": b"<!DOCTYPE html><p>Two boats met in the fog.</p>",
    "a.jsonl": b'{"text": "Two boats met."}\n{"text": "In the fog."}\n',
    "a.json": b'[{"text": "Two boats met."}, {"text": "In the fog."}]',
    "a.csv": b'title,text\nFerry,"Two boats met."\nFog,"In the fog."\n',
    "a.rss": FEED.encode(),
    "a.xml": FEED.encode(),
    "a.opml": b'<opml version="2.0"><body><outline xmlUrl="a.rss"/><outline xmlUrl="https://h.example/"/></body></opml>',
    "a.warc": write_warc(("https://h.example/1", "text/html", b"<p>Two boats met.</p>"), gzip=False),
    "a.pdf": write_pdf([column("Two boats met in the fog off Lisgard.")]),
    "a.docx": _docx(),
    "a.eml": write_letter().as_bytes(),
}


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, bytes]:
    """Return a file of some kind, cut, with bytes changed or others put in, now and then packed."""
    name = draw(st.sampled_from(sorted(WHOLE)))
    content = bytearray(WHOLE[name])
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(content)))
        content[at : at + draw(st.integers(0, 40))] = draw(st.binary(max_size=12))
    packed = gzip.compress(bytes(content)) if draw(st.booleans()) else None
    return (name, bytes(content)) if packed is None else (f"{name}.gz", packed[: draw(st.integers(1, len(packed)))])


def check(name: str, content: bytes) -> list[RawDocument | Rejection]:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / name).write_bytes(content)
        items = list(read_inputs([folder]))
    for item in items:
        assert isinstance(item, (RawDocument, Rejection))
        assert item.ref.isprintable()
    return items


@given(damaged())
@settings(max_examples=400, deadline=None)
def test_no_damage_raises(file: tuple[str, bytes]) -> None:
    assert check(*file)


@given(st.sampled_from(sorted(KINDS)), st.binary(max_size=200))
@example(".pdf", b"%PDF-1.7\n")
@example(".docx", b"PK\3\4")
@example(".eml", b"From: \xff\nContent-Type: multipart/mixed\n\n--\n")
@example(".eml", b"Content-Type: text/plain; charset=idna\nSubject: =?utf-8?q?\x00?=\n\n.." * 3)
@example(".warc", b"WARC/1.0\r\nContent-Length: -1\r\n\r\n")
@example(".xml", b"<?xml version='1.0'?>" + b"<!--x-->" * 500)
@settings(max_examples=300, deadline=None)
def test_no_bytes_raise_under_any_name(suffix: str, content: bytes) -> None:
    assert len(check(f"a{suffix}", content)) > 0 or not content.strip()


@pytest.mark.parametrize("name", sorted(WHOLE))
def test_every_kind_is_read_from_a_folder_also_packed(tmp_path: Path, name: str) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / f"{name}.gz").write_bytes(gzip.compress(WHOLE[name]))
    (tmp_path / "sub" / name).write_bytes(WHOLE[name])
    (tmp_path / "sub" / "a.rss").write_bytes(WHOLE["a.rss"])  # which the list of feeds names

    articles, _ = read(tmp_path)

    assert (
        {f"{tmp_path}/sub/{name}", f"{tmp_path}/sub/{name}.gz"} & {a.ref for a in articles}
        or len(articles) >= 2
        or name == "a.warc"
    )
    assert len(articles) >= 1


@pytest.mark.parametrize(
    ("name", "package"), [("a.rss", "feedparser"), ("a.warc", "warcio"), ("a.pdf", "pypdf"), ("a.docx", "docx")]
)
def test_a_missing_package_is_a_reason_that_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, package: str
) -> None:
    (tmp_path / name).write_bytes(WHOLE[name])
    load: Callable[..., object] = builtins.__import__

    def load_others(wanted: str, *rest: object, **named: object) -> object:
        if wanted.split(".")[0] == package:
            raise ModuleNotFoundError(f"No module named {package!r}", name=package)
        return load(wanted, *rest, **named)

    monkeypatch.setattr(builtins, "__import__", load_others)

    assert {"": f"this kind of file needs {package}: pip install 'rashomon[doors]'"} == read(tmp_path / name)[1]


@pytest.mark.parametrize("name", sorted(set(WHOLE) - {"a.txt", "a.json", "a.csv", "a.eml"}))
def test_standard_input_is_told_by_its_first_bytes(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(WHOLE[name])))

    items = list(read_inputs(["-"]))

    if name == "a.opml":
        assert items[0] == Rejection(
            ref="a.rss", reason="a path in -, which is no file that paths could start from", stage="read/1"
        )
    else:
        assert isinstance(items[0], RawDocument)


@pytest.mark.parametrize(
    ("opening", "kind"),
    [
        (b"<?xml version='1.0'?><!-- <rss> --><?x y?><!DOCTYPE feed [<!ENTITY a 'b'>]>\n<feed xmlns='x'>", "feed"),
        (b"\xef\xbb\xbf<rdf:RDF xmlns='x'>", "feed"),
        (b"<OPML>", "opml"),
        (b"<html xmlns='http://www.w3.org/1999/xhtml'>", "html"),
        (b"<invoice>", None),
        (b"no xml", None),
        (b"<!--x-->" * 500, None),
    ],
)
def test_xml_is_told_by_its_first_element(opening: bytes, kind: str | None) -> None:
    assert kind == sniff_xml(opening)


def test_what_says_nothing_of_itself_is_text() -> None:
    assert "text" == sniff(b"Two boats met in the fog.")


@given(st.text(max_size=30) | st.text(min_size=1001, max_size=1100))
def test_a_ref_can_be_printed_and_two_stay_two(ref: str) -> None:
    assert printable(ref).isprintable()
    assert len(printable(ref)) <= 1017
    assert printable(f"{ref}x") != printable(ref)


def test_refs_may_be_told_from_a_folder_on(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(WHOLE["a.jsonl"])
    (tmp_path / "map.png").write_bytes(b"")

    assert ["a.jsonl:1", "a.jsonl:2", "map.png"] == [
        item.ref for item in read_inputs(Inputs((str(tmp_path),), below=tmp_path))
    ]


def test_articles_are_counted_without_reading_what_holds_one_alone(tmp_path: Path) -> None:
    for name in ("a.jsonl", "a.rss", "a.csv"):
        (tmp_path / name).write_bytes(WHOLE[name])
    (tmp_path / "damaged.pdf").write_bytes(b"")
    (tmp_path / "own.db").write_bytes(b"")
    inputs = Inputs((str(tmp_path), "https://harbour.example/", "-"))

    assert 2 + 2 + 2 + 1 + 1 == count_inputs(inputs, lambda ref: ref.endswith("own.db"))
