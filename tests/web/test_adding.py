"""Files, pasted text and addresses sent by a form -> jobs, articles in the store, and pages that tell of them."""

from __future__ import annotations

import re
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from httpx import Response
from litestar.testing import TestClient

from rashomon.pipeline import Summary, read_pile
from rashomon.show.web import Settings, create_app, desk
from rashomon.show.web.adding import MAX_BYTES, _free_name
from rashomon.show.web.desk import Bundle, Desk
from rashomon.store import open_view, open_writer

HOME = "http://127.0.0.1:8765"
FERRY = "The ferry is back in Lisgard after a night in the fog, the harbour office said on Monday."
Files = list[tuple[str, tuple[str, bytes]]]


@contextmanager
def visit(store: Path, **settings: Any) -> Iterator[TestClient[Any]]:
    app = create_app(Settings(str(store), **settings))
    with TestClient(app, base_url=HOME) as client:
        client.headers["Origin"] = HOME
        yield client


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "own.db"
    with open_writer(path):
        return path


def send(client: TestClient[Any], *files: tuple[str, bytes], **fields: str) -> Response:
    parts = [("files", file) for file in files] or [("files", ("", b""))]
    return client.post("/add", files=parts, data=fields, follow_redirects=False)


def finish(client: TestClient[Any], sent: Response) -> str:
    """Return the page of a job when it is over."""
    assert 303 == sent.status_code
    address = sent.headers["location"]
    until = time.monotonic() + 120
    while client.get(f"{address}/progress").json()["state"] in ("waiting", "reading"):
        assert time.monotonic() < until
        time.sleep(0.05)
    return str(client.get(address).text)


def refs(store: Path) -> list[str]:
    with open_view(store) as view:
        return [document.ref for document in view.records("document")]


def test_files_and_a_pasted_text_are_read_and_lead_to_their_articles(store: Path) -> None:
    with visit(store) as client:
        sent = send(
            client,
            ("ferry.txt", FERRY.encode()),
            ("map.png", b"\x89PNG"),
            text="“Nobody was hurt,” said the mate, Tom Roe, on Monday in Lisgard.",
            title="Crew & home",
            outlet="The Harbour Post",
            date="2031-05-05",
        )
        page = finish(client, sent)

        assert "2 articles read" in page
        assert "1 input could not be read." in page
        assert "kind &#39;.png&#39; is not read" in page
        assert "Crew &amp; home" in page
        links = re.findall(r'href="(/articles/[0-9a-f]+)"', page)
        assert [200, 200] == [client.get(link).status_code for link in links]
    with open_view(store) as view:
        pasted = next(article for article in view.articles() if article.title == "Crew & home")
        assert ("The Harbour Post", "2031-05-05") == (pasted.outlet, pasted.published)
    assert ["ferry.txt"] == [ref for ref in refs(store) if not ref.startswith("pasted-")]
    assert 2 == len(refs(store))


def test_the_same_again_changes_nothing_and_says_so(store: Path) -> None:
    with visit(store) as client:
        finish(client, send(client, ("ferry.txt", FERRY.encode()), text=FERRY))
        page = finish(client, send(client, ("ferry.txt", FERRY.encode()), text=FERRY))

    assert "Nothing new was read" in page
    assert "2 articles stood in the store already" in page
    assert 2 == len(refs(store))


def test_what_is_uploaded_is_kept_nowhere_but_in_the_store(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    with visit(store) as client:
        finish(client, send(client, ("ferry.txt", FERRY.encode())))
        send(client)

    assert [] == [path.name for path in (tmp_path / "temporary").iterdir() if path.name.startswith("rashomon-")]


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("ferry.txt", "ferry.txt"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\news\\ferry.txt", "ferry.txt"),
        ("/etc/ferry.jsonl.gz", "ferry.jsonl.gz"),
        ("..", "file"),
        ("...txt", "txt"),
        (".hidden.txt", "hidden.txt"),
        ("a\0b\n.txt", "a_b_.txt"),
        ("fog\u202etxt.exe", "fog_txt.exe"),
        ("x" * 5000 + ".warc.gz", "x" * 120 + ".warc.gz"),
        ("漁" * 100 + ".txt", "漁" * 66 + ".txt"),
        ("taken.txt", "taken (2).txt"),
    ],
)
def test_a_file_gets_a_name_that_stays_in_its_folder(tmp_path: Path, given: str, name: str) -> None:
    (tmp_path / "taken.txt").touch()

    assert name == _free_name(tmp_path, given)
    (tmp_path / name).touch()
    assert tmp_path == (tmp_path / name).resolve().parent


def test_nothing_is_taken_where_only_reading_is_allowed(store: Path) -> None:
    with visit(store, read_only=True) as client:
        assert [403, 403] == [client.get("/add").status_code, send(client, ("a.txt", b"x")).status_code]


@pytest.mark.parametrize(
    ("fetch", "fields", "words"),
    [
        (False, {}, "nothing to read: choose files, or paste a text"),
        (False, {"addresses": "https://harbour.example/"}, "nothing to read: choose files, or paste a text"),
        (True, {"addresses": "file:///etc/passwd"}, "an address has to start with https:// or http://"),
        (True, {"addresses": " ".join(f"https://h.example/{n}" for n in range(21))}, "21 addresses, more than 20"),
    ],
)
def test_a_form_that_brings_nothing_says_what_is_wrong(
    store: Path, fetch: bool, fields: dict[str, str], words: str
) -> None:
    with visit(store, fetch=fetch) as client:
        answer = send(client, title="Kept", **fields)

    assert 400 == answer.status_code
    assert words in answer.text
    assert 'value="Kept"' in answer.text


def test_addresses_are_asked_for_only_where_they_are_fetched(store: Path) -> None:
    with visit(store) as client:
        assert 'name="addresses"' not in client.get("/add").text
    with visit(store, fetch=True) as client:
        assert 'name="addresses"' in client.get("/add").text
        page = finish(client, send(client, addresses="http://127.0.0.1/ http://localhost/feed"))

    assert "a loopback address: only public ones are called" in page
    assert [] == refs(store)


def test_a_list_of_feeds_finds_those_that_came_with_it_and_nothing_else(store: Path) -> None:
    feed = f"<rss version='2.0'><channel><item><description>{FERRY}</description></item></channel></rss>"
    feeds = "<opml><body><outline xmlUrl='a.rss'/><outline xmlUrl='/etc/passwd'/></body></opml>"
    with visit(store) as client:
        page = finish(client, send(client, ("list.opml", feeds.encode()), ("a.rss", feed.encode())))

    assert ["a.rss#1#summary"] == refs(store)
    assert "a path in list.opml that leads out of its folder" in page


def test_more_than_is_taken_is_refused_before_it_is_kept(store: Path) -> None:
    said = {"Content-Length": str(MAX_BYTES + 1), "Content-Type": "multipart/form-data; boundary=x"}
    with visit(store) as client:
        answer = client.post("/add", content=b"x", headers=said)

    assert 413 == answer.status_code


def test_a_job_that_is_not_known_is_not_found(store: Path) -> None:
    with visit(store) as client:
        assert [404, 404] == [client.get(f"/add/0{rest}").status_code for rest in ("", "/progress")]


def test_while_it_is_read_a_page_without_script_asks_again_by_itself(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen_to = Event()

    def read_when_seen(*given: Any, **named: Any) -> Summary:
        assert seen_to.wait(120)
        return read_pile(*given, **named)

    monkeypatch.setattr(desk, "read_pile", read_when_seen)
    with visit(store) as client:
        sent = send(client, ("ferry.txt", FERRY.encode()))
        during = client.get(sent.headers["location"]).text
        seen_to.set()
        after = finish(client, sent)

    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in during
    assert "<progress" in during
    assert "refresh" not in after


def test_a_job_that_fails_says_why_and_the_next_one_is_read(tmp_path: Path) -> None:
    desk = Desk(str(tmp_path / "no folder" / "own.db"))
    jobs = []
    for _ in range(2):
        bundle = Bundle()
        (bundle.folder / "ferry.txt").write_text(FERRY)
        jobs.append(desk.take(bundle))
        if not (tmp_path / "no folder").exists():
            until = time.monotonic() + 60
            while (job := desk.job(jobs[0].id)) and not job.is_over and time.monotonic() < until:
                time.sleep(0.01)
            (tmp_path / "no folder").mkdir()
    until = time.monotonic() + 60
    while (job := desk.job(jobs[1].id)) and not job.is_over and time.monotonic() < until:
        time.sleep(0.01)

    failed, done = (desk.job(job.id) for job in jobs)
    assert failed
    assert "there is no folder" in failed.why
    assert done
    assert ("done", 1) == (done.state, done.summary.read if done.summary else 0)
    assert [jobs[1].id, jobs[0].id] == [job.id for job in desk.jobs()]
