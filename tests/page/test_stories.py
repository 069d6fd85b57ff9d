"""Stories reach the page as they are told, and their buttons answer."""

import re

from playwright.async_api import expect

from tests.house import House
from tests.page.conftest import PageAs
from tests.page.sights import answers, articles, box, enter, place, suggested, tell


async def test_an_admin_subscribes_by_the_list_of_commands(house: House, page_as: PageAs) -> None:
    page = await page_as("ada")
    await box(page).press_sequentially("/subscribe")
    await page.keyboard.press("Enter")
    await page.keyboard.type("topic")
    await page.keyboard.press("Enter")
    topic = page.get_by_role("group", name="Command /subscribe").get_by_label("topic")
    await topic.press_sequentially("mars")
    await suggested(page, "🔴 Mars").click()
    await page.keyboard.press("Enter")
    await expect(answers(page)).to_contain_text("Done: #space-news gets 🔴 Mars.")
    await tell(house, "Rover drives on Mars", "Probe meets a comet")
    await expect(articles(page, "Rover drives on Mars")).to_be_visible()
    await expect(articles(page, "Probe meets a comet")).to_have_count(0)


async def test_a_story_is_a_card_with_link_topic_and_time(house: House, page_as: PageAs) -> None:
    await house.admin("subscribe", topic="all", channel="space-news")
    page = await page_as("mia")
    await tell(house, "Rover drives on Mars")
    story = articles(page, "Rover drives on Mars")
    link = story.get_by_role("link", name="Rover drives on Mars")
    await expect(link).to_have_attribute("href", "https://orbit.example/rover-drives-on-mars")
    await expect(link).to_have_attribute("rel", re.compile("noopener"))
    await expect(story).to_contain_text("Orbit · 🔴 Mars")
    await expect(story.locator("time[data-relative]")).to_have_text("just now")
    await expect(story.get_by_role("button", name="Coverage (1)")).to_be_visible()


async def test_a_story_told_elsewhere_is_unread_until_it_is_seen(
    house: House, page_as: PageAs
) -> None:
    await house.admin("subscribe", topic="all", channel="space-news")
    page = await page_as("mia", "general")
    await expect(place(page, "space-news (text channel)")).to_be_visible()
    await tell(house, "Rover drives on Mars")
    await expect(place(page, "space-news (text channel, unread)")).to_be_visible()
    await expect(page).to_have_title(re.compile(r"^\(1\) #general"))
    await place(page, "space-news").click()
    await expect(page.get_by_role("separator").filter(has_text="New messages")).to_be_visible()
    await expect(page).to_have_title(re.compile(r"^#space-news"))
    await place(page, "general").click()
    await expect(page).to_have_title(re.compile(r"^#general"))
    await expect(place(page, "space-news (text channel)")).to_be_visible()


async def test_coverage_is_answered_to_who_asked_alone(house: House, page_as: PageAs) -> None:
    await house.admin("subscribe", topic="all", channel="space-news")
    mia, theo = await page_as("mia"), await page_as("theo")
    await tell(house, "Rover drives on Mars")
    await mia.get_by_role("button", name="Coverage (1)").click()
    await expect(answers(mia)).to_contain_text("Reported by 1 article")
    await tell(house, "Probe meets a comet")
    await expect(articles(theo, "Probe meets a comet")).to_be_visible()
    await expect(articles(theo, "Reported by")).to_have_count(0)
    await answers(mia).get_by_role("button", name="Dismiss message").click()
    await expect(articles(mia, "Reported by")).to_have_count(0)


async def test_the_five_hints_do_what_they_say(house: House, page_as: PageAs) -> None:
    await house.admin("subscribe", topic="all", channel="space-news")
    await tell(house, "Rover drives on Mars")
    page = await page_as("mia", "general")
    await enter(page, "Ada, our club has a page: http://club.example/page/ Read it to us?")
    hints = page.get_by_role("region", name="Five things to try")
    # Whoever clicks twice must not take an option from the list that has opened there.
    await hints.get_by_role("button", name="Search for mars").dblclick()
    await expect(page.get_by_role("combobox", name="public")).to_have_count(0)
    await page.keyboard.press("Enter")
    await expect(answers(page)).to_contain_text("Search: mars")
    await hints.get_by_role("button", name="Press Coverage").click()
    await expect(answers(page)).to_contain_text("Reported by 1 article")
    await hints.get_by_role("button", name="Launches to #general").click()
    await expect(page.get_by_label("You are")).to_have_value("ada")
    await expect(page.get_by_text("Press Enter to send it.")).to_be_visible()
    await page.keyboard.press("Enter")
    await expect(answers(page)).to_contain_text("Done: #general gets 🚀 Launches & rockets")
    await place(page, "launches").click()
    await hints.get_by_role("button", name="Add a club's feed").click()
    await expect(page).to_have_title(re.compile(r"^#general"))
    url = page.get_by_role("group", name="Command /feed add").get_by_label("url")
    await expect(url).to_have_value("http://club.example/page/")
    await page.keyboard.press("Escape")
    await hints.get_by_role("button", name="Ask why").click()
    link = page.get_by_role("group", name="Command /why").get_by_label("link")
    await expect(link).to_have_value(re.compile("rover-drives-on-mars$"))
    await page.keyboard.press("Enter")
    await expect(answers(page).last).to_contain_text("What became of this story")
    await hints.get_by_role("button", name="Dismiss hints").click()
    await expect(hints).to_be_hidden()


async def test_what_the_bot_may_not_it_says(house: House, page_as: PageAs) -> None:
    page = await page_as("ada", "staff-only")
    await enter(page, "/subscribe topic:all")
    await expect(answers(page)).to_contain_text(
        "I cannot post in #staff-only: please give me Send Messages and Embed Links there"
    )
