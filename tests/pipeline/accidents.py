"""What happens in a parse worker: a module of its own, for the worker loads it."""

import os
import signal
import sys

from pipeline import parsing


def loaded() -> set[str]:
    """The packages that this process holds."""
    return {name.partition(".")[0] for name in sys.modules}


def hold(size: int) -> int:
    return len(bytearray(size))


def spin(*_arguments: object) -> None:
    while True:
        pass


def die(*_arguments: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def fill(*_arguments: object) -> None:
    hold(parsing.MEMORY)


def rest(*_arguments: object) -> None: ...
