"""python -m tests.screenshots: the documents' pictures of the page, taken in the demo anew."""

import asyncio
import json
import re
import signal
import sys
import tomllib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, Locator, Page

from sandbox.demo.programme import CONTENT
from tests import chromium

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs"
LARGEST = 250_000
"""Bytes of a picture: more makes a README slow to open."""

PATIENCE = 30_000
LIVE = tomllib.loads(CONTENT.read_text(encoding="utf-8"))["live"][0]["title"]
"""The first story after the week: when it has come, all is there that the demo begins with."""

NO_EMOJI = "no font has emoji in colour: `apt-get install fonts-noto-color-emoji` installs one"
HAS_EMOJI = """() => {
  const canvas = document.createElement("canvas").getContext("2d");
  canvas.font = "20px sans-serif";
  canvas.fillText("🚀", 0, 20);
  const { data } = canvas.getImageData(0, 0, 30, 30);
  return data.some((value, at) => at % 4 === 0 && value !== data[at + 1]);
}"""
ALL_LOADED = "() => [...document.images].every((one) => one.complete || one.loading === 'lazy')"


@dataclass(frozen=True)
class Scene:
    """A picture's file, who takes it where, in what browser, and what is done there first."""

    name: str
    user: str
    channel: str
    browser: dict[str, Any]
    play: Callable[[Page], Awaitable[None]]


async def look(page: Page) -> None:
    """The newest story with its picture, and who reports it."""
    await page.get_by_role("button", name="Coverage").last.click()
    await page.get_by_role("article", name="only you can see this").wait_for()


async def subscribe(page: Page) -> None:
    """What it would have posted, and how to go on."""
    answer = await _asked(page, "general", "/subscribe topic:launch")
    await answer.get_by_role("button", name="Undo").scroll_into_view_if_needed()


async def panel(page: Page) -> None:
    """One of the subscriptions, picked from the list."""
    answer = await _asked(page, "general", "/subscriptions")
    await answer.get_by_role("combobox").click()
    choices = page.get_by_role("listbox", name="Choose a subscription")
    await choices.get_by_role("option").first.click()
    await answer.get_by_role("button", name="Pause").scroll_into_view_if_needed()


async def search(page: Page) -> None:
    """What a search finds."""
    answer = await _asked(page, "general", "/news search query:moon")
    await answer.get_by_text("Search: moon").wait_for()


async def digest(page: Page) -> None:
    """The week, by topic."""
    answer = await _asked(page, "general", "/news digest period:week")
    await answer.get_by_text("The last 7 days in space").scroll_into_view_if_needed()


async def topics(page: Page) -> None:
    """All of them, with their chart."""
    answer = await _asked(page, "general", "/news topics")
    await answer.get_by_role("img", name="A chart of the stories").scroll_into_view_if_needed()


async def _asked(page: Page, channel: str, line: str) -> Locator:
    """The answer to a command."""
    await page.get_by_role("combobox", name=f"Message #{channel}").fill(line)
    await page.keyboard.press("Enter")
    answer = page.get_by_role("article", name="only you can see this")
    await answer.wait_for()
    return answer


DESKTOP = {"viewport": {"width": 1280, "height": 880}}
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "has_touch": True,
    "is_mobile": True,
}
SCENES = (
    Scene("stories.png", "mia", "space-news", DESKTOP | {"color_scheme": "dark"}, look),
    Scene("subscribe.png", "ada", "general", DESKTOP | {"color_scheme": "light"}, subscribe),
    Scene("subscriptions.png", "ada", "general", DESKTOP | {"color_scheme": "dark"}, panel),
    Scene("digest.png", "mia", "general", DESKTOP | {"color_scheme": "light"}, digest),
    Scene("topics.png", "mia", "general", DESKTOP | {"color_scheme": "dark"}, topics),
    Scene("search.png", "mia", "general", PHONE | {"color_scheme": "dark"}, search),
)


async def main() -> int:
    path = chromium.find()
    if path is None:
        print(chromium.NONE_FOUND, file=sys.stderr)
        return 2
    async with chromium.launched(path) as browser:
        if not await _has_emoji(browser):
            print(NO_EMOJI, file=sys.stderr)
            return 2
        PICTURES.mkdir(exist_ok=True)
        async with demo() as address:
            sizes = [await take(browser, address, scene) for scene in SCENES]
    return int(max(sizes) > LARGEST)


@asynccontextmanager
async def demo() -> AsyncIterator[str]:
    """The address of the page of a demo that runs meanwhile."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "bot.py",
        "--demo",
        "--no-browser",
        "--port",
        "0",
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    try:
        async for line in process.stdout:
            found = re.search(r"http://\S+", line.decode())
            if found:
                yield found[0]
                return
        raise EOFError("the demo ended without naming its page")
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
        await process.wait()


async def take(browser: Browser, address: str, scene: Scene) -> int:
    """How many bytes the picture has."""
    context = await browser.new_context(locale="en-US", reduced_motion="reduce", **scene.browser)
    context.set_default_timeout(PATIENCE)
    kept = json.dumps({"as": scene.user, "hintsDone": True})
    await context.add_init_script(f"sessionStorage.setItem('sandbox', '{kept}')")
    page = await context.new_page()
    await page.goto(f"{address}#space-news")
    await page.get_by_role("article", name=LIVE).wait_for()
    await page.goto(f"{address}#{scene.channel}")
    await scene.play(page)
    await page.wait_for_function(ALL_LOADED)
    picture = await page.screenshot(path=PICTURES / scene.name)
    await context.close()
    print(f"docs/{scene.name}: {len(picture) // 1000} kB (at most: {LARGEST // 1000})")
    return len(picture)


async def _has_emoji(browser: Browser) -> bool:
    page = await browser.new_page()
    found = bool(await page.evaluate(HAS_EMOJI))
    await page.close()
    return found


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
