"""Charts, as somebody sees them who asks for a list."""

import re

import pytest
from playwright.async_api import expect

from pipeline import studio
from tests.feeds import Feeds
from tests.house import House
from tests.page.conftest import PageAs
from tests.page.robot import Robot
from tests.page.sights import answers, bounds, enter
from tests.page.test_access import severe

PHONE = {"width": 390, "height": 844}
WIDE = 1100
DRAWN = f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDE}" height="620"/>'.encode()
SEEN = "image => image.complete && image.naturalWidth === 1100"


async def test_a_chart_joins_the_list_and_says_what_it_shows(
    house: House, page_as: PageAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(studio, "WITHIN", 60.0)
    page = await page_as("mia")
    await enter(page, "/news topics")
    await expect(answers(page)).to_contain_text("Launches & rockets")
    image = answers(page).get_by_role("img", name=re.compile("^A chart of the stories"))
    await expect(image).to_be_visible(timeout=60_000)
    await page.wait_for_function(SEEN, arg=await image.element_handle())
    await expect(answers(page)).to_have_count(1)
    await expect(answers(page)).to_contain_text("Launches & rockets")
    assert await severe(page, "#messages") == []


async def test_on_a_phone_a_picture_fills_the_screen_and_is_seen_whole(
    served: Feeds, robot: Robot, page_as: PageAs
) -> None:
    page = await page_as("mia", viewport=PHONE, has_touch=True)
    chart = served.publish("/chart", DRAWN, "image/svg+xml")
    await robot.say(embeds=[{"title": "A chart", "image": {"url": chart}}])
    await page.get_by_role("button", name="open full size").tap()
    viewer = page.get_by_role("dialog")
    picture = viewer.get_by_role("img")
    await expect(viewer.get_by_role("button", name="Whole size")).to_be_visible()
    assert (await bounds(picture))["width"] == PHONE["width"]
    assert await severe(page, "dialog") == []
    await picture.tap()
    assert (await bounds(picture))["width"] == WIDE
    stage = viewer.get_by_role("region")
    await stage.evaluate("one => one.scrollTo(1e6, 0)")
    assert await stage.evaluate("one => one.scrollLeft") == WIDE - PHONE["width"]
    await viewer.get_by_role("button", name="Fit the screen").tap()
    assert (await bounds(picture))["width"] == PHONE["width"]
    await viewer.get_by_role("button", name="Close").tap()
    await expect(viewer).to_have_count(0)
