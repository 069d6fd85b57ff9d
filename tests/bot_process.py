"""The whole program as a process of its own, before a sandbox in another one.

python -m tests.bot_process API GATEWAY MINUTES: settings come from the environment, and the clock
is MINUTES ahead.
"""

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import bot
from news import allowance

LIFTED = allowance.Allowance(10**6, timedelta(seconds=1))
"""People in tests are quicker than any reader."""


def command(api: str, gateway: str, minutes: float = 0) -> list[str]:
    """Starts it."""
    return [sys.executable, "-m", "tests.bot_process", api, gateway, str(minutes)]


def environment(token: str, database: Path, catalogue: Path) -> dict[str, str]:
    """Settings that read loopback sources many times a second."""
    return {
        "DISCORD_TOKEN": token,
        "DATABASE_URL": f"sqlite:///{database}",
        "CATALOGUE": str(catalogue),
        "POLL_MINUTES": "0.001",
        "POLL_MAX_MINUTES": "0.001",
        "POLL_MIN_SECONDS": "0",
        "POLL_HOST_GAP_SECONDS": "0",
        "FETCH_PRIVATE_NETWORKS": "true",
    }


def main() -> int:
    api, gateway, minutes = sys.argv[1:]
    ahead = timedelta(minutes=float(minutes))
    bot.now = lambda: datetime.now(UTC) + ahead
    bot.point_at(api, gateway)
    allowance.COSTLY = LIFTED
    return bot.main([])


if __name__ == "__main__":
    sys.exit(main())
