"""python -m benchmarks.reading.lemon24 FOLDER AGAIN WORKERS: the same with lemon24/reader.

Its scheduled mode is off: all feeds are read, each time. Prints its figures as JSON.
"""

import json
import sys
from pathlib import Path
from time import perf_counter

import reader

from benchmarks import measures


def main(folder: Path, again: int, workers: int) -> dict[str, object]:
    addresses = (folder / "sources").read_text(encoding="utf-8").split()
    with reader.make_reader(str(folder / "reader.db")) as opened:
        for address in addresses:
            opened.add_feed(address)

        def phase() -> dict[str, float]:
            cpu, began = measures.cpu_seconds(), perf_counter()
            opened.update_feeds(scheduled=False, workers=workers)
            took, cpu = perf_counter() - began, measures.cpu_seconds() - cpu
            return {"rate": len(addresses) / took, "cpu_ms": cpu * 1000 / len(addresses)}

        first = phase()
        unchanged = [phase() for _ in range(again)]
        return {
            "first": first,
            "unchanged": unchanged,
            "articles": opened.get_entry_counts().total,
            "memory": measures.resident(),
            "version": reader.__version__,
        }


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))))
