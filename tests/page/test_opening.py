"""The page opens on the running bot, for whoever one is."""

import re

from playwright.async_api import expect

from tests import feeds
from tests.house import House
from tests.page.conftest import PageAs


async def test_a_new_story_is_seen_without_reloading(house: House, page_as: PageAs) -> None:
    await house.admin("subscribe", topic="all", channel="space-news")
    page = await page_as("mia")
    await expect(page).to_have_title(re.compile("#space-news"))
    house.feeds.publish("/orbit", feeds.rss(["Mars rover wakes after the night"]))
    await house.read()
    await expect(page.get_by_role("article")).to_contain_text("Mars rover wakes after the night")


async def test_two_tabs_are_two_people(house: House, page_as: PageAs) -> None:
    ada, mia = await page_as("ada"), await page_as("mia", viewport={"width": 390, "height": 844})
    await expect(ada.get_by_label("You are")).to_have_value("ada")
    await expect(mia.get_by_label("You are")).to_have_value("mia")
    await ada.reload()
    await expect(ada.get_by_label("You are")).to_have_value("ada")
