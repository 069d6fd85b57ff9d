"""What stands in messages is answered for ever, whatever version put it there."""

import tomllib
from pathlib import Path
from typing import Any

import discord
import pytest

from cogs import standing
from cogs.subscriptions import pressed
from cogs.ui import acknowledging
from sandbox.people.person import Answer
from storage import stories, subscriptions
from tests import feeds
from tests.house import House

FORMS = tomllib.loads(
    (Path(__file__).parents[1] / "fixtures" / "custom_ids.toml").read_text(encoding="utf-8")
)
MARS = "Rover drills into old mud on Mars"


@pytest.fixture
async def told(house: House) -> dict[str, str]:
    """What stands in the forms for keys; a story has been told in #space-news."""
    await house.admin("subscribe", topic="mars")
    house.feeds.publish("/orbit", feeds.rss([MARS]))
    await house.read()
    world = house.sandbox.world
    [message] = world.messages("space-news")
    [standing_there] = await subscriptions.of_guild(house.db, world.guild.id)
    [story] = await stories.of_post(house.db, message["nonce"])
    return {
        "post": message["nonce"],
        "asker": str(world.user("ada").id),
        "mark": pressed.mark(standing_there.subscription),
        "story": story.key,
    }


async def used(house: House, custom_id: str, takes: str | None) -> Answer:
    """By Ada, in a message of the bot's that has it."""
    world, ada = house.sandbox.world, house.sandbox.person("ada", "launches")
    view = discord.ui.View(timeout=None)
    if takes is None:
        view.add_item(discord.ui.Button[Any](label="Press", custom_id=custom_id))
    else:
        options = [discord.SelectOption(label=takes)]
        view.add_item(discord.ui.Select[Any](custom_id=custom_id, options=options))
    channel = house.bot.get_channel(world.channel("launches").id)
    assert isinstance(channel, discord.TextChannel)
    await channel.send("Once posted", view=view)
    message = world.messages("launches")[-1]
    if takes is None:
        return await ada.press(message, custom_id)
    return await ada.choose(message, custom_id, takes)


async def test_every_form_that_was_ever_shipped_is_answered(
    house: House, told: dict[str, str]
) -> None:
    for form in FORMS["shipped"]:
        house.clock.move(minutes=2)  # nobody presses all of them at once
        takes = form["takes"].format(**told) if "takes" in form else None
        answer = await used(house, form["id"].format(**told), takes)
        said = answer.content + str(answer.embeds) + str(answer.modal)
        assert form["says"] in said, form["id"]


def test_every_form_of_this_version_is_among_them() -> None:
    """Whoever adds one adds it to tests/fixtures/custom_ids.toml, too."""
    made_up = {"post": "0" * 24, "story": "0" * 24, "mark": "0" * 12, "asker": "1"}
    ids = [form["id"].format(**made_up) for form in FORMS["shipped"]]
    templates = [each.__discord_ui_compiled_template__ for each in standing.ITEMS]
    assert [each.pattern for each in templates if not any(map(each.fullmatch, ids))] == []


async def test_what_another_version_has_put_there_is_answered_with_one_sentence(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(acknowledging, "PATIENCE_SECONDS", 0.0)
    for form in FORMS["strange"]:
        answer = await used(house, form["id"], None)
        assert answer.ephemeral
        assert "I no longer know" in answer.content
