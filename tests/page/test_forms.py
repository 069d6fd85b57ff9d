"""Buttons, selects, forms and menus: what people press reaches the bot, and its answer them."""

from typing import Any

from playwright.async_api import expect

from sandbox.server import Sandbox
from tests.page.conftest import PageAs
from tests.page.robot import MODAL, UPDATE, UPDATE_LATER, Robot, button, row
from tests.page.sights import answers, articles, enter, open_menu

STRING, USER, ROLE, MENTIONABLE, CHANNEL = 3, 5, 6, 7, 8


def select(kind: int, **more: Any) -> dict[str, Any]:
    return row({"type": kind, "custom_id": f"choice.{kind}.{more.get('placeholder')}", **more})


def planets() -> list[dict[str, Any]]:
    names = ("Mercury", "Venus", "Mars")
    return [{"label": name, "value": name.lower(), "description": "A planet"} for name in names]


NOTE = {"type": 4, "custom_id": "text", "style": 1, "min_length": 3}
FORM = [
    {"type": 10, "content": "Choose **well**."},
    {"type": 18, "label": "Your note", "component": NOTE},
    {
        "type": 18,
        "label": "Planet",
        "component": {"type": STRING, "custom_id": "planet", "options": planets()},
    },
]


async def test_a_form_is_checked_before_it_is_handed_in(robot: Robot, page_as: PageAs) -> None:
    page = await page_as("mia")
    await robot.say("Watch", components=[row(button("Choose"))])
    choose = page.get_by_role("button", name="Choose")
    await choose.click()
    asked = await robot.asked()
    await expect(choose).to_have_attribute("aria-busy", "true")
    await robot.answer(asked, MODAL, title="Watch", custom_id="watch", components=FORM)
    form = page.get_by_role("dialog", name="Watch")
    await expect(form.locator("strong")).to_have_text("well")
    await expect(form.get_by_label("Your note")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(form).to_contain_text("This field is required.")
    await expect(form).to_contain_text("Please make a choice.")
    await page.keyboard.type("Go")
    await expect(form).to_contain_text("At least 3 characters, please.")
    await page.keyboard.type("!")
    await form.get_by_role("combobox", name="Planet").click()
    await form.get_by_role("option", name="Venus").click()
    await form.get_by_role("button", name="Submit").click()
    asked = await robot.asked()
    _, note, planet = (one.get("component") for one in asked["data"]["components"])
    assert (note["value"], planet["values"]) == ("Go!", ["venus"])
    await robot.answer(asked, UPDATE, content="Watching Venus", components=[])
    await expect(articles(page, "Watching Venus")).to_be_visible()
    await expect(form).to_have_count(0)
    await expect(choose).to_have_count(0)


async def test_one_or_several_are_chosen(robot: Robot, page_as: PageAs) -> None:
    page = await page_as("mia")
    one = select(STRING, options=planets(), placeholder="Planet")
    two = select(STRING, options=planets(), placeholder="Pair", min_values=2, max_values=2)
    await robot.say("Which?", components=[one, two])
    await page.get_by_role("combobox", name="Planet").focus()
    for key in ("ArrowDown", "ArrowDown", "Enter"):
        await page.keyboard.press(key)
    asked = await robot.asked()
    assert asked["data"]["values"] == ["venus"]
    await robot.answer(asked, UPDATE_LATER)
    await expect(page.get_by_role("combobox", name="Planet: Venus")).to_be_focused()
    await page.get_by_role("combobox", name="Pair").click()
    choices = page.get_by_role("listbox", name="Pair")
    await choices.get_by_role("option", name="Mars").click()
    await expect(page.get_by_role("button", name="Done")).to_be_disabled()
    for planet in ("Venus", "Mercury"):
        await choices.get_by_role("option", name=planet).click()
    await page.get_by_role("button", name="Done").click()
    assert sorted((await robot.asked())["data"]["values"]) == ["mars", "venus"]


async def test_people_roles_and_channels_are_chosen(
    sandbox: Sandbox, robot: Robot, page_as: PageAs
) -> None:
    world = sandbox.world
    wanted = {
        (USER, "Choose a person"): ("Theo", world.user("theo").id),
        (ROLE, "Choose a role"): ("@launch-pings", world.role("launch-pings").id),
        (MENTIONABLE, "Choose a person or role"): ("Milo", world.user("milo").id),
        (CHANNEL, "Choose a channel"): ("#launches", world.channel("launches").id),
    }
    page = await page_as("mia")
    await robot.say("Which?", components=[select(kind) for kind, _ in wanted])
    for (kind, name), (label, snowflake) in wanted.items():
        await page.get_by_role("combobox", name=name, exact=True).click()
        await page.get_by_role("listbox", name=name).get_by_role("option", name=label).click()
        asked = await robot.asked()
        assert asked["data"]["component_type"] == kind
        assert asked["data"]["values"] == [str(snowflake)]
        await robot.answer(asked, UPDATE_LATER)


async def test_a_silent_bot_is_said_to_have_failed(
    sandbox: Sandbox, robot: Robot, page_as: PageAs
) -> None:
    await robot.offer({"name": "ponder", "description": "Take your time"})
    page = await page_as("mia")
    await robot.say("Rover drives on Mars", components=[row(button("Coverage"))])
    sandbox.answer_within = 0.05
    coverage = page.get_by_role("button", name="Coverage", exact=True)
    await coverage.click()
    await expect(articles(page, "This interaction failed.")).to_be_visible()
    await enter(page, "/ponder")
    silence = page.get_by_role("article", name="The application did not respond.")
    await expect(silence).to_contain_text("/ponder")
    sandbox.answer_within = 10
    await coverage.click()
    for _ in range(2):
        await robot.asked()
    await robot.answer(await robot.asked(), content="By one", flags=64)
    await expect(answers(page)).to_contain_text("By one")
    await expect(articles(page, "This interaction failed.")).to_have_count(0)


async def test_apps_are_used_from_the_menus_of_messages_and_people(
    sandbox: Sandbox, robot: Robot, page_as: PageAs
) -> None:
    closer, hello = {"name": "Look closer", "type": 3}, {"name": "Say hello", "type": 2}
    await robot.offer(closer, hello)
    page = await page_as("mia")
    said = await robot.say("Rover drives on Mars")
    menu = await open_menu(page, page.get_by_role("article"))
    await menu.get_by_role("menuitem", name="Apps").press("ArrowRight")
    await page.get_by_role("menuitem", name="Look closer").press("Enter")
    asked = await robot.asked()
    assert asked["data"]["target_id"] == said["id"]
    await robot.answer(asked, content="A rover", flags=64)
    await expect(answers(page)).to_contain_text("Downlink Rover drives on Mars")
    await page.get_by_role("complementary", name="Members").get_by_text("Milo").click()
    card = page.get_by_role("dialog", name="Milo")
    await expect(card.get_by_role("listitem")).to_have_text(["moderator"])
    await card.get_by_role("button", name="Say hello").click()
    asked = await robot.asked()
    assert asked["data"]["target_id"] == str(sandbox.world.user("milo").id)
    await robot.answer(asked, content="Hello Milo")
    await expect(articles(page, "Mia used Say hello")).to_contain_text("Hello Milo")
    await expect(card).to_have_count(0)
