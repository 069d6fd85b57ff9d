"""A member writes to the bot in direct messages, and takes it along in their own account."""

import re

from playwright.async_api import expect

from sandbox.server import Sandbox
from tests.builders import Clock
from tests.house import House, Start, furnish
from tests.page.conftest import PageAs
from tests.page.sights import answers, articles, box, enter, tell


async def test_members_commands_answer_in_direct_messages(house: House, page_as: PageAs) -> None:
    await tell(house, "Rover drives on Mars")
    page = await page_as("mia")
    await page.get_by_role("link", name="Downlink (direct messages)").click()
    await expect(page).to_have_url(re.compile("#@Downlink$"))
    await expect(page).to_have_title(re.compile("^@Downlink"))
    await expect(box(page)).to_have_attribute("placeholder", "Message @Downlink")
    await enter(page, "/news search rover")
    await expect(answers(page)).to_contain_text("Mia used /news search")
    await expect(answers(page)).to_contain_text("Rover")
    await enter(page, "/subscribe topic:all")
    await expect(page.get_by_role("alert")).to_have_text("/subscribe is for servers only.")
    await box(page).fill("")
    await enter(page, "Thank you!")
    await expect(articles(page, "Thank you!")).to_be_visible()
    await page.reload()
    await expect(articles(page, "Thank you!")).to_be_visible()
    others = await page_as("theo", "@Downlink")
    await expect(others.get_by_role("log", name="Messages in Downlink")).to_be_visible()
    await expect(articles(others, "Thank you!")).to_have_count(0)


async def test_who_has_the_bot_in_their_account_uses_it_after_it_was_removed(
    house: House, page_as: PageAs
) -> None:
    page = await page_as("mia")
    members = page.get_by_role("complementary", name="Members")
    await page.get_by_role("button", name="Members").click()
    if not await members.is_visible():
        await page.get_by_role("button", name="Members").click()
    await members.get_by_role("button", name="Downlink").click()
    await page.get_by_role("button", name="Add to my account").click()
    await house.sandbox.until(lambda: house.sandbox.world.accounts)
    house.sandbox.world.kick_bot()
    await enter(page, "/news latest public:True")
    await expect(articles(page, "Mia used /news latest")).to_contain_text("Lander touches down")


async def test_the_bot_says_hello_and_its_buttons_set_it_up(
    start: Start, sandbox: Sandbox, clock: Clock, page_as: PageAs
) -> None:
    sandbox.world.bot.joined_at = clock()
    async with furnish(start):
        mia, ada = await page_as("mia", "general"), await page_as("ada", "general")
        for page in (mia, ada):
            await expect(articles(page, "Hello! I bring space news")).to_be_visible()
        await mia.get_by_role("button", name="Show me the newest").click()
        await expect(answers(mia)).to_contain_text("Newest stories")
        await mia.get_by_role("button", name="Choose topics").click()
        await expect(answers(mia).last).to_contain_text("Only people who manage this server")
        await ada.get_by_role("button", name="Choose topics").click()
        await answers(ada).get_by_role("combobox", name="Topics").click()
        topics = ada.get_by_role("listbox", name="Topics")
        for name in ("🔴 Mars", "🌙 Moon"):
            await topics.get_by_role("option", name=name).click()
        await ada.get_by_role("button", name="Done").click()
        await expect(answers(ada).last).to_contain_text("Done: #general gets")
        await ada.get_by_role("button", name="Subscribe here to everything").click()
        await expect(answers(ada).last).to_contain_text("everything")
