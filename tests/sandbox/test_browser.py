"""Whose browser is opened: that of somebody who sits before windows."""

import queue
import webbrowser
from collections.abc import Mapping

import pytest

from sandbox.demo.browser import is_for_text, is_graphical, open_page

PAGE = "http://127.0.0.1:4242/"


class Browser(webbrowser.BaseBrowser):
    """Remembers what it was to open."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.opened: queue.Queue[str] = queue.Queue()

    def open(self, url: str, *_how: object) -> bool:
        self.opened.put(url)
        return True


@pytest.mark.parametrize(
    ("platform", "env", "graphical"),
    [
        pytest.param("darwin", {}, True, id="a Mac"),
        pytest.param("win32", {}, True, id="Windows"),
        pytest.param("linux", {"DISPLAY": ":0"}, True, id="X"),
        pytest.param("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True, id="Wayland"),
        pytest.param("linux", {}, False, id="a server"),
        pytest.param("linux", {"DISPLAY": ""}, False, id="no display"),
    ],
)
def test_a_browser_is_opened_only_where_there_are_windows(
    platform: str, env: Mapping[str, str], graphical: bool
) -> None:
    assert is_graphical(platform, env) is graphical


@pytest.mark.parametrize(
    ("name", "text"),
    [("w3m", True), ("/usr/bin/lynx", True), ("xdg-open", False), ("firefox", False)],
)
def test_a_browser_that_would_take_the_terminal_is_known(name: str, text: bool) -> None:
    assert is_for_text(Browser(name)) is text


def test_the_page_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    browser = Browser("xdg-open")
    monkeypatch.setattr(webbrowser, "get", lambda: browser)
    open_page(PAGE, {"DISPLAY": ":0"})
    assert browser.opened.get(timeout=10) == PAGE
