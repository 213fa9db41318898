"""Addresses and numbers -> whether they are called, and the reason why not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.errors import Unreadable
from rashomon.read.addresses import Target, check_url, refuse_address


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        ("127.0.0.1", "a loopback address"),
        ("127.255.0.9", "a loopback address"),
        ("0.0.0.0", "an unspecified address"),
        ("10.1.2.3", "a private or reserved address"),
        ("172.16.0.1", "a private or reserved address"),
        ("172.31.255.255", "a private or reserved address"),
        ("192.168.0.10", "a private or reserved address"),
        ("169.254.169.254", "a link-local address"),  # where clouds keep their keys
        ("168.63.129.16", "a private or reserved address"),  # a cloud's own service, on a public number
        ("100.64.0.1", "a private or reserved address"),  # shared by the customers of a carrier
        ("192.0.0.192", "a private or reserved address"),
        ("192.0.2.1", "a private or reserved address"),  # documentation
        ("198.18.0.1", "a private or reserved address"),  # benchmarks
        ("192.88.99.1", "a private or reserved address"),
        ("224.0.0.251", "a multicast address"),
        ("239.255.255.250", "a multicast address"),
        ("240.0.0.1", "a private or reserved address"),
        ("255.255.255.255", "a private or reserved address"),
        ("::1", "a loopback address"),
        ("::", "an unspecified address"),
        ("::ffff:127.0.0.1", "an IPv4-mapped address"),
        ("::ffff:8.8.8.8", "an IPv4-mapped address"),
        ("::127.0.0.1", "a private or reserved address"),  # IPv4, compatible
        ("64:ff9b::7f00:1", "a private or reserved address"),  # NAT64
        ("64:ff9b:1::a00:1", "a private or reserved address"),
        ("2002:7f00:1::", "a private or reserved address"),  # 6to4
        ("2001:0:1::1", "a private or reserved address"),  # Teredo
        ("2001:db8::1", "a private or reserved address"),
        ("3fff::1", "a private or reserved address"),
        ("fe80::1", "a link-local address"),
        ("fec0::1", "a private or reserved address"),
        ("fc00::1", "a private or reserved address"),
        ("fd00:ec2::254", "a private or reserved address"),
        ("ff02::1", "a multicast address"),
        ("5f00::1", "a private or reserved address"),
        ("harbour.example", "no address"),
    ],
)
def test_a_number_that_is_not_public_is_refused(number: str, reason: str) -> None:
    assert reason == refuse_address(number)


@pytest.mark.parametrize("number", ["8.8.8.8", "93.184.215.14", "172.32.0.1", "2606:2800:21f::1", "2a02:ec80:300::1"])
def test_a_public_number_is_called(number: str) -> None:
    assert refuse_address(number) is None


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("file:///etc/passwd", "an address that starts with 'file'; fetched are http and https"),
        ("ftp://harbour.example/", "an address that starts with 'ftp'; fetched are http and https"),
        ("gopher://harbour.example/", "an address that starts with 'gopher'; fetched are http and https"),
        ("javascript:alert(1)", "an address that starts with 'javascript'; fetched are http and https"),
        ("//harbour.example/", "an address that starts with ''; fetched are http and https"),
        ("http://ines:key@harbour.example/", "an address with a name or password in it"),
        ("http://harbour.example@127.0.0.1/", "an address with a name or password in it"),
        ("http://@harbour.example/", "an address with a name or password in it"),
        ("http://harbour.example:22/", "port 22; fetched is from 80, 443"),
        ("https://harbour.example:8443/", "port 8443; fetched is from 80, 443"),
        ("http://harbour.example:99999/", "not an address: Port out of range 0-65535"),
        ("http://harbour.example/a b", "an address with spaces, controls or backslashes in it"),
        ("http://harbour.example/\r\nHost: x", "an address with spaces, controls or backslashes in it"),
        ("http://harbour.example\\@127.0.0.1/", "an address with spaces, controls or backslashes in it"),
        ("http://harbour.example\x00/", "an address with spaces, controls or backslashes in it"),
        ("http:///path", "not the name of a host: ''"),
        ("http://[fe80::1%25eth0]/", "not the name of a host: 'fe80::1%25eth0'"),
        ("http://[::1", "not an address: Invalid IPv6 URL"),
        ("http://har%62our.example/", "not the name of a host: 'har%62our.example'"),
        ("http://harbour.example/" + "a" * 2000, "an address of more than 2,000 characters"),
    ],
)
def test_an_address_that_is_not_fetched_is_refused_with_the_reason(url: str, reason: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        check_url(url)

    assert reason == str(refusal.value)


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("http://harbour.example", Target("http", "harbour.example", 80, "/")),
        ("HTTPS://Harbour.Example/a?b=1#c", Target("https", "harbour.example", 443, "/a?b=1")),
        ("https://hafen-zürich.example/fähre", Target("https", "xn--hafen-zrich-zhb.example", 443, "/f%C3%A4hre")),
        ("http://harbour.example:443/", Target("http", "harbour.example", 443, "/")),
        ("http://[2a02::1]/", Target("http", "2a02::1", 80, "/")),
    ],
)
def test_an_address_leads_to_a_host_a_port_and_a_path(url: str, target: Target) -> None:
    assert target == check_url(url)


@given(st.text(max_size=60) | st.text("htps:/@[]%.\\0:1#?", max_size=40).map("http://{}".format))
def test_no_address_raises_anything_else(url: str) -> None:
    try:
        target = check_url(url)
    except Unreadable:
        return

    assert target.port in (80, 443)
    assert (target.host + target.path).isascii()
