"""Bends documents until something breaks: python -m tests.fuzz --seconds 60

With SPACE_NEWS_SHARED real documents, else our own. What breaks is told with its number, and
python -m tests.fuzz --number N does that one again, loudly.
"""

import argparse
import os
import random
import sys
import time
from pathlib import Path

from tests import documents
from tests.bending import CONTENT_TYPES, bent, told

SLOW = 5.0
"""Seconds of our own time; the worker would live for ten."""


def main() -> int:
    options = _options()
    found = _documents(options.largest)
    if options.number is not None:
        _once(found, options.number)
        return 0
    end = time.monotonic() + options.seconds
    number, failures = options.start, 0
    while time.monotonic() < end:
        failures += not _holds(found, number)
        number += 1
    sys.stdout.write(f"{number - options.start} documents, {failures} failures\n")
    return min(failures, 1)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition(":")[0])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--start", type=int, default=0, help="the first number")
    parser.add_argument("--number", type=int, help="only this one")
    parser.add_argument("--largest", type=int, default=60_000, help="bytes of a document")
    return parser.parse_args()


def _documents(largest: int) -> list[bytes]:
    shared = os.environ.get("SPACE_NEWS_SHARED")
    folder = Path(shared, "corpus", "documents") if shared else None
    real = sorted(folder.iterdir()) if folder else []
    bodies = [path.read_bytes() for path in real if path.stat().st_size <= largest]
    return [*documents.ALL, *bodies]


def _holds(found: list[bytes], number: int) -> bool:
    began = time.process_time()
    try:
        _once(found, number)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what we look for
        sys.stdout.write(f"{number}: {type(error).__name__}: {str(error)[:200]}\n")
        return False
    if time.process_time() - began > SLOW:
        sys.stdout.write(f"{number}: slow\n")
        return False
    return True


def _once(found: list[bytes], number: int) -> None:
    chance = random.Random(number)
    body = bent(chance.choice(found), found, chance)
    told(body, chance.choice(CONTENT_TYPES))


if __name__ == "__main__":
    sys.exit(main())
