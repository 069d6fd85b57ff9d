"""python -m benchmarks: measures on this machine, and prints each figure with what is wanted.

Nothing fails here: how fast a machine is says nothing about whether the program is right.
"""

import asyncio

from benchmarks import sandbox_load

BENCHMARKS = (sandbox_load,)


async def main() -> None:
    for benchmark in BENCHMARKS:
        print(benchmark.TITLE)
        for line in await benchmark.run():
            print(f"  {line}")


if __name__ == "__main__":
    asyncio.run(main())
