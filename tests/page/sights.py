"""Where things are on the page, by what they are called, and what is done before a test looks."""

import re

from playwright.async_api import FloatRect, Locator, Page

from tests import feeds
from tests.house import House

PRIVATELY = "only you can see this"


def box(page: Page) -> Locator:
    """The message box, whatever channel it belongs to."""
    return page.get_by_role("combobox", name=re.compile("^(Message|Commands only)"))


def articles(page: Page, text: str) -> Locator:
    """The messages that say this."""
    return page.get_by_role("article").filter(has_text=text)


def answers(page: Page) -> Locator:
    """The answers that nobody else sees."""
    return page.get_by_role("article", name=PRIVATELY)


def place(page: Page, name: str) -> Locator:
    """The channel's or thread's line in the list at the left."""
    return page.get_by_role("navigation", name="Channels").get_by_role("link", name=name)


def suggested(page: Page, name: str) -> Locator:
    return page.get_by_role("listbox", name="Suggestions").get_by_role("option", name=name)


async def tell(house: House, *titles: str) -> None:
    """New stories come in, and are told where there is a subscription."""
    house.feeds.publish("/orbit", feeds.rss(titles))
    await house.read()


async def enter(page: Page, line: str) -> None:
    """Pastes a line into the message box, then Enter.

    A command that has options, none of them named, needs a space at its end: without one the
    same Enter only takes it from the list.
    """
    await box(page).fill(line)
    await page.keyboard.press("Enter")


async def open_menu(page: Page, message: Locator) -> Locator:
    """The menu of a message."""
    await message.hover()
    await message.get_by_role("button", name="More actions").click()
    return page.get_by_role("menu", name="Message actions")


async def bounds(seen: Locator) -> FloatRect:
    """Where it stands, and how large it is."""
    found = await seen.bounding_box()
    assert found, "it is not to be seen"
    return found
