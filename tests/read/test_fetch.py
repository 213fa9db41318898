"""Addresses on servers of our own -> what is fetched from them, and the reasons why something is not."""

from __future__ import annotations

import gzip
import socket
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import pytest

from rashomon.errors import Unreadable
from rashomon.model import RawDocument, Rejection
from rashomon.read import Inputs, read_inputs
from rashomon.read.fetch import RULES, Rules, fetch_address
from rashomon.read.inputs import Fetched

PAGE = b"<!DOCTYPE html><p>The ferry sank.</p>"
MAX = 10_000


class Harbour(BaseHTTPRequestHandler):
    """Answers as its path says; what it was asked stands in `asked`."""

    asked: list[tuple[str, dict[str, str]]]
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.asked.append((self.path, dict(self.headers)))
        name = urlsplit(self.path).path.split("/")[1]
        getattr(self, f"give_{name}", self.give_nothing)()

    def give(self, body: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for header, value in {"Content_Length": str(len(body)), **headers}.items():
            self.send_header(header.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def give_nothing(self) -> None:
        self.give(b"gone", 404)

    def give_page(self) -> None:
        self.give(PAGE, Content_Type="text/html; charset=ISO-8859-1")

    def give_text(self) -> None:
        self.give("Die Fähre".encode("cp1252"), Content_Type="text/plain; charset=iso-8859-1")

    def give_feed(self) -> None:
        feed = (
            b'<rss version="2.0"><channel><title>The Harbour Post</title><item><title>Ferry</title>'
            b"<link>https://harbour.example/1</link><description>The ferry sank.</description></item></channel></rss>"
        )
        self.give(feed, Content_Type="text/xml")

    def give_list(self) -> None:
        self.give(b"<opml><body><outline xmlUrl='http://%s/feed'/></body></opml>" % self.headers["Host"].encode())

    def give_packed(self) -> None:
        self.give(gzip.compress(PAGE), Content_Type="text/html", Content_Encoding="gzip")

    def give_deflated(self) -> None:
        self.give(zlib.compress(PAGE), Content_Type="text/html", Content_Encoding="deflate")

    def give_bomb(self) -> None:
        self.give(gzip.compress(b"a" * 50 * MAX), Content_Type="text/plain", Content_Encoding="gzip")

    def give_brotli(self) -> None:
        self.give(b"x", Content_Type="text/html", Content_Encoding="br")

    def give_much(self) -> None:
        self.give(b"a" * (MAX + 1), Content_Type="text/plain")

    def give_short(self) -> None:
        self.give(PAGE, Content_Type="text/html", Content_Length=str(len(PAGE) + 5), Connection="close")
        self.close_connection = True

    def give_picture(self) -> None:
        self.give(b"\x89PNG", Content_Type="image/png")

    def give_empty(self) -> None:
        self.give(b"", Content_Type="text/html")

    def give_on(self) -> None:
        rest = self.path.removeprefix("/on/")
        self.give(b"", 302, Location="/page" if rest == "0" else f"/on/{int(rest) - 1}")

    def give_away(self) -> None:
        self.give(b"", 301, Location=self.path.removeprefix("/away/"))

    def give_drip(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        with suppress(OSError):  # hung up on
            for _ in range(100):
                self.wfile.write(b"a")
                time.sleep(0.05)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - their name
        pass


@contextmanager
def harbour() -> Iterator[tuple[str, list[tuple[str, dict[str, str]]]]]:
    asked: list[tuple[str, dict[str, str]]] = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Here", (Harbour,), {"asked": asked}))
    server.daemon_threads = True
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def home() -> Iterator[str]:
    with harbour() as (address, _):
        yield address


def rules(home: str, seconds: float = 30) -> Rules:
    """Let only this server be called, though it is on loopback."""
    port = int(home.rpartition(":")[2])
    return Rules(lambda number: None if number == "127.0.0.1" else "not here", frozenset({port}), seconds=seconds)


def why(address: str, rules: Rules) -> str:
    with pytest.raises(Unreadable) as refusal:
        fetch_address(address, MAX, rules)
    return str(refusal.value)


@pytest.mark.parametrize(
    ("path", "content", "kind", "charset"),
    [
        ("/page", PAGE, "html", "cp1252"),
        ("/text", b"Die F\xe4hre", "text", "cp1252"),
        ("/packed", PAGE, "html", None),
        ("/deflated", PAGE, "html", None),
    ],
)
def test_what_stands_at_an_address_is_fetched(
    home: str, path: str, content: bytes, kind: str, charset: str | None
) -> None:
    found = fetch_address(home + path, MAX, rules(home))

    assert (content, kind, home + path, charset) == found


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/nowhere", "the server answered 404 Not Found"),
        ("/bomb", "larger than 10,000 bytes"),
        ("/much", "larger than 10,000 bytes"),
        ("/short", "cut short"),
        ("/picture", "kind 'image/png' is not read"),
        ("/empty", "empty"),
        ("/brotli", "packed as 'br', which is not unpacked; known: gzip, deflate"),
    ],
)
def test_what_is_no_article_is_refused_with_the_reason(home: str, path: str, reason: str) -> None:
    assert reason == why(home + path, rules(home))


def test_five_redirects_are_followed_and_not_six(home: str) -> None:
    assert f"{home}/page" == fetch_address(f"{home}/on/4", MAX, rules(home)).url
    assert "sent on more than 5 times" == why(f"{home}/on/5", rules(home))


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("http://127.0.0.2:{port}/page", "127.0.0.2 leads to 127.0.0.2, not here: only public ones are called"),
        ("http://127.0.0.1:1/page", "port 1; fetched is from {port}"),
        ("file:///etc/passwd", "an address that starts with 'file'; fetched are http and https"),
        ("http://ines:key@127.0.0.1:{port}/page", "an address with a name or password in it"),
        ("http://[/", "sent on to what is no address: Invalid IPv6 URL"),
    ],
)
def test_a_redirect_is_checked_like_the_first_address(home: str, location: str, reason: str) -> None:
    port = home.rpartition(":")[2]

    assert reason.format(port=port) == why(f"{home}/away/{location.format(port=port)}", rules(home))


def test_a_server_on_loopback_is_never_called() -> None:
    with harbour() as (home, asked):
        port = int(home.rpartition(":")[2])
        open_ports = RULES._replace(ports=frozenset({port}))

        for host in ("127.0.0.1", "localhost", "127.1", "2130706433", "0x7f.1", "0", "[::1]", "[::ffff:127.0.0.1]"):
            assert "only public ones are called" in why(f"http://{host}:{port}/page", open_ports)
        assert [] == asked


def test_the_connection_goes_to_the_number_that_was_checked(home: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that means one thing when it is checked and another when it is called would be a way in."""
    names = iter(["127.0.0.1", "127.0.0.2"])
    port = int(home.rpartition(":")[2])

    def resolve(host: str, port: int, *_: object, **__: object) -> list[tuple[object, ...]]:
        number = next(names) if host == "turncoat.example" else host
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)

    assert PAGE == fetch_address(f"http://turncoat.example:{port}/page", MAX, rules(home)).content
    assert "127.0.0.2" == next(names)  # asked once


def test_a_name_with_one_private_number_among_public_ones_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, 80)) for number in ("93.184.215.14", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)

    assert (
        "two.example leads to 10.0.0.1, a private or reserved address: only public ones are called"
        == why("http://two.example/", RULES)
    )  # fmt: skip


def test_a_server_that_gives_a_byte_at_a_time_does_not_hold_us(home: str) -> None:
    assert "the server took too long" == why(f"{home}/drip", rules(home, seconds=0.4))


def test_nothing_of_ours_is_told_to_the_server() -> None:
    with harbour() as (home, asked):
        fetch_address(f"{home}/page?q=1#part", MAX, rules(home))

    ((path, headers),) = asked
    assert "/page?q=1" == path
    assert {"Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"} == set(headers)


def test_addresses_are_read_only_if_asked_for(home: str) -> None:
    (refused,) = read_inputs([f"{home}/page"])

    assert refused == Rejection(
        ref=f"{home}/page", reason="an address is read only if you ask for it: --fetch", stage="read/1"
    )


def test_pages_and_feeds_are_read_from_their_addresses(home: str, tmp_path: Path) -> None:
    (tmp_path / "feeds.opml").write_text(f'<opml><body><outline xmlUrl="{home}/feed"/></body></opml>')

    def fetch(address: str, max_bytes: int) -> Fetched:
        return fetch_address(address, max_bytes, rules(home))

    (again,) = read_inputs(Inputs((f"{home}/list",), fetch=fetch))
    feed, lost, page = read_inputs(Inputs((f"{home}/on/1", f"{home}/nowhere", str(tmp_path)), fetch=fetch))

    assert again == feed
    assert isinstance(feed, RawDocument)
    assert ("https://harbour.example/1#summary", "The Harbour Post") == (feed.ref, feed.declared.outlet)
    assert isinstance(page, RawDocument)
    assert (f"{home}/on/1", f"{home}/page", PAGE) == (page.ref, page.declared.url, page.content)
    assert lost == Rejection(ref=f"{home}/nowhere", reason="the server answered 404 Not Found", stage="read/1")
