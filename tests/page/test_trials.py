"""What an admin may try on the page: the bot may not write, or is gone; a channel vanishes."""

from playwright.async_api import Locator, Page, expect

from sandbox.people.members import open_thread
from sandbox.rules.access import may_write
from sandbox.server import Sandbox
from tests.house import House
from tests.page.conftest import PageAs
from tests.page.robot import Robot
from tests.page.sights import answers, articles, enter, place, tell


async def opened(page: Page) -> Locator:
    """The menu of what may be tried."""
    await page.get_by_role("button", name="Sandbox").click()
    return page.get_by_role("menu", name="Sandbox")


async def choose(page: Page, what: str) -> None:
    await (await opened(page)).get_by_role("menuitem", name=what).click()


def members_of(page: Page) -> Locator:
    return page.get_by_role("complementary", name="Members")


async def test_an_admin_closes_a_channel_to_the_bot_and_opens_it_again(
    house: House, page_as: PageAs
) -> None:
    await house.admin("subscribe", topic="all", channel="space-news")
    page = await page_as("ada")
    await choose(page, "Forbid Downlink to write here")
    await enter(page, "/subscriptions")
    await expect(answers(page).last).to_contain_text("please give me Send Messages")
    await tell(house, "Rover drives on Mars")
    await choose(page, "Let Downlink write here")
    await expect(articles(page, "Rover drives on Mars").last).to_be_visible()
    await enter(page, "/subscriptions")
    await expect(answers(page).last).to_contain_text("all is well")


async def test_a_channel_is_deleted_once_that_is_confirmed(robot: Robot, page_as: PageAs) -> None:
    page = await page_as("ada", "launches")
    await choose(page, "Delete channel")
    form = page.get_by_role("dialog", name="Delete channel")
    await form.get_by_role("button", name="Cancel").click()
    await expect(place(page, "launches")).to_be_visible()
    await choose(page, "Delete channel")
    await form.get_by_role("button", name="Delete channel").click()
    await expect(place(page, "launches")).to_have_count(0)
    await expect(page.get_by_role("log", name="Messages in space-news")).to_be_visible()


async def test_the_bot_is_removed_once_that_is_confirmed_and_invited_again(
    sandbox: Sandbox, robot: Robot, page_as: PageAs
) -> None:
    page = await page_as("ada")
    await choose(page, "Remove Downlink from the server")
    form = page.get_by_role("dialog", name="Remove Downlink")
    await form.get_by_role("button", name="Cancel").click()
    await expect(members_of(page).get_by_text("Downlink")).to_be_visible()
    await choose(page, "Remove Downlink from the server")
    await form.get_by_role("button", name="Remove Downlink").click()
    await expect(page.get_by_text("Downlink is not in this server any more.")).to_be_visible()
    await enter(page, "/news latest")
    alert = page.get_by_role("alert")
    await expect(alert).to_have_text("Downlink is not in this server: invite it again.")
    await choose(page, "Invite Downlink again")
    # Its role is another one now, of which no channel knows.
    await expect(page.get_by_role("status")).to_contain_text(["the spanner there does so again"])
    await expect(page.get_by_text("Downlink is not in this server any more.")).to_have_count(0)
    await expect(members_of(page).get_by_text("Downlink")).to_be_visible()
    await place(page, "announcements").click()
    await choose(page, "Let Downlink write here")
    world = sandbox.world
    assert may_write(world, world.bot, world.channel("announcements"))


async def test_each_sees_what_they_may_try(sandbox: Sandbox, robot: Robot, page_as: PageAs) -> None:
    mia, milo = await page_as("mia"), await page_as("milo")
    for page in (mia, milo):
        await expect(page.get_by_role("log")).to_be_visible()
        await expect(page.get_by_role("button", name="Sandbox")).to_have_count(0)
    said = await robot.say("It stands on its pad")
    world, where = sandbox.world, sandbox.world.channel("space-news")
    open_thread(world, world.user("milo"), where, int(said["id"]), "Heron 2")
    await place(milo, "Heron 2").click()
    items = (await opened(milo)).get_by_role("menuitem")
    await expect(items).to_have_text(["Delete thread"])
