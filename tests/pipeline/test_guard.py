"""Which addresses may be connected to."""

import re
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.guard import AddressRefusedError, any_socket, is_public, public_socket


@pytest.mark.parametrize(
    "address",
    [
        "8.8.8.8",
        "93.184.215.14",
        "172.15.255.255",
        "172.32.0.1",
        "100.63.255.255",
        "100.128.0.1",
        "198.17.255.255",
        "192.0.1.1",
        "2606:4700:4700::1111",
        "2001:4860:4860::8888",
        "2001:200::1",
        "2a00:1450:4001::1",
        "::ffff:8.8.8.8",
        "3ffe::1",
    ],
)
def test_the_internet_may_be_reached(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("127.0.0.1", id="loopback"),
        pytest.param("127.255.255.254", id="the end of loopback"),
        pytest.param("0.0.0.0", id="this host"),  # noqa: S104
        pytest.param("0.1.2.3", id="this network"),
        pytest.param("10.0.0.1", id="private 10"),
        pytest.param("172.16.0.1", id="private 172.16"),
        pytest.param("172.31.255.255", id="the end of private 172.16"),
        pytest.param("192.168.1.1", id="private 192.168"),
        pytest.param("169.254.169.254", id="metadata"),
        pytest.param("100.64.0.1", id="carrier NAT"),
        pytest.param("100.100.100.200", id="metadata in carrier NAT"),
        pytest.param("192.0.0.9", id="anycast of a protocol"),
        pytest.param("192.0.0.192", id="metadata in 192.0.0"),
        pytest.param("192.0.2.1", id="documentation"),
        pytest.param("198.51.100.1", id="documentation 2"),
        pytest.param("203.0.113.1", id="documentation 3"),
        pytest.param("192.88.99.1", id="6to4 relay"),
        pytest.param("198.18.0.1", id="benchmarks"),
        pytest.param("198.19.255.255", id="the end of benchmarks"),
        pytest.param("224.0.0.1", id="multicast"),
        pytest.param("239.255.255.250", id="the end of multicast"),
        pytest.param("240.0.0.1", id="reserved"),
        pytest.param("255.255.255.255", id="broadcast"),
        pytest.param("::1", id="IPv6 loopback"),
        pytest.param("::", id="IPv6 any"),
        pytest.param("::127.0.0.1", id="IPv4-compatible"),
        pytest.param("::ffff:127.0.0.1", id="IPv4-mapped"),
        pytest.param("::ffff:10.0.0.1", id="IPv4-mapped private"),
        pytest.param("::ffff:224.0.0.1", id="IPv4-mapped multicast"),
        pytest.param("::ffff:0:127.0.0.1", id="IPv4-translated"),
        pytest.param("64:ff9b::7f00:1", id="NAT64"),
        pytest.param("64:ff9b:1::a9fe:a9fe", id="local NAT64"),
        pytest.param("2002:7f00:1::", id="6to4"),
        pytest.param("2001::1", id="Teredo"),
        pytest.param("2001:20::1", id="ORCHID"),
        pytest.param("2001:db8::1", id="IPv6 documentation"),
        pytest.param("3fff::1", id="IPv6 documentation 2"),
        pytest.param("5f00::1", id="segment routing"),
        pytest.param("fc00::1", id="unique local"),
        pytest.param("fd00:ec2::254", id="metadata over IPv6"),
        pytest.param("fe80::1", id="link local"),
        pytest.param("fe80::1%eth0", id="link local with a zone"),
        pytest.param("fec0::1", id="site local"),
        pytest.param("ff02::1", id="IPv6 multicast"),
        pytest.param("100::1", id="discard"),
        pytest.param("4000::1", id="nobody's yet"),
    ],
)
def test_no_other_network_may_be_reached(address: str) -> None:
    assert not is_public(address)


def test_no_literal_address_of_the_shared_list_may_be_reached(shared: Path) -> None:
    text = (shared / "corpus" / "ssrf_urls.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    said = [
        re.search(r"host literal (\S+)|-> (\d+\.\d+\.\d+\.\d+)", row[2])
        for row in rows
        if row[1] == "REFUSE_IP"
    ]
    addresses = {match[1] or match[2] for match in said if match}
    assert len(addresses) > 10
    assert {each for each in addresses if is_public(each)} == set()


def info(address: str) -> tuple[object, ...]:
    """As getaddrinfo tells an address; no packet is sent to it here."""
    return (socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", (address, 80))


def test_no_socket_is_made_for_an_address_that_is_refused() -> None:
    with pytest.raises(AddressRefusedError):
        public_socket(info("169.254.169.254"))


@pytest.mark.parametrize(
    ("make", "address"), [(public_socket, "8.8.8.8"), (any_socket, "127.0.0.1")]
)
def test_a_socket_never_blocks(
    make: Callable[[tuple[object, ...]], socket.socket], address: str
) -> None:
    with make(info(address)) as opened:
        assert opened.getblocking() is False
