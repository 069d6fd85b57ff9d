"""A look-up that answers what the test says, and a way to the internet that ends on loopback."""

import socket
from typing import Any

from aiohttp.abc import AbstractResolver, ResolveResult

from pipeline import guard

PUBLIC = "93.184.215.14"
"""An address that anybody could reach; here nobody does."""


class Names(AbstractResolver):
    """name -> its addresses. A name that stands here several times answers otherwise each time.

    Any other name has the addresses of `others`; without them it leads nowhere.
    """

    def __init__(self, *known: tuple[str, list[str]], others: list[str] | None = None) -> None:
        self.known = list(known)
        self.others = others
        self.asked: list[str] = []

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        assert family == socket.AF_UNSPEC
        self.asked.append(host)
        return [_result(host, address, port) for address in self._addresses(host.lower())]

    def _addresses(self, host: str) -> list[str]:
        for entry in self.known:
            name, addresses = entry
            if name == host:
                if [each for each, _ in self.known].count(name) > 1:
                    self.known.remove(entry)
                return addresses
        if self.others is None:
            raise OSError(f"{host} is not known")
        return self.others

    async def close(self) -> None: ...


def _result(host: str, address: str, port: int) -> ResolveResult:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    return ResolveResult(
        hostname=host, host=address, port=port, family=family, proto=0, flags=socket.AI_NUMERICHOST
    )


class Detour:
    """The guard's own sockets; but whatever address they connect to, they come to this port.

    opened: the addresses for which there was a socket at all.
    """

    def __init__(self, port: int) -> None:
        self.opened: list[str] = []
        self._way = ("127.0.0.1", port)

    def __call__(self, addr_info: tuple[Any, ...]) -> socket.socket:
        made = guard.public_socket(addr_info)
        self.opened.append(addr_info[4][0])
        made.close()
        return _Led(self._way)


class _Led(socket.socket):
    def __init__(self, way: tuple[str, int]) -> None:
        super().__init__(socket.AF_INET, socket.SOCK_STREAM)
        self.setblocking(False)
        self._way = way

    def connect(self, _address: Any, /) -> None:
        super().connect(self._way)
