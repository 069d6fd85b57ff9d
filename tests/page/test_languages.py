"""Whoever sits at the page has Discord in a language of theirs, and the bot speaks it."""

from playwright.async_api import expect

from tests.house import House
from tests.page.conftest import PageAs
from tests.page.robot import MODAL, Robot, button, row
from tests.page.sights import answers, articles, box, enter, open_menu, suggested, tell

SMALL = {"width": 360, "height": 640}

NEAREST = """
async (wanted) => {
  const { nearest } = await import("/page/language.js");
  const locales = [...document.querySelector("#language").options].map((one) => one.value);
  return Object.fromEntries(wanted.map((one) => [one, nearest(one, locales.sort())]));
}
"""

LIKE = {
    "de-AT": "de",
    "en": "en-US",
    "en-GB": "en-GB",
    "en-US@posix": "en-US",
    "es": "es-ES",
    "es-MX": "es-419",
    "is": "en-US",
    "nb-NO": "no",
    "pt": "pt-BR",
    "pt-PT": "pt-BR",
    "sv": "sv-SE",
    "zh": "zh-CN",
    "zh-HK": "zh-TW",
}

STYLE = {
    "type": 3,
    "name": "style",
    "description": "How it looks",
    "description_localizations": {"de": "Wie es aussieht"},
    "choices": [
        {"name": "short", "value": "s", "name_localizations": {"de": "kurz"}},
        {"name": "long", "value": "l"},
    ],
}
TOPIC = {"type": 3, "name": "topic", "description": "What about", "autocomplete": True}
PONDER = {
    "name": "ponder",
    "description": "Take your time",
    "description_localizations": {"de": "Lass dir Zeit", "fr": "Prends ton temps"},
    "options": [STYLE, TOPIC],
}
FIELD = row({"type": 4, "custom_id": "text", "style": 2, "label": "Your note"})
PLANETS = row({"type": 3, "custom_id": "planet", "options": [{"label": "Mars", "value": "mars"}]})


async def test_the_bot_answers_in_the_language_of_ones_client(
    house: House, page_as: PageAs
) -> None:
    await tell(house, "Rover drives on Mars")
    page = await page_as("mia", locale="de-AT", viewport=SMALL, has_touch=True)
    await box(page).fill("/news sea")
    await expect(suggested(page, "/news search")).to_contain_text("Alle Meldungen durchsuchen")
    await enter(page, "/news search rover")
    await expect(answers(page).last).to_contain_text("Suche: rover")
    await page.get_by_role("button", name="Open channel list").tap()
    language = page.get_by_label("Language")
    await expect(language).to_have_value("de")
    await language.select_option("日本語")
    await page.keyboard.press("Escape")
    await enter(page, "/news search rover")
    await expect(answers(page).last).to_contain_text("検索")
    await page.reload()
    await expect(language).to_have_value("ja")


async def test_the_language_is_the_one_most_like_the_browsers(
    robot: Robot, page_as: PageAs
) -> None:
    page = await page_as("mia")
    language = page.get_by_label("Language")
    await expect(language).to_have_value("en-US")
    assert await page.evaluate(NEAREST, [*LIKE]) == LIKE
    await language.select_option("Français")
    await page.get_by_label("You are").select_option("theo")
    await expect(page.get_by_label("You are")).to_have_value("theo")
    await expect(language).to_have_value("fr")


async def test_commands_are_described_in_the_language_of_ones_client(
    robot: Robot, page_as: PageAs
) -> None:
    await robot.offer(PONDER)
    page = await page_as("mia", locale="de")
    await box(page).fill("/pon")
    described = suggested(page, "/ponder").get_by_text("Lass dir Zeit")
    await expect(described).to_have_attribute("lang", "de")
    await page.keyboard.press("Enter")
    await expect(suggested(page, "style")).to_contain_text("Wie es aussieht")
    await expect(suggested(page, "topic")).to_contain_text("What about")
    await suggested(page, "style").click()
    await expect(page.get_by_text("style Wie es aussieht")).to_be_visible()
    await expect(suggested(page, "long")).to_be_visible()
    # Also in a command that is under way.
    language = page.get_by_label("Language")
    await language.focus()
    await language.select_option("fr")
    style = page.get_by_role("combobox", name="style")
    await style.focus()
    await expect(page.get_by_text("style How it looks")).to_be_visible()
    await expect(suggested(page, "short")).to_be_visible()
    await language.focus()
    await language.select_option("de")
    await style.fill("ku")
    for key in ("Enter", "Enter"):
        await page.keyboard.press(key)
    asked = await robot.asked()
    assert (asked["locale"], asked["data"]["options"][0]["value"]) == ("de", "s")


async def test_whatever_one_does_is_told_in_ones_language(robot: Robot, page_as: PageAs) -> None:
    await robot.offer(PONDER, {"name": "Look closer", "type": 3})
    page = await page_as("mia", locale="pt")
    await robot.say("Which?", components=[row(button("Go")), PLANETS])
    await box(page).fill("/ponder topic:m")
    assert (await robot.asked())["locale"] == "pt-BR"
    menu = await open_menu(page, articles(page, "Which?"))
    await menu.get_by_role("menuitem", name="Apps").press("ArrowRight")
    await page.get_by_role("menuitem", name="Look closer").press("Enter")
    asked = await robot.asked()
    assert (asked["data"]["name"], asked["locale"]) == ("Look closer", "pt-BR")
    await page.get_by_role("combobox", name="Make a choice").click()
    await page.get_by_role("option", name="Mars").click()
    asked = await robot.asked()
    assert (asked["data"]["custom_id"], asked["locale"]) == ("planet", "pt-BR")
    await page.get_by_role("button", name="Go", exact=True).click()
    asked = await robot.asked()
    assert (asked["data"]["custom_id"], asked["locale"]) == ("go", "pt-BR")
    await robot.answer(asked, MODAL, title="A note", custom_id="note", components=[FIELD])
    form = page.get_by_role("dialog", name="A note")
    await form.get_by_label("Your note").fill("Olá")
    await form.get_by_role("button", name="Submit").click()
    asked = await robot.asked()
    assert (asked["data"]["custom_id"], asked["locale"]) == ("note", "pt-BR")
    await robot.answer(asked, content="Kept", flags=64)
    await expect(answers(page)).to_contain_text("Kept")
