"""The language of somebody's client: the bot is told it with every act."""

from typing import Any

import pytest

from sandbox.server import Sandbox
from tests.sandbox.by_hand import ByHand
from tests.sandbox.conftest import Rest
from tests.sandbox.tabs import Open

TOPIC = {"type": 3, "name": "topic", "description": "What about", "autocomplete": True}
PONDER = {"name": "ponder", "description": "Take your time", "options": [TOPIC]}
TRANSLATED = {"name": "Moon", "value": "moon", "name_localizations": {"de": "Mond"}}
FIELD = {"type": 4, "custom_id": "text", "style": 1, "label": "Your note"}
NOTE = {"title": "A note", "custom_id": "note", "components": [{"type": 1, "components": [FIELD]}]}
PARTS: list[dict[str, Any]] = [
    {"type": 2, "style": 1, "label": "Go", "custom_id": "go"},
    {"type": 3, "custom_id": "planet", "options": [{"label": "Mars", "value": "mars"}]},
]


async def test_every_act_carries_the_language_of_its_tab(
    sandbox: Sandbox, hand: ByHand, rest: Rest, general: str, tab: Open
) -> None:
    await hand.register(PONDER, {"name": "Look closer", "type": 3})
    rows = [{"type": 1, "components": [part]} for part in PARTS]
    _, sent = await rest("POST", general, json={"content": "Which?", "components": rows})
    mia = await tab("mia")
    on = {"channel": mia.channel("general")["id"], "message": sent["id"], "locale": "pt-BR"}
    for do, what in (
        ("press", {"custom_id": "go"}),
        ("choose", {"custom_id": "planet", "values": ["mars"]}),
        ("menu", {"name": "Look closer"}),
        ("command", {"name": "ponder", "options": {}}),
    ):
        asked, acting = await hand.ask(mia.ask(do, **on, **what))
        assert asked["locale"] == "pt-BR"
        await hand.answer(asked, 9, NOTE)
        modal = (await acting)["done"]["modal"]
    handing = mia.ask("submit", modal=modal["id"], values={"text": "Go!"}, locale="ja")
    asked, acting = await hand.ask(handing)
    assert asked["locale"] == "ja"
    await hand.answer(asked, 4, {"content": "kept"})
    assert await acting == {"done": {}}


async def test_choices_are_proposed_in_the_language_of_who_types(hand: ByHand, tab: Open) -> None:
    await hand.register(PONDER)
    mia = await tab("mia")
    what = {"channel": mia.channel("general")["id"], "name": "ponder", "option": "topic"}
    for locale, name in (("de", "Mond"), ("fr", "Moon")):
        asking = mia.ask("autocomplete", **what, typed="m", options={}, locale=locale)
        asked, acting = await hand.ask(asking)
        assert asked["locale"] == locale
        await hand.answer(asked, 8, {"choices": [TRANSLATED]})
        assert (await acting)["done"]["choices"] == [{"name": name, "value": "moon"}]


async def test_who_names_no_language_uses_discord_in_english(hand: ByHand, tab: Open) -> None:
    await hand.register(PONDER)
    mia = await tab("mia")
    what = {"channel": mia.channel("general")["id"], "name": "ponder", "options": {}}
    asked, acting = await hand.ask(mia.ask("command", **what))
    assert asked["locale"] == "en-US"
    await hand.answer(asked, 4, {"content": "pondered"})
    assert await acting == {"done": {}}


@pytest.mark.parametrize("locale", ["tlh", "de-AT", "", None, ["de"]])
async def test_a_language_that_discord_does_not_have_is_refused(
    hand: ByHand, tab: Open, locale: Any
) -> None:
    await hand.register(PONDER)
    mia = await tab("mia")
    assert {"de", "en-US", "pt-BR", "zh-CN"} <= set(mia.hello["locales"])
    what = {"channel": mia.channel("general")["id"], "name": "ponder", "options": {}}
    answer = await mia.ask("command", **what, locale=locale)
    assert answer["refused"].endswith(".")
