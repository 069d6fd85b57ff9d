"""The Chromium of this machine, for the page to be seen in."""

import os
import shutil
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from playwright.async_api import Browser, async_playwright

# The first has no windows at all, which halves what a page costs.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
NONE_FOUND = (
    "no Chromium was found: `apt-get install chromium-headless-shell` installs one, "
    "or set CHROMIUM to its path"
)
FLAGS = (
    "--no-sandbox",  # the superuser of a container may have none
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-proxy-server",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)


def find() -> str | None:
    """The path of the first that there is."""
    named = os.environ.get("CHROMIUM")
    return named or next(filter(None, map(shutil.which, NAMES)), None)


@asynccontextmanager
async def launched(path: str, flags: Sequence[str] = ()) -> AsyncIterator[Browser]:
    """Without a window; all it can reach is this machine."""
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=path, args=[*FLAGS, *flags])
        try:
            yield browser
        finally:
            await browser.close()
