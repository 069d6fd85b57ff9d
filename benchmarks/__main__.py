"""python -m benchmarks [NAME …] [--quick]: measures on this machine, beside what is wanted.

Nothing fails here: how fast a machine is says nothing about whether the program is right.
`python -m benchmarks evaluate --help`: how well it understands.
`python -m benchmarks weights`: what labelled headlines say about when two tell one event.
"""

import argparse
import os
import sys

from benchmarks import archive, chaos, evaluate, fanout, parsing, reading, sandbox_load, surface

BENCHMARKS = {
    "reading": reading,
    "parsing": parsing,
    "sandbox": sandbox_load,
    "archive": archive,
    "fanout": fanout,
    "surface": surface,
    "chaos": chaos,
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHMARKS))
    parser.add_argument("--quick", action="store_true", help="small sizes, to see that it runs")
    parser.add_argument("--seed", help="of chaos, to see the same again")
    chosen = parser.parse_args()
    if chosen.seed:
        os.environ["CHAOS_SEED"] = chosen.seed
    if unknown := set(chosen.names) - set(BENCHMARKS):
        parser.error(f"no such benchmark: {', '.join(sorted(unknown))}")
    for name in chosen.names or BENCHMARKS:
        for table in BENCHMARKS[name].run(quick=chosen.quick):
            print(table, end="\n\n", flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["evaluate"]:
        evaluate.main(sys.argv[2:])
    elif sys.argv[1:2] == ["weights"]:
        # Here: it needs a library that nothing else does.
        from benchmarks import weights

        weights.main()
    else:
        main()
