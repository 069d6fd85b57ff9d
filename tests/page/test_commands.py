"""Every command of the README is used from the page."""

import re

from playwright.async_api import expect

from tests.house import House
from tests.page.conftest import PageAs
from tests.page.sights import PRIVATELY, answers, articles, box, enter, suggested, tell

FEEDS = ["add", "export", "health", "import", "list", "remove"]
OTHERS = ["settings", "subscribe", "subscriptions", "unsubscribe", "why"]
ADMINS = [*(f"/feed {each}" for each in FEEDS), *(f"/{each}" for each in OTHERS)]
NEWS = ("digest", "latest", "related", "search", "sources", "story", "topics")
MEMBERS = ["/about", "/help", *(f"/news {each}" for each in NEWS)]


async def test_a_search_may_be_typed_whole(house: House, page_as: PageAs) -> None:
    await tell(house, "Rover drives on Mars")
    page = await page_as("mia")
    for line in ("/news search rover", "/news search query:rover topic:mars since:7d"):
        await enter(page, line)
        answer = answers(page).filter(has_text="Search: rover")
        await expect(answer).to_contain_text("Mia used /news search")
        await expect(answer.get_by_role("link").locator("strong")).to_have_text("Rover")
        await answer.get_by_role("button", name="Dismiss message").click()
        await expect(answer).to_have_count(0)


async def test_pages_turn_under_the_button_that_is_pressed(house: House, page_as: PageAs) -> None:
    await tell(house, *[f"Probe {name} leaves Earth" for name in "ABCDEFGHIJ"])
    page = await page_as("mia")
    await enter(page, "/news latest source:orbit")
    onward = answers(page).get_by_role("button", name="▶")
    first = await answers(page).get_by_role("group", name="Newest stories").inner_text()
    await onward.focus()
    await page.keyboard.press("Enter")
    await expect(answers(page).get_by_role("button", name="◀")).to_be_visible()
    await expect(answers(page)).to_have_count(1)
    await expect(onward).to_be_focused()
    await answers(page).get_by_role("button", name="◀").click()
    await expect(answers(page).get_by_role("button", name="◀")).to_have_count(0)
    assert await answers(page).get_by_role("group", name="Newest stories").inner_text() == first


async def test_an_answer_is_for_oneself_unless_it_is_public(house: House, page_as: PageAs) -> None:
    mia, theo = await page_as("mia"), await page_as("theo")
    await enter(mia, "/news topics")
    await expect(answers(mia)).to_contain_text("Launches & rockets")
    await enter(mia, "/news latest public:True")
    shown = articles(theo, "Mia used /news latest")
    await expect(shown).to_contain_text("Lander touches down on the Moon")
    await expect(shown).not_to_have_accessible_name(re.compile(PRIVATELY))
    await expect(theo.get_by_role("article")).to_have_count(1)


async def test_a_subscription_is_listed_and_ended(house: House, page_as: PageAs) -> None:
    await house.admin("subscribe", topic="all", channel="launches")
    page = await page_as("ada")
    await enter(page, "/subscriptions")
    await expect(answers(page)).to_contain_text("1 subscription")
    await box(page).fill("/unsubscribe ")
    await expect(suggested(page, "#launches: Everything")).to_be_visible()
    for key in ("ArrowDown", "Enter", "Enter"):
        await page.keyboard.press(key)
    await expect(answers(page).last).to_contain_text("Done: #launches no longer gets everything.")


async def test_who_one_is_decides_what_is_offered(house: House, page_as: PageAs) -> None:
    page = await page_as("mia")
    names = page.get_by_role("listbox", name="Suggestions").locator(".suggestion-label")
    await page.get_by_role("button", name="Show commands").click()
    await expect(names).to_have_text(MEMBERS)
    await page.get_by_label("You are").select_option("ada")
    await page.get_by_role("button", name="Show commands").click()
    await expect(names).to_have_text(sorted([*MEMBERS, *ADMINS]))


async def test_a_member_is_refused_what_only_admins_may(house: House, page_as: PageAs) -> None:
    page = await page_as("mia")
    await enter(page, "/subscribe topic:all")
    alert = page.get_by_role("alert")
    await expect(alert).to_have_text("You may not use /subscribe: it needs Manage Server.")
    await expect(box(page)).to_have_value("/subscribe topic:all")
    assert house.sandbox.world.messages("space-news") == []


async def test_a_wrong_value_is_said_before_it_is_sent(house: House, page_as: PageAs) -> None:
    page = await page_as("mia")
    await enter(page, "/news latest public:perhaps")
    await expect(page.get_by_role("alert")).to_have_text("public: Choose True or False.")
    wrong = page.get_by_role("combobox", name="public")
    await expect(wrong).to_be_focused()
    await expect(wrong).to_have_attribute("aria-invalid", "true")
