"""Files: chosen for a command, shown in answers, saved; by keyboard, and by ear."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import FilePayload, Page, expect

from sandbox.demo.pictures import draw
from sandbox.models import File
from sandbox.server import Sandbox
from tests.page.conftest import PageAs
from tests.page.robot import Robot
from tests.page.sights import answers, articles, box, enter, suggested
from tests.page.test_access import severe
from tests.page.test_messages import SEEN

OPML = b'<opml version="2.0"><body><outline text="Orbit"/></body></opml>'
FEEDS: FilePayload = {"name": "Our feeds.opml", "mimeType": "text/xml", "buffer": OPML}
IMPORT = {
    "name": "feed",
    "description": "Sources of your own",
    "options": [
        {
            "type": 1,
            "name": "import",
            "description": "Read a list of feeds",
            "options": [
                {"type": 11, "name": "file", "description": "An OPML file", "required": True},
                {"type": 11, "name": "more", "description": "Another one"},
                {"type": 3, "name": "word", "description": "A word"},
            ],
        }
    ],
}

CHOSEN = "(chooser) => chooser.files.length"
TOO_LARGE = """(chooser) => {
  const files = new DataTransfer();
  files.items.add(new File([new Uint8Array(10 * 1024 * 1024 + 1)], "large.opml"));
  chooser.files = files.files;
  chooser.dispatchEvent(new Event("change", { bubbles: true }));
}"""


@pytest.fixture
def chooser_as(page_as: PageAs) -> PageAs:
    """The page as `page_as` opens it, in which choosers wait for `choose` from the beginning.

    Where they did so only for a while, one that opens at once would be the browser's own.
    """

    async def opened(name: str, channel: str = "space-news", **options: Any) -> Page:
        page = await page_as(name, channel, **options)
        page.on("filechooser", lambda _: None)
        return page

    return opened


async def choose(page: Page, file: FilePayload = FEEDS) -> None:
    """In the chooser that opens by a key, from where the focus is."""
    async with page.expect_file_chooser() as opening:
        await page.keyboard.press("Enter")
    await (await opening.value).set_files(file)


async def test_a_file_is_given_to_a_command_by_keyboard(
    sandbox: Sandbox, robot: Robot, chooser_as: PageAs
) -> None:
    await robot.offer(IMPORT)
    page = await chooser_as("ada")
    await box(page).focus()
    await page.keyboard.type("/feed im")
    await expect(suggested(page, "/feed import")).to_be_visible()
    await page.keyboard.press("Enter")
    chooser = page.get_by_label("file", exact=True)
    await expect(chooser).to_be_focused()
    await expect(chooser).to_have_accessible_description("An OPML file")
    await choose(page)
    await expect(page.get_by_role("combobox", name="Add an option")).to_be_focused()
    assert await severe(page, "#composer") == []
    await page.keyboard.press("Enter")
    asked = await robot.asked()
    [about] = asked["data"]["resolved"]["attachments"].values()
    assert (about["filename"], about["title"]) == ("Our_feeds.opml", "Our feeds")
    message = {"attachments": [about]}
    assert sandbox.world.attachments.files(message) == [File("Our feeds.opml", OPML)]
    await robot.answer(asked, content="Read: 1 feed", flags=64)
    await expect(answers(page)).to_contain_text("Ada used /feed import")


async def test_an_answer_with_a_file_is_saved(
    robot: Robot, page_as: PageAs, tmp_path: Path
) -> None:
    await robot.offer({"name": "export", "description": "Write them down"})
    page = await page_as("mia")
    await enter(page, "/export")
    await robot.answer_with_file(await robot.asked(), "our feeds.opml", OPML, flags=64)
    await expect(answers(page)).to_contain_text("63 bytes")
    await expect(answers(page)).to_have_accessible_name(re.compile(": our feeds.opml$"))
    link = answers(page).get_by_role("link", name="Download our feeds.opml")
    assert await severe(page, "#messages") == []
    await link.focus()
    async with page.expect_download() as saving:
        await page.keyboard.press("Enter")
    saved = await saving.value
    assert saved.suggested_filename == "our_feeds.opml"
    await saved.save_as(tmp_path / "saved")
    assert (tmp_path / "saved").read_bytes() == OPML
    await expect(link).to_be_visible()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
async def test_a_picture_is_shown_by_both_names_of_this_machine(
    sandbox: Sandbox, robot: Robot, page_as: PageAs, host: str
) -> None:
    await robot.offer({"name": "look", "description": "Up"})
    page = await page_as("mia")
    await page.goto(sandbox.page.replace("127.0.0.1", host) + "#space-news")
    await expect(box(page)).to_be_visible()
    await enter(page, "/look")
    await robot.answer_with_file(await robot.asked(), "sky.png", draw("sky", ["mars"]))
    image = articles(page, "/look").get_by_role("img", name="sky.png")
    await page.wait_for_function(SEEN, arg=await image.element_handle())
    await articles(page, "/look").get_by_role("button", name="sky.png").click()
    await expect(page.get_by_role("dialog", name="sky.png")).to_be_visible()


async def test_what_only_says_that_it_is_a_picture_is_a_file(robot: Robot, page_as: PageAs) -> None:
    await robot.offer({"name": "look", "description": "Up"})
    page = await page_as("mia")
    await enter(page, "/look")
    await robot.answer_with_file(await robot.asked(), "sky.svg", b"<svg onload='alert(1)'/>")
    await expect(page.get_by_role("link", name="Download sky.svg")).to_be_visible()
    await expect(articles(page, "/look").get_by_role("img", name="sky.svg")).to_have_count(0)


async def test_a_file_that_cannot_be_given_is_said_before_it_is_sent(
    sandbox: Sandbox, robot: Robot, page_as: PageAs
) -> None:
    await robot.offer(IMPORT)
    page = await page_as("ada")
    await enter(page, "/feed import word:x")
    alert, chooser = page.get_by_role("alert"), page.get_by_label("file", exact=True)
    await expect(chooser).to_be_visible()
    await page.get_by_role("button", name="Send command").click()
    await expect(alert).to_have_text("file: Choose a file.")
    await expect(chooser).to_be_focused()
    await expect(chooser).to_have_attribute("aria-invalid", "true")
    await chooser.evaluate(TOO_LARGE)
    await expect(alert).to_have_text("file: A file may have 10 MB at most.")
    await page.keyboard.press("Backspace")
    await expect(alert).to_have_count(0)
    assert await chooser.evaluate(CHOSEN) == 0
    await page.keyboard.press("Escape")
    await page.get_by_label("You are").select_option("mia")
    await enter(page, "/feed import file:")
    await page.get_by_role("button", name="Send command").click()
    await expect(alert).to_have_text("file: You do not have permission to attach files here.")
    assert not [one for one in sandbox.requests if "interactions" in one.path]


async def test_an_option_for_a_file_is_added_and_taken_away_by_keyboard(
    robot: Robot, chooser_as: PageAs
) -> None:
    await robot.offer(IMPORT)
    page = await chooser_as("ada")
    await box(page).fill("/feed import ")
    await expect(page.get_by_label("file", exact=True)).to_be_focused()
    await choose(page)
    await page.keyboard.type("more")
    await page.keyboard.press("Enter")
    more = page.get_by_label("more", exact=True)
    await expect(more).to_be_focused()
    await choose(page)
    await more.focus()
    assert await more.evaluate(CHOSEN) == 1
    await page.keyboard.press("Backspace")
    assert await more.evaluate(CHOSEN) == 0
    await page.keyboard.press("Backspace")
    await expect(more).to_have_count(0)
    await expect(page.get_by_label("file", exact=True)).to_be_focused()


async def test_a_command_that_failed_is_taken_up_again_with_its_file(
    sandbox: Sandbox, robot: Robot, chooser_as: PageAs
) -> None:
    await robot.offer(IMPORT)
    page = await chooser_as("ada")
    sandbox.answer_within = 0.05
    await box(page).fill("/feed import ")
    await choose(page)
    await page.keyboard.press("Enter")
    await robot.asked()
    failed = page.get_by_role("article", name="The application did not respond.")
    await expect(failed).to_contain_text("/feed import file:Our feeds.opml")
    sandbox.answer_within = 10
    await failed.get_by_role("button", name="Edit command").click()
    await page.get_by_role("button", name="Send command").click()
    asked = await robot.asked()
    [about] = asked["data"]["resolved"]["attachments"].values()
    assert about["size"] == len(OPML)
    await robot.answer(asked, content="Read", flags=64)
    await expect(answers(page).last).to_contain_text("Read")
