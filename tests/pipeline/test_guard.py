"""Sockets are made for what may be connected to alone."""

import socket
from collections.abc import Callable

import pytest

from pipeline.guard import AddressRefusedError, any_socket, public_socket


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
