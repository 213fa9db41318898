"""Addresses of the web, and the numbers behind their names -> whether they may be called, or a sentence why not."""

from __future__ import annotations

import re
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import NamedTuple
from urllib.parse import urlsplit

from rashomon.errors import Unreadable

Address = IPv4Address | IPv6Address
PORTS = {"http": 80, "https": 443}
MAX_CHARACTERS = 2000
# beside what Python's tables call private, reserved and so on: relays of IPv6 over IPv4, cloud hosts' own services, and
# ranges that newer registries than Python's reserve
CLOSED_V4 = tuple(map(IPv4Network, ("192.0.0.0/24", "192.88.99.0/24", "168.63.129.16/32")))
CLOSED_V6 = tuple(map(IPv6Network, ("2001::/23", "2002::/16", "3fff::/20")))
# all that is given out to the public; IPv4 in the dress of IPv6 (mapped, translated by NAT64) lies outside it
PUBLIC_V6 = IPv6Network("2000::/3")


class Target(NamedTuple):
    """Where an address leads: `host` is a name or a number, `path` what is asked for there."""

    scheme: str
    host: str
    port: int
    path: str


def check_url(url: str, ports: frozenset[int] = frozenset(PORTS.values())) -> Target:
    """Return where an address leads; raise Unreadable with the reason if it is not one that is fetched."""
    if len(url) > MAX_CHARACTERS:
        raise Unreadable(f"an address of more than {MAX_CHARACTERS:,} characters")
    if re.search(r"[\x00-\x20\x7f\\]", url):
        raise Unreadable("an address with spaces, controls or backslashes in it")
    try:
        parts = urlsplit(url)
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode("ascii")
    except ValueError as error:  # brackets, ports and labels that are none
        raise Unreadable(f"not an address: {error}") from error
    if parts.scheme not in PORTS:
        raise Unreadable(f"an address that starts with {parts.scheme!r}; fetched are http and https")
    if "@" in parts.netloc:
        raise Unreadable("an address with a name or password in it")
    if not re.fullmatch(r"[a-z0-9._-]+|[0-9a-f:.]+", host):
        raise Unreadable(f"not the name of a host: {host!r}")
    port = PORTS[parts.scheme] if port is None else port
    if port not in ports:
        raise Unreadable(f"port {port}; fetched is from {', '.join(map(str, sorted(ports)))}")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, host, port, re.sub(r"[^!-~]", _quote, path))


def _quote(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "replace"))


def refuse_address(number: str) -> str | None:
    """Return why a number (of a host) may not be called, such as "a loopback address"; None if it is public."""
    try:
        address = ip_address(number)
    except ValueError:
        return "no address"
    kinds = {
        "an IPv4-mapped": isinstance(address, IPv6Address) and address.ipv4_mapped is not None,
        "an unspecified": address.is_unspecified,
        "a loopback": address.is_loopback,
        "a link-local": address.is_link_local,
        "a multicast": address.is_multicast,
        # which of the two, Pythons do not agree on
        "a private or reserved": not address.is_global or _is_closed(address),
    }
    return next((f"{kind} address" for kind, is_so in kinds.items() if is_so), None)


def _is_closed(address: Address) -> bool:
    if isinstance(address, IPv4Address):
        return any(address in network for network in CLOSED_V4)
    return address not in PUBLIC_V6 or any(address in network for network in CLOSED_V6)
