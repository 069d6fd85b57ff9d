"""What is typed after a command goes somewhere, or is refused; nothing of it is dropped."""

import pytest
from playwright.async_api import Locator, Page, expect

from tests.house import House
from tests.page.conftest import PageAs
from tests.page.robot import Robot
from tests.page.sights import answers, bounds, box, enter, suggested, tell

TEXT, TRUTH = 3, 5
PHONE = {"width": 390, "height": 844}

CUT = """
(input) => {
  const pen = document.createElement("canvas").getContext("2d");
  const style = getComputedStyle(input);
  pen.font = style.font;
  const room = input.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  return pen.measureText(input.placeholder).width > room;
}
"""
"""Whether what stands in an empty input does not fit into it."""


def field(page: Page, name: str) -> Locator:
    return page.get_by_role("combobox", name=name, exact=True)


async def type_slowly(page: Page, text: str) -> None:
    """As people do: each key goes to what has the focus by then."""
    await box(page).focus()
    await page.keyboard.type(text)


async def test_words_after_a_command_fill_the_option_that_takes_them(
    house: House, page_as: PageAs
) -> None:
    page = await page_as("ada")
    await type_slowly(page, "/feed health farrow bay news")
    await expect(field(page, "source")).to_have_value("farrow bay news")
    await page.keyboard.press("Enter")
    await expect(answers(page)).to_contain_text("farrow bay news")


async def test_words_that_begin_like_an_option_are_not_lost_either(
    house: House, page_as: PageAs
) -> None:
    await tell(house, "Rover drives on Mars")
    page = await page_as("mia")
    await type_slowly(page, "/news latest mars")
    await expect(suggested(page, "🔴 Mars")).to_be_visible()
    await page.keyboard.press("Enter")
    await expect(answers(page)).to_contain_text("Rover drives on Mars")


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        ("/ponder on it", {"topic": "on it", "style": ""}),
        ("/ponder style:round on it", {"style": "round on it", "topic": ""}),
        ("/ponder on it style:round", {"topic": "on it", "style": "round"}),
        ("/ponder on it topic:that", {"style": "on it", "topic": "that"}),
        ("/ponder aloud:true on it", {"aloud": "true on it", "topic": ""}),
    ],
)
async def test_a_line_that_is_pasted_keeps_all_of_its_words(
    robot: Robot, page_as: PageAs, line: str, fields: dict[str, str]
) -> None:
    options = [
        {"type": TEXT, "name": "topic", "description": "What about", "required": True},
        {"type": TRUTH, "name": "aloud", "description": "For all to hear"},
        {"type": TEXT, "name": "style", "description": "How it looks"},
    ]
    await robot.offer({"name": "ponder", "description": "Take your time", "options": options})
    page = await page_as("mia")
    await box(page).fill(line)
    shown = {
        name: (await field(page, name).input_value()).strip() if text else ""
        for name, text in fields.items()
    }
    assert shown == fields


async def test_words_that_nothing_takes_are_refused_and_stay(robot: Robot, page_as: PageAs) -> None:
    aloud = {"type": TRUTH, "name": "aloud", "description": "For all to hear"}
    await robot.offer(
        {"name": "ponder", "description": "Take your time"},
        {"name": "speak", "description": "Say it", "options": [aloud]},
    )
    page = await page_as("mia")
    for name in ("ponder", "speak"):
        await type_slowly(page, f"/{name} well")
        await page.keyboard.press("Enter")
        alert = page.get_by_role("alert")
        await expect(alert).to_have_text(f"/{name} has no option for “well”: take it out.")
        end = page.get_by_role("combobox", name=f"/{name}")
        await expect(end).to_have_value("well")
        await page.keyboard.type(" ")
        await expect(alert).to_have_count(0)
        await page.keyboard.press("Escape")
        await page.keyboard.press("Escape")
    await type_slowly(page, "/speak true")
    await expect(field(page, "aloud")).to_have_value("true")


async def test_a_search_without_words_says_what_to_type(house: House, page_as: PageAs) -> None:
    page = await page_as("mia")
    await enter(page, "/news search topic:mars")
    wanted = 'query: Type what it asks for: Words, "a phrase", -without'
    await expect(page.get_by_role("alert")).to_have_text(wanted)


async def test_on_a_phone_nothing_of_a_command_is_cut_or_stands_alone(
    house: House, page_as: PageAs
) -> None:
    page = await page_as("ada", viewport=PHONE, has_touch=True)
    await box(page).fill("/subscribe topic:mars source:orbit")
    more = page.get_by_role("combobox", name="Add an option to /subscribe")
    await expect(more).to_have_attribute("placeholder", "+8 optional")
    assert not await more.evaluate(CUT)
    leave = page.get_by_role("button", name="Leave /subscribe")
    send = page.get_by_role("button", name="Send command")
    tops = [(await bounds(each))["y"] for each in (leave, send)]
    assert tops[0] == tops[1]
