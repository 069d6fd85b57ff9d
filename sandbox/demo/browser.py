"""Opens a page in the person's browser, where they have one that can show it."""

import sys
import threading
import webbrowser
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

TEXT_BROWSERS = frozenset({"www-browser", "links", "elinks", "lynx", "w3m"})
"""Would take over the terminal, and show nothing of the page."""


def is_graphical(platform: str, env: Mapping[str, str]) -> bool:
    """Whether somebody sits before windows; over SSH, say, nobody does."""
    if platform in ("darwin", "win32"):
        return True
    return bool(env.get("DISPLAY") or env.get("WAYLAND_DISPLAY"))


def is_for_text(browser: webbrowser.BaseBrowser) -> bool:
    return Path(str(browser.name)).name in TEXT_BROWSERS


def open_page(address: str, env: Mapping[str, str]) -> None:
    """Returns at once: a browser may take its time to start."""
    if is_graphical(sys.platform, env):
        threading.Thread(target=_open, args=(address,), daemon=True).start()


def _open(address: str) -> None:
    # Where there is none, the address stands on the screen.
    with suppress(webbrowser.Error):
        browser = webbrowser.get()
        if not is_for_text(browser):
            browser.open(address)
