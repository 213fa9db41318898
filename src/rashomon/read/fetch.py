"""An address -> what stands there, if the user asked for it and it is safe to call: never a way into a private net.

The name is resolved once and the connection goes to the very number that was checked, so that a name cannot change its
meaning in between. Redirects are followed by hand, each checked like the first address. No cookies, no proxies, no
scripts; size is bounded as it comes and again when unpacked, and the whole takes no longer than its time.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import time
from collections.abc import Callable, Sequence
from email.message import Message
from threading import Timer
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from rashomon.errors import Unreadable
from rashomon.read.addresses import PORTS, Target, check_url, refuse_address
from rashomon.read.body import unpack_body
from rashomon.read.fields import known_charset
from rashomon.read.inputs import GZIP_MAGIC, Fetched
from rashomon.read.items import Kind
from rashomon.read.names import kind_of
from rashomon.read.sniff import SNIFFED_BYTES, sniff

CHUNK = 2**16
REDIRECTS = (301, 302, 303, 307, 308)
HEADERS = {
    "User-Agent": "Rashomon (reads the pages that a person asks for)",
    "Accept": "text/html, application/xhtml+xml, text/plain, application/rss+xml, application/atom+xml, */*;q=0.5",
    "Accept-Encoding": "gzip, deflate",
    "Connection": "close",
}
# what else there is says little (application/octet-stream), or only that it is XML: the name and the opening tell more
TYPES: dict[str, Kind] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/rss+xml": "feed",
    "application/atom+xml": "feed",
    "text/x-opml": "opml",
    "application/json": "json",
    "application/x-ndjson": "jsonl",
    "text/csv": "csv",
    "application/pdf": "pdf",
    "application/warc": "warc",
    "message/rfc822": "eml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
}


class Rules(NamedTuple):
    """What may be called, and for how long; `refuse` says of a host's number why not, None if it may be."""

    refuse: Callable[[str], str | None] = refuse_address
    ports: frozenset[int] = frozenset(PORTS.values())
    redirects: int = 5
    seconds: float = 30.0


RULES = Rules()


def fetch_address(address: str, max_bytes: int, rules: Rules = RULES) -> Fetched:
    """Return what stands at an address on the web; raise Unreadable with the reason if it is not fetched."""
    until = time.monotonic() + rules.seconds
    url = address
    for _ in range(rules.redirects + 1):
        answer = _ask(check_url(url, rules.ports), max_bytes, rules, until)
        if isinstance(answer, _Answer):
            return _open(answer, url, max_bytes)
        try:
            url = urljoin(url, answer)
        except ValueError as error:
            raise Unreadable(f"sent on to what is no address: {error}") from error
    raise Unreadable(f"sent on more than {rules.redirects} times")


class _Answer(NamedTuple):
    """A successful answer: its headers, and its body as it was sent."""

    headers: Message
    body: bytes


def _ask(target: Target, max_bytes: int, rules: Rules, until: float) -> _Answer | str:
    """Return the answer of a server, or where it sends us on to."""
    connection = _Connection(target, _resolve(target, rules), _left(until))
    # the limit of a socket starts anew with every byte that comes: this one does not
    alarm = Timer(_left(until), connection.hang_up)
    alarm.start()
    try:
        connection.request("GET", target.path, headers=HEADERS)
        response = connection.getresponse()
        if response.status in REDIRECTS and response.headers["Location"]:
            # headers are bytes to http.client; what is beyond ASCII in an address is UTF-8
            return response.headers["Location"].encode("latin-1", "replace").decode("utf-8", "replace")
        if response.status != 200:
            raise Unreadable(f"the server answered {response.status} {response.reason[:100]}".rstrip())
        return _Answer(response.headers, _read_body(response, max_bytes, until))
    except ssl.SSLCertVerificationError as error:
        raise Unreadable(f"its certificate is not trusted: {error.verify_message}") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        _left(until)
        raise Unreadable(f"the server did not answer as it should: {str(error) or type(error).__name__}") from error
    finally:
        alarm.cancel()
        connection.close()


def _left(until: float) -> float:
    """Return how many seconds are left; raise Unreadable if none are."""
    left = until - time.monotonic()
    if left <= 0:
        raise Unreadable("the server took too long")
    return left


def _resolve(target: Target, rules: Rules) -> list[str]:
    """Return the numbers behind a name; raise Unreadable if there are none, or any of them may not be called."""
    try:
        found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreadable(f"no host is named {target.host}") from error
    numbers = [str(place[0]) for *_, place in found]
    for number in numbers:
        if reason := rules.refuse(number):
            raise Unreadable(f"{target.host} leads to {number}, {reason}: only public ones are called")
    return numbers


class _Connection(http.client.HTTPConnection):
    """A connection to the first of these numbers that answers, whatever the name means to others by now."""

    def __init__(self, target: Target, numbers: Sequence[str], seconds: float) -> None:
        super().__init__(target.host, target.port, timeout=seconds)
        self._target, self._numbers = target, numbers
        self.default_port = PORTS[target.scheme]  # so that the Host header names no port that goes without saying

    def connect(self) -> None:
        """Open the socket, and speak TLS if the address says so, checked against the name."""
        for number in self._numbers:
            try:
                self.sock = socket.create_connection((number, self._target.port), self.timeout)
                break
            except OSError:
                if number == self._numbers[-1]:
                    raise
        if self._target.scheme == "https":
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self._target.host)

    def hang_up(self) -> None:
        """End what is going on, from another thread."""
        if self.sock:
            try:
                self.sock.shutdown(socket.SHUT_RDWR)
            except OSError:  # over already
                return


def _read_body(response: http.client.HTTPResponse, max_bytes: int, until: float) -> bytes:
    body = bytearray()
    while chunk := response.read(CHUNK):
        body += chunk
        if len(body) > max_bytes:
            raise Unreadable(f"larger than {max_bytes:,} bytes")
    _left(until)  # hung up on, a body ends as if it were whole, or cut short
    if response.length:
        raise Unreadable("cut short")
    return bytes(body)


def _open(answer: _Answer, url: str, max_bytes: int) -> Fetched:
    content = unpack_body(answer.body, answer.headers["Content-Encoding"], max_bytes)
    if content.startswith(GZIP_MAGIC):
        content = unpack_body(content, "gzip", max_bytes)
    if not content:
        raise Unreadable("empty")
    charset = answer.headers.get_content_charset()
    return Fetched(content, _kind(answer.headers, url, content), url, known_charset(charset, content))


def _kind(headers: Message, url: str, content: bytes) -> Kind:
    said = headers.get_content_type() if headers["Content-Type"] else ""
    named, _ = kind_of(urlsplit(url).path)
    kind = TYPES.get(said) or named or sniff(content[:SNIFFED_BYTES])
    if kind == "text" and said and not said.startswith("text/") and not said.endswith(("xml", "octet-stream")):
        raise Unreadable(f"kind {said!r} is not read")
    return kind
