"""python -m tests.screenshots: the documents' pictures of the page, taken in the demo anew."""

import asyncio
import re
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, Page

from tests import chromium

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs"
LARGEST = 250_000
"""Bytes of a picture: more makes a README slow to open."""

PATIENCE = 60_000
STORIES = 12
"""In the channel when a picture is taken: by then much of the week has been told."""

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
    """A picture's file, in what browser it is taken, and what is done there first."""

    name: str
    browser: dict[str, Any]
    play: Callable[[Page], Awaitable[None]]


async def look(page: Page) -> None:
    """The newest stories, as they came."""


async def search(page: Page) -> None:
    """Amid typing a search."""
    message = page.get_by_role("combobox", name="Message #space-news")
    await message.press_sequentially("/news search query:mars")
    await page.get_by_role("group", name="Command /news search").wait_for()


SCENES = (
    Scene(
        "desktop-dark.png",
        {"viewport": {"width": 1280, "height": 800}, "color_scheme": "dark"},
        look,
    ),
    Scene(
        "phone-light.png",
        {
            "viewport": {"width": 390, "height": 844},
            "color_scheme": "light",
            "device_scale_factor": 2,
            "has_touch": True,
            "is_mobile": True,
        },
        search,
    ),
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
        sys.executable, "bot.py", "--demo", "--no-browser", cwd=ROOT, stdout=asyncio.subprocess.PIPE
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
    await context.add_init_script(
        "sessionStorage.setItem('sandbox', JSON.stringify({as: 'mia', hintsDone: true}))"
    )
    page = await context.new_page()
    await page.goto(f"{address}#space-news")
    await page.get_by_role("article").nth(STORIES - 1).wait_for()
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
