"""Who may come in: Host, Origin and token against the whole application, and against a real server."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from rashomon.show.web import Settings, create_app
from tests.web.serving import serve

OURS = "127.0.0.1:8765"
TOKEN = "a-token-that-nobody-guesses"
Client = TestClient[Litestar]


@pytest.fixture(scope="module")
def open_room(sample_store: Path) -> Iterator[Client]:
    settings = Settings(str(sample_store), names=("reading.example", "proxy.example:8443"), write=True)
    with TestClient(create_app(settings), base_url=f"http://{OURS}") as client:
        yield client


@pytest.fixture(scope="module")
def closed_room(sample_store: Path) -> Iterator[Client]:
    """Give a room that asks for a token."""
    with TestClient(create_app(Settings(str(sample_store), token=TOKEN)), base_url=f"http://{OURS}") as client:
        yield client


# what a browser says of a request, beside the host that it was told to call
WRITES = "/api/corrections"
FROM_US = {"origin": f"http://{OURS}", "sec-fetch-site": "same-origin"}
CASES = [
    # by which name the browser knows us
    ("GET", OURS, {}, 200),
    ("GET", "LOCALHOST:8765", {}, 200),
    ("GET", "[::1]:8765", {}, 200),
    ("GET", "reading.example:8765", {}, 200),
    ("GET", "proxy.example:8443", {}, 200),
    ("GET", "evil.example", {}, 421),
    ("GET", "evil.example:8765", {}, 421),
    ("GET", "127.0.0.1", {}, 421),
    ("GET", "127.0.0.1:9999", {}, 421),
    ("GET", "localhost.evil.example:8765", {}, 421),
    ("GET", "", {}, 421),
    # what writes has to come from our own pages: 422 says that it came in, and was no correction
    ("POST", OURS, FROM_US, 422),
    ("POST", OURS, {"origin": f"http://{OURS}"}, 422),
    ("POST", OURS, {"referer": f"http://{OURS}/claims?story=1"}, 422),
    ("POST", OURS, {}, 403),
    ("POST", OURS, {"origin": "null"}, 403),
    ("POST", OURS, {"origin": "http://evil.example"}, 403),
    ("POST", OURS, {"origin": "http://localhost:8765"}, 403),
    ("POST", OURS, {"origin": f"http://{OURS}.evil.example"}, 403),
    ("POST", OURS, {"origin": f"http://{OURS}", "sec-fetch-site": "cross-site"}, 403),
    ("POST", OURS, {"referer": f"http://evil.example/http://{OURS}/"}, 403),
    ("POST", "evil.example", {"origin": "http://evil.example"}, 421),
    ("DELETE", OURS, {"origin": "http://evil.example"}, 403),
    # others may link to us, but not draw us into their pages
    ("GET", OURS, {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}, 200),
    ("GET", OURS, {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image"}, 403),
    ("GET", OURS, {"sec-fetch-site": "same-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe"}, 403),
]


@pytest.mark.parametrize(("method", "host", "said", "expected"), CASES)
def test_who_may_come_in(open_room: Client, method: str, host: str, said: dict[str, str], expected: int) -> None:
    path = "/api" if method == "GET" else WRITES
    answer = open_room.request(method, path, headers={"host": host, **said}, json=None if method == "GET" else {})

    assert expected == answer.status_code


# method, what is said of who asks, and the answer of a room that asks for a token
BEARER = {"authorization": f"Bearer {TOKEN}"}
TOKENS = [
    ("GET", {}, 401),
    ("GET", BEARER, 200),
    ("GET", {"authorization": f"bearer {TOKEN}"}, 200),
    ("GET", {"authorization": f"Bearer {TOKEN}x"}, 401),
    ("GET", {"authorization": f"Bearer {TOKEN[:-1]}"}, 401),
    ("GET", {"authorization": f"Basic {TOKEN}"}, 401),
    ("GET", {"authorization": "Bearer ü"}, 401),
    ("GET", {"cookie": f"rashomon={TOKEN}"}, 401),
    ("GET", {"cookie": "rashomon="}, 401),
    ("GET", {**BEARER, "host": "evil.example:8765"}, 421),
    # a program that shows the token needs no Origin; a page of others does not come in with our reader's cookie
    ("POST", BEARER, 403),
    ("POST", {**FROM_US}, 401),
]


@pytest.mark.parametrize(("method", "said", "expected"), TOKENS)
def test_a_token_is_asked_for(closed_room: Client, method: str, said: dict[str, str], expected: int) -> None:
    answer = closed_room.request(
        method, "/api" if method == "GET" else WRITES, json={"finding": "0", "verdict": "accept", "who": "ines"},
        headers={name.encode(): value.encode() for name, value in said.items()},
    )  # fmt: skip

    assert expected == answer.status_code
    if method == "POST" and expected == 403:
        assert "--write" in answer.json()["detail"]  # it came in, and this room takes nothing


def test_a_browser_is_led_to_the_form_and_back_where_it_wanted_to_go(closed_room: Client) -> None:
    led = closed_room.get("/claims?story=ab", headers={"accept": "text/html"}, follow_redirects=False)
    form = closed_room.get(led.headers["location"])
    wrong = closed_room.post("/enter", data={"token": "x" * 20, "to": "/claims"}, headers=FROM_US)
    entered = closed_room.post("/enter", data={"token": TOKEN, "to": "/about"}, headers=FROM_US, follow_redirects=False)
    cookie = entered.headers["set-cookie"]

    assert (303, "/enter?to=%2Fclaims%3Fstory%3Dab") == (led.status_code, led.headers["location"])
    assert 'name="to" value="/claims?story=ab"' in form.text
    assert (403, True) == (wrong.status_code, "not the token" in wrong.text)
    assert (303, "/about") == (entered.status_code, entered.headers["location"])
    assert TOKEN not in cookie
    assert {"HttpOnly", "SameSite=strict", "Path=/"} <= {part.strip() for part in cookie.split(";")}
    # the cookie that was set now opens the room, and for nobody else's form
    assert 200 == closed_room.get("/about").status_code
    assert 403 == closed_room.post(WRITES, json={}, headers={"origin": "http://evil.example"}).status_code
    closed_room.cookies.clear()
    assert 401 == closed_room.get("/about").status_code


@pytest.mark.parametrize(
    "elsewhere",
    ["//evil.example/", "https://evil.example/", "/\\evil.example", "\\/evil.example", "/\t/evil", "evil", ""],
)
def test_the_form_leads_nowhere_else(closed_room: Client, elsewhere: str) -> None:
    entered = closed_room.post(
        "/enter", data={"token": TOKEN, "to": elsewhere}, headers=FROM_US, follow_redirects=False
    )

    assert "/" == entered.headers["location"]


def test_a_room_without_a_token_has_no_form(open_room: Client) -> None:
    assert 404 == open_room.get("/enter").status_code


@pytest.mark.parametrize(
    "path", ["/", "/about", "/api", "/nowhere", "/api/nowhere", "/static/room.css", "/style/page.css"]
)
def test_every_answer_keeps_the_browser_safe(open_room: Client, path: str) -> None:
    for host in (OURS, "evil.example"):
        told = open_room.get(path, headers={"host": host}).headers
        policy = dict(part.strip().partition(" ")[::2] for part in told["content-security-policy"].split(";"))

        assert ("'none'", "'self'", "'self'", "'none'") == tuple(
            policy[name] for name in ("default-src", "script-src", "style-src", "frame-ancestors")
        )
        assert "unsafe" not in told["content-security-policy"]
        assert ("nosniff", "same-origin") == (told["x-content-type-options"], told["cross-origin-resource-policy"])
        assert {"permissions-policy", "referrer-policy", "cache-control"} <= told.keys()
        assert "server" not in told


@pytest.mark.parametrize("path", ["/about", "/api/layers/article", "/static/room.css"])
def test_what_has_not_changed_is_not_sent_again(open_room: Client, path: str) -> None:
    first = open_room.get(path)
    again = open_room.get(path, headers={"if-none-match": f'"other", {first.headers["etag"]}'})
    other = open_room.get(path, headers={"if-none-match": '"other"'})
    head = open_room.head(path)

    assert (200, 304, 200, 200) == tuple(answer.status_code for answer in (first, again, other, head))
    assert (b"", b"") == (again.content, head.content)
    assert first.headers["content-length"] == head.headers["content-length"]


def test_a_body_larger_than_anybody_needs_is_refused(open_room: Client) -> None:
    answer = open_room.post(WRITES, content=b" " * 1_100_000, headers={**FROM_US, "content-type": "application/json"})

    assert 413 == answer.status_code


def ask(home: str, *lines: str) -> tuple[int, bytes]:
    """Send lines as they stand, as no client of HTTP would."""
    where = urlsplit(home)
    with socket.create_connection((where.hostname, where.port), timeout=20) as line:
        line.sendall("\r\n".join([*lines, "Connection: close", "", ""]).encode())
        answer = b"".join(iter(lambda: line.recv(65536), b""))
    return int(answer.split()[1]), answer


def test_a_real_server_refuses_what_it_is_not_called(sample_home: str) -> None:
    ours = urlsplit(sample_home).netloc
    cases = {
        (f"GET /about HTTP/1.1\nHost: {ours}"): 200,
        ("GET /about HTTP/1.1\nHost: evil.example"): 421,
        ("GET /about HTTP/1.0"): 421,
        (f"GET http://evil.example/about HTTP/1.1\nHost: {ours}"): 404,
        (f"GET /about HTTP/1.1\nHost: evil.example\nX-Forwarded-Host: {ours}"): 421,
        (f"POST /enter HTTP/1.1\nHost: {ours}\nContent-Length: 0\nOrigin: http://evil.example"): 403,
        (f"GET /static/../settings.py HTTP/1.1\nHost: {ours}"): 404,
        (f"GET /static/%2e%2e/settings.py HTTP/1.1\nHost: {ours}"): 404,
    }

    assert cases == {request: ask(sample_home, *request.split("\n"))[0] for request in cases}


def test_two_hosts_in_one_request_are_refused(sample_home: str) -> None:
    ours = urlsplit(sample_home).netloc
    status, _ = ask(sample_home, "GET /about HTTP/1.1", f"Host: {ours}", "Host: evil.example")

    assert status in (400, 421)


def test_a_server_with_a_token_shows_nothing_without_it(sample_store: Path) -> None:
    with serve(sample_store, token=TOKEN) as home:
        ours = urlsplit(home).netloc
        shut = ask(home, "GET /api HTTP/1.1", f"Host: {ours}")
        opened = ask(home, "GET /api HTTP/1.1", f"Host: {ours}", f"Authorization: Bearer {TOKEN}")

    assert (401, 200) == (shut[0], opened[0])
    assert b'www-authenticate: bearer realm="rashomon"' in shut[1].lower()
