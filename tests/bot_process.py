"""The whole program as a process of its own, before a sandbox in another one.

python -m tests.bot_process API GATEWAY MINUTES: settings come from the environment, and the clock
is MINUTES ahead.
"""

import sys
from datetime import UTC, datetime, timedelta

import bot


def main() -> int:
    api, gateway, minutes = sys.argv[1:]
    ahead = timedelta(minutes=float(minutes))
    bot.now = lambda: datetime.now(UTC) + ahead
    bot.point_at(api, gateway)
    return bot.main([])


if __name__ == "__main__":
    sys.exit(main())
