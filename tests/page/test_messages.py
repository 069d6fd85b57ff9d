"""Messages come, change and go while somebody looks at them."""

import re
from typing import Any

from playwright.async_api import Page, expect

from sandbox.server import Sandbox
from tests.builders import Clock
from tests.feeds import Feeds
from tests.page.complaints import heard
from tests.page.conftest import PageAs
from tests.page.robot import ANSWER, THINK, Robot, button, row
from tests.page.sights import answers, articles, box, enter, open_menu

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"/>'
NOT_THE_WEB = ("javascript:hacked=1", "file:///etc/passwd", "data:image/gif;base64,R0lGODlh", "/x")
AT_END = "(log) => log.scrollHeight - log.scrollTop - log.clientHeight < 2"
GROW = """(log) => {
  log.scrollTop -= 1;
  log.querySelector("article").style.height = "3000px";
}"""
SEEN = "(image) => image.complete && image.naturalWidth > 0"


async def test_a_card_shows_all_its_parts(served: Feeds, robot: Robot, page_as: PageAs) -> None:
    page = await page_as("mia")
    picture = served.publish("/heron", PICTURE, "image/svg+xml")
    fields = [{"name": f"F{n}", "value": f"**{n}**", "inline": True} for n in range(3)]
    card = {"title": "Heron 2", "url": "https://a.example/heron", "description": "On its *way*"}
    more = {"author": {"name": "Orbit"}, "footer": {"text": "Foot"}, "fields": fields}
    await robot.say(embeds=[{**card, **more, "image": {"url": picture}}])
    shown = page.get_by_role("group", name="Heron 2")
    await expect(shown.get_by_role("link", name="Heron 2")).to_have_attribute("href", card["url"])
    await expect(shown).to_contain_text(re.compile("Orbit.*On its way.*F0.*0.*F1.*1.*F2.*2.*Foot"))
    image = shown.get_by_role("img", name="Image of: Heron 2")
    await expect(image).to_have_attribute("src", picture)
    await shown.get_by_role("button", name="Image of: Heron 2").click()
    await expect(page.get_by_role("dialog", name="Image of: Heron 2")).to_be_visible()
    assert await image.evaluate(SEEN)


async def test_pictures_come_from_the_web_alone(
    sandbox: Sandbox, robot: Robot, page_as: PageAs
) -> None:
    page = await page_as("mia")
    said = await robot.say("Heron 2")
    # The sandbox would refuse it as Discord does; the page must not rely on that.
    wrong = {**said, "content": "changed", "embeds": [card_from(url) for url in NOT_THE_WEB]}
    sandbox.world.replace_message(sandbox.world.channel("space-news"), wrong)
    await expect(articles(page, "changed")).to_be_visible()
    shown = page.get_by_role("group", name="Heron 2")
    await expect(shown).to_have_count(len(NOT_THE_WEB))
    await expect(shown.locator("img, a")).to_have_count(0)


def card_from(url: str) -> dict[str, Any]:
    where = {"url": url}
    author = {"name": "Orbit", "url": url, "icon_url": url}
    return {"title": "Heron 2", "url": url, "image": where, "thumbnail": where, "author": author}


async def test_an_edit_takes_neither_place_nor_focus(robot: Robot, page_as: PageAs) -> None:
    page = await page_as("mia")
    said = await robot.say("Countdown: 10", components=[row(button("Hold"), button("Go", "b"))])
    await robot.say("Later")
    go = page.get_by_role("button", name="Go")
    await go.focus()
    await robot.edit(said, content="Countdown: 9")
    await expect(page.get_by_role("article").first).to_contain_text("Countdown: 9 (edited)")
    await expect(go).to_be_focused()
    await robot.delete(said)
    await expect(page.get_by_role("article")).to_have_count(1)
    await expect(page.get_by_role("article")).to_be_focused()


async def test_thinking_gives_way_to_the_answer(robot: Robot, page_as: PageAs) -> None:
    await robot.offer({"name": "ponder", "description": "Take your time"})
    mia, theo = await page_as("mia"), await page_as("theo")
    await enter(mia, "/ponder")
    asked = await robot.asked()
    await robot.answer(asked, THINK)
    await expect(theo.get_by_role("article")).to_contain_text("Downlink is thinking…")
    await robot.change_answer(asked, content="Forty-two")
    await expect(theo.get_by_role("article")).to_contain_text("Mia used /ponder")
    await expect(theo.get_by_role("article")).to_contain_text("Forty-two")
    await expect(theo.get_by_text("is thinking")).to_have_count(0)


async def test_what_came_while_one_reads_back_is_counted(robot: Robot, page_as: PageAs) -> None:
    for number in range(60):
        await robot.say(f"story {number}")
    page = await page_as("mia")
    log = page.get_by_role("log")
    await expect(articles(page, "story 59")).to_be_in_viewport()
    await expect(articles(page, "story 10")).to_have_count(1)
    await expect(articles(page, "story 9")).to_have_count(0)
    await log.evaluate("(log) => { log.scrollTop = 0; }")
    await expect(log.get_by_text("story 0", exact=True)).to_have_count(1)
    await robot.say("story 60")
    await page.get_by_role("button", name="1 new message").click()
    await expect(articles(page, "story 60")).to_be_in_viewport()
    await expect(page.get_by_role("button", name="new message")).to_have_count(0)


async def test_what_one_says_and_no_more_one_may_delete(robot: Robot, page_as: PageAs) -> None:
    mia, theo = await page_as("mia", "general"), await page_as("theo", "general")
    await robot.say("Rules of the club", "general")
    menu = await open_menu(mia, mia.get_by_role("article"))
    offered = ["Copy text", "Copy message ID", "Copy message link"]
    await expect(menu.get_by_role("menuitem")).to_have_text(offered)
    await mia.keyboard.press("Escape")
    await enter(mia, "Did @Theo see #launches?")
    told = theo.get_by_role("article", name="Mia")
    await expect(told).to_contain_text("Did @Theo see #launches?")
    await expect(told).to_have_class(re.compile("calls"))
    menu = await open_menu(mia, mia.get_by_role("article", name="Mia"))
    await menu.get_by_role("menuitem", name="Delete message").click()
    await expect(told).to_have_count(0)


async def test_after_a_break_the_page_comes_back_as_it_is_now(
    sandbox: Sandbox, robot: Robot, page_as: PageAs, complaints: list[str]
) -> None:
    page = await page_as("mia")
    await robot.offer({"name": "ponder", "description": "Take your time"})
    await enter(page, "/ponder")
    await robot.answer(await robot.asked(), ANSWER, content="Kept", flags=64)
    await expect(answers(page)).to_contain_text("Kept")
    await sandbox.__aexit__(None, None, None)
    await expect(page.get_by_text("Connection lost, trying again…")).to_be_visible()
    await box(page).fill("half a sentence")
    await sandbox.__aenter__()
    await robot.say("Missed this")
    await expect(articles(page, "Missed this")).to_be_visible()
    await expect(page.get_by_text("Connection lost")).to_have_count(0)
    await expect(box(page)).to_have_value("half a sentence")
    await only_the_break(page, complaints)


async def only_the_break(page: Page, complaints: list[Any]) -> None:
    await heard(page.context)
    assert all("WebSocket connection to" in each for each in complaints), complaints
    complaints.clear()


async def test_headers_follow_the_worlds_clock(clock: Clock, robot: Robot, page_as: PageAs) -> None:
    page = await page_as("mia")
    await robot.say("Countdown begins")
    await expect(articles(page, "Countdown begins")).to_contain_text("Today at")
    clock.move(days=1)
    await robot.say("Lift-off", channel="launches")
    await expect(articles(page, "Countdown begins")).to_contain_text("Yesterday at")


async def test_what_grows_late_does_not_take_one_from_the_newest(
    robot: Robot, page_as: PageAs
) -> None:
    """As pictures do, between a scroll and the browser's word of it."""
    for number in range(30):
        await robot.say(f"Story {number}")
    page = await page_as("mia", viewport={"width": 800, "height": 500})
    await expect(articles(page, "Story 29")).to_be_in_viewport()
    log = await page.get_by_role("log").element_handle()
    await page.evaluate(GROW, log)
    await page.wait_for_function(AT_END, arg=log)


async def test_names_for_screen_readers_have_no_marks(robot: Robot, page_as: PageAs) -> None:
    page = await page_as("mia")
    await robot.say(embeds=[{"title": r"Heron 2\: a *start*\-up"}])
    await expect(page.get_by_role("group", name="Heron 2: a start-up", exact=True)).to_be_visible()


async def test_buttons_alone_make_a_message(robot: Robot, page_as: PageAs) -> None:
    page = await page_as("mia")
    await robot.say(components=[row(button("Hold"))])
    await expect(page.get_by_role("button", name="Hold")).to_be_visible()


async def test_messages_close_to_each_other_share_a_header(
    clock: Clock, robot: Robot, page_as: PageAs
) -> None:
    page = await page_as("mia")
    names = page.get_by_role("log").get_by_role("button", name="Downlink", exact=True)
    await robot.say("T minus 3")
    clock.move(minutes=6)
    await robot.say("T minus 2")
    await expect(articles(page, "T minus 2")).to_be_visible()
    await expect(names).to_have_count(1)
    clock.move(minutes=8)
    await robot.say("Hold")
    await expect(names).to_have_count(2)
