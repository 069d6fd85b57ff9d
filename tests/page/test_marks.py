"""What is said of a message beside its words: silent, published, edited, for whom; and tags."""

import re

from playwright.async_api import expect

from sandbox.models import Forum
from sandbox.server import Sandbox
from tests.page.conftest import PageAs
from tests.page.robot import Robot
from tests.page.sights import articles, place

SILENT = 4096
UNHEARD = "Sent without a notification"
PING = {"parse": ["roles"]}


async def test_a_silent_message_wears_a_crossed_bell(robot: Robot, page_as: PageAs) -> None:
    page = await page_as("mia")
    await robot.say("Good morning")
    await robot.say("Good night", flags=SILENT)
    await robot.say("Sleep well", flags=SILENT)
    await expect(articles(page, "Sleep well")).to_be_visible()
    bells = page.get_by_role("log").get_by_title(UNHEARD)
    await expect(bells).to_have_count(1)
    await expect(articles(page, "Good night").get_by_title(UNHEARD)).to_be_visible()
    await expect(articles(page, "Good night")).to_have_text(re.compile(UNHEARD))


async def test_a_published_message_says_so(robot: Robot, page_as: PageAs) -> None:
    page = await page_as("mia", "announcements")
    said = await robot.say("Lift-off", channel="announcements")
    await expect(articles(page, "Lift-off")).to_be_visible()
    await expect(page.get_by_text("Published", exact=True)).to_have_count(0)
    await robot.publish(said)
    await expect(articles(page, "Lift-off").get_by_text("Published", exact=True)).to_be_visible()


async def test_a_card_that_was_edited_says_so(robot: Robot, page_as: PageAs) -> None:
    page = await page_as("mia")
    said = await robot.say(embeds=[{"title": "Heron 2 flies"}])
    await expect(page.get_by_role("group", name="Heron 2 flies")).to_be_visible()
    await expect(page.get_by_text("(edited)")).to_have_count(0)
    await robot.edit(said, embeds=[{"title": "Heron 2 lands"}])
    await expect(articles(page, "Heron 2 lands").get_by_text("(edited)")).to_be_visible()


async def test_a_role_is_called_by_its_mention(
    sandbox: Sandbox, robot: Robot, page_as: PageAs
) -> None:
    mia, theo = await page_as("mia"), await page_as("theo")
    role = sandbox.world.role("launch-pings")
    await robot.say(f"<@&{role.id}> Heron 2 flies", allowed_mentions=PING)
    await robot.say(f"<@&{role.id}> quietly", allowed_mentions={"parse": []})
    for page in (mia, theo):
        await expect(articles(page, "@launch-pings quietly")).not_to_have_class(re.compile("calls"))
    await expect(articles(mia, "@launch-pings Heron 2")).to_have_class(re.compile("calls"))
    await expect(articles(theo, "@launch-pings Heron 2")).not_to_have_class(re.compile("calls"))


async def test_a_post_shows_its_tags_where_it_is_read(
    sandbox: Sandbox, robot: Robot, page_as: PageAs
) -> None:
    forum = sandbox.world.channel("mission-log")
    assert isinstance(forum, Forum)
    tags = [str(tag.id) for tag in forum.tags.values() if tag.name in ("Launch", "Science")]
    await robot.post("Heron 2", "On its way", tags, forum="mission-log")
    page = await page_as("mia", "mission-log")
    listed = page.get_by_role("region", name="Posts").get_by_role("link", name="Heron 2")
    await expect(listed).to_contain_text(re.compile("🚀 Launch.*🔭 Science"))
    await listed.click()
    await expect(page.get_by_role("log")).to_contain_text(re.compile("🚀 Launch.*🔭 Science"))
    await place(page, "space-news").click()
    await expect(page.get_by_role("log")).not_to_contain_text("🚀 Launch")


async def test_words_of_a_bot_that_left_stay_under_its_name(
    sandbox: Sandbox, robot: Robot, page_as: PageAs
) -> None:
    page = await page_as("mia")
    await robot.say("So long")
    listed = page.get_by_role("complementary").get_by_role("button", name="Downlink")
    await expect(listed).to_be_visible()
    sandbox.world.kick_bot()
    await expect(listed).to_have_count(0)
    await expect(articles(page, "So long")).to_contain_text("Downlink")
