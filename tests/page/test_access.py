"""The page is for everybody: by keyboard alone, on a small screen, in any light, by ear."""

from typing import Any

import pytest
from axe_playwright_python.async_playwright import Axe  # type: ignore[import-untyped]
from playwright.async_api import Page, expect

from tests.house import House
from tests.page.conftest import PageAs
from tests.page.robot import MODAL, THINK, Robot, button, row
from tests.page.sights import answers, articles, box, enter, open_menu, place, suggested, tell

SMALL = {"width": 360, "height": 640}
RULES = {"target-size": {"enabled": True}}
"""Beside those that axe always looks at."""

ASIDE = "() => document.documentElement.scrollWidth - innerWidth"
"""By how much the page is wider than the window."""

OUTSIDE = """
() => [...document.querySelectorAll("button, a, input, textarea, select")]
  .filter((one) => !one.closest("[inert], [hidden], .skip") && one.checkVisibility())
  .map((one) => [one, one.getBoundingClientRect()])
  .filter(([, box]) => box.width && (box.left < 0 || box.right > innerWidth))
  .map(([one]) => one.outerHTML)
"""
"""What can be used, but cannot be reached because it lies beside the window."""

MOVING = "() => document.getAnimations().some((one) => one.playState === 'running')"

WORDS = "# Big\n**Bold** `code` ||hidden|| <@1> [link](https://a.example/)\n> quoted\n-# small"
CARD = {"title": "A card", "url": "https://a.example/", "footer": {"text": "small"}}
FIELD = row({"type": 4, "custom_id": "text", "style": 2, "label": "Your note"})
BUTTONS = [button(f"Style {style}", str(style), style) for style in (1, 2, 3, 4)]


async def severe(page: Page, part: str = "body") -> list[str]:
    """What axe finds that keeps somebody out, and where."""
    options = {"resultTypes": ["violations"], "rules": RULES}
    found: Any = await Axe().run(page, part, options)
    return [
        f"{one['id']}: {node['html']}"
        for one in found.response["violations"]
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]


async def test_a_search_needs_no_mouse(house: House, page_as: PageAs) -> None:
    await tell(house, "Rover drives on Mars")
    page = await page_as("mia")
    await expect(box(page)).to_be_visible()
    for key in ("Tab", "Tab"):
        await page.keyboard.press(key)
    await expect(page.get_by_role("link", name="Skip to message box")).to_be_focused()
    await page.keyboard.press("Enter")
    await page.keyboard.type("/news se")
    await page.keyboard.press("Enter")
    await page.keyboard.type("rover")
    await page.keyboard.press("Tab")
    await page.keyboard.type("topic")
    await page.keyboard.press("Enter")
    await page.keyboard.type("mar")
    await expect(suggested(page, "🔴 Mars")).to_be_visible()
    for key in ("ArrowDown", "Enter", "Enter"):
        await page.keyboard.press(key)
    await expect(answers(page)).to_contain_text("Rover drives on Mars")
    await expect(box(page)).to_be_focused()
    await page.keyboard.press("ArrowUp")
    await expect(answers(page)).to_be_focused()
    link = answers(page).get_by_role("link", name="Rover drives on Mars")
    for _ in range(3):
        await page.keyboard.press("Tab")
    await expect(link).to_be_focused()


async def test_all_can_be_done_on_a_small_screen(house: House, page_as: PageAs) -> None:
    await house.admin("subscribe", topic="all", channel="launches")
    await tell(house, f"Rover drives on Mars {'Mars' * 60}")
    page = await page_as("mia", viewport=SMALL, has_touch=True, reduced_motion="no-preference")
    channels = page.get_by_role("navigation", name="Channels")
    await expect(channels).not_to_be_in_viewport()
    await page.get_by_role("button", name="Open channel list").tap()
    await expect(place(page, "space-news")).to_be_focused()
    await expect(channels).to_be_in_viewport(ratio=1)
    assert await page.evaluate(OUTSIDE) == []
    await place(page, "launches").tap()
    await expect(channels).not_to_be_in_viewport()
    await page.get_by_role("button", name="Coverage (1)").tap()
    await expect(answers(page)).to_contain_text("Reported by 1 article")
    await page.get_by_role("button", name="Show commands").tap()
    await suggested(page, "/news search").tap()
    await page.keyboard.type("rover")
    assert await page.evaluate(OUTSIDE) == []
    await page.get_by_role("button", name="Send command").tap()
    await expect(answers(page).last).to_contain_text("Search: rover")
    assert await page.evaluate(ASIDE) == 0
    assert await page.evaluate(OUTSIDE) == []


@pytest.mark.parametrize("scheme", ["dark", "light"])
async def test_axe_finds_nothing_severe(robot: Robot, page_as: PageAs, scheme: str) -> None:
    page = await page_as("milo", color_scheme=scheme)
    await robot.offer({"name": "ponder", "description": "Take your time"})
    await robot.say(WORDS, embeds=[CARD], components=[row(*BUTTONS)])
    await page.get_by_role("button", name="Style 2").click()
    await robot.answer(await robot.asked(), content="For you", flags=64)
    await expect(answers(page)).to_be_visible()
    await enter(page, "/subscribe")
    await expect(page.get_by_role("alert")).to_contain_text("There is no command")
    await open_menu(page, page.get_by_role("article").first)
    assert await severe(page) == []
    await page.keyboard.press("Escape")
    await box(page).fill("/pond")
    await expect(suggested(page, "/ponder")).to_be_visible()
    assert await severe(page, "#composer") == []
    await page.get_by_role("button", name="Style 1").click()
    form = {"title": "A note", "custom_id": "note", "components": [FIELD]}
    await robot.answer(await robot.asked(), MODAL, **form)
    await page.get_by_role("dialog", name="A note").get_by_role("button", name="Submit").click()
    await expect(page.get_by_text("This field is required.")).to_be_visible()
    assert await severe(page, "dialog") == []


async def test_things_move_only_for_who_wants_it(robot: Robot, page_as: PageAs) -> None:
    await robot.offer({"name": "ponder", "description": "Take your time"})
    page = await page_as("mia", reduced_motion="no-preference")
    await enter(page, "/ponder")
    await robot.answer(await robot.asked(), THINK)
    await expect(articles(page, "is thinking…")).to_be_visible()
    await page.wait_for_function(MOVING)
    await page.emulate_media(reduced_motion="reduce")
    await page.wait_for_function(f"() => !({MOVING})()")
