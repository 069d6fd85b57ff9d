"""Threads, a forum's posts and pins: made, found again, undone; and links that lead to them."""

import re

from playwright.async_api import expect

from sandbox.models import ChannelType
from sandbox.server import Sandbox
from tests.page.conftest import PageAs
from tests.page.robot import Robot
from tests.page.sights import articles, enter, open_menu, place


async def test_a_pin_is_told_shown_and_taken_back(robot: Robot, page_as: PageAs) -> None:
    page = await page_as("milo")
    await robot.say("Rules of the club")
    said = page.get_by_role("article").filter(has_text="Rules of the club")
    await (await open_menu(page, said)).get_by_role("menuitem", name="Pin message").click()
    await expect(articles(page, "Milo pinned a message to this channel.")).to_be_visible()
    await page.get_by_role("button", name="Pinned messages").click()
    pins = page.get_by_role("dialog", name="Pinned messages")
    await expect(pins.get_by_role("article")).to_contain_text("Rules of the club")
    await pins.get_by_role("button", name="Jump").click()
    await expect(said).to_be_focused()
    await (await open_menu(page, said)).get_by_role("menuitem", name="Unpin message").click()
    await page.get_by_role("button", name="Pinned messages").click()
    await expect(pins).to_contain_text("Nothing is pinned here yet.")


async def test_a_thread_begins_from_a_message(robot: Robot, page_as: PageAs) -> None:
    page = await page_as("milo")
    said = await robot.say("Rover drives on Mars")
    menu = await open_menu(page, page.get_by_role("article"))
    await menu.get_by_role("menuitem", name="Create thread").click()
    form = page.get_by_role("dialog", name="Create thread")
    await expect(form.get_by_label("Thread name")).to_have_value("Rover drives on Mars")
    await form.get_by_label("Thread name").fill("Rover on the move")
    await page.keyboard.press("Enter")
    await expect(page).to_have_url(re.compile(f"#space-news/{said['id']}$"))
    await expect(articles(page, "Rover drives on Mars")).to_be_visible()
    await expect(page.get_by_label("Message Rover on the move")).to_be_focused()
    await enter(page, "Where to?")
    await expect(articles(page, "Where to?")).to_be_visible()
    await place(page, "space-news").click()
    chip = page.get_by_role("article").get_by_role("link", name="Rover on the move")
    await expect(chip).to_contain_text("1 message – View thread")
    await page.get_by_role("button", name="Threads").click()
    threads = page.get_by_role("dialog", name="Threads")
    await threads.get_by_role("link", name="Rover on the move").click()
    await expect(page).to_have_url(re.compile(f"#space-news/{said['id']}$"))


async def test_a_post_is_written_in_the_forum(page_as: PageAs) -> None:
    mia, theo = await page_as("mia", "mission-log"), await page_as("theo", "mission-log")
    await mia.get_by_role("button", name="New post").click()
    form = mia.get_by_role("dialog", name="New post")
    await form.get_by_role("button", name="Post").click()
    await expect(form.get_by_label("Title")).to_be_focused()
    await expect(form.get_by_text("This field is required.")).to_have_count(2)
    await form.get_by_label("Title").fill("Tidewatch over Tessel")
    await form.get_by_label("Message").fill("First light")
    await form.get_by_label("🔭 Science").check()
    await form.get_by_role("button", name="Post").click()
    await expect(mia).to_have_url(re.compile(r"#mission-log/\d+$"))
    await expect(articles(mia, "First light")).to_be_visible()
    posts = theo.get_by_role("region", name="Posts")
    written = posts.get_by_role("link", name="Tidewatch over Tessel")
    await expect(written).to_contain_text("🔭 Science")
    await expect(written).to_contain_text("Mia: First light")


async def test_an_address_that_leads_nowhere_leaves_one_where_one_is(page_as: PageAs) -> None:
    page = await page_as("mia", "launches")
    await expect(page.get_by_role("log", name="Messages in launches")).to_be_visible()
    await page.evaluate("location.hash = '#nowhere'")
    await expect(page.get_by_text("You cannot see that channel.")).to_be_visible()
    await expect(page).to_have_url(re.compile("#launches$"))


async def test_who_may_not_begin_a_thread_is_not_told_how(page_as: PageAs) -> None:
    for name, hint in (("mia", 0), ("milo", 1)):
        page = await page_as(name)
        await page.get_by_role("button", name="Threads").click()
        await expect(page.get_by_text("There are no threads here yet.")).to_be_visible()
        await expect(page.get_by_text("A message's menu begins one.")).to_have_count(hint)


async def test_a_forums_new_posts_are_told_of_by_the_forum_alone(
    sandbox: Sandbox, robot: Robot, page_as: PageAs
) -> None:
    page = await page_as("mia")
    sandbox.world.add_channel("tales", ChannelType.FORUM)
    await expect(place(page, "tales (forum)")).to_be_visible()
    await robot.post("Heron 2", "On its way", [], forum="tales")
    await expect(place(page, "tales (forum, unread)")).to_be_visible()
    await expect(place(page, "Heron 2")).to_have_count(0)
    await place(page, "tales").click()
    await page.get_by_role("region", name="Posts").get_by_role("link", name="Heron 2").click()
    await enter(page, "Go!")
    await place(page, "space-news").click()
    await expect(place(page, "tales (forum)")).to_be_visible()
    await robot.say("It flies", channel="Heron 2")
    await expect(place(page, "Heron 2 (thread, unread)")).to_be_visible()


async def test_a_link_to_a_message_here_names_its_channel_and_leads_there(
    sandbox: Sandbox, robot: Robot, page_as: PageAs
) -> None:
    page = await page_as("mia", "general")
    said = await robot.say("Heron 2 flies", channel="launches")
    guild, there = sandbox.world.guild.id, sandbox.world.channel("launches").id
    link = f"https://discord.com/channels/{guild}/{there}"
    await robot.say(f"Told: {link}/{said['id']} [here]({link}/{said['id']})", channel="general")
    message = articles(page, "Told:")
    await expect(message).to_contain_text("Told: #launches › 💬 here")
    await message.get_by_role("link", name="#launches").click()
    await expect(articles(page, "Heron 2 flies")).to_be_focused()
    await page.go_back()
    await message.get_by_role("link", name="here").click()
    await expect(articles(page, "Heron 2 flies")).to_be_focused()


async def test_a_link_into_another_server_is_a_link(robot: Robot, page_as: PageAs) -> None:
    page = await page_as("mia")
    await robot.say("https://discord.com/channels/1/2/3")
    link = page.get_by_role("link", name="https://discord.com/channels/1/2/3")
    await expect(link).to_have_attribute("target", "_blank")
