"""Selects of messages: what they may offer, and what of it one can take."""

from typing import Any

import discord
import pytest
from discord import app_commands

from sandbox.errors import ApiError
from sandbox.limits.messages import check_message
from sandbox.models import Json, Overwrite, OverwriteType
from sandbox.people.person import Answer, Person, Refused
from sandbox.server import Sandbox
from sandbox.world.permissions import Permission
from tests.sandbox.client import Bot
from tests.sandbox.test_limits import codes, row


class Every(discord.ui.View):
    """Says what was taken, as the library found it."""

    @discord.ui.select(cls=discord.ui.UserSelect, custom_id="user", max_values=2)
    async def user(self, interaction: discord.Interaction, select: Any) -> None:
        await _say(interaction, [f"{type(one).__name__} {one.name}" for one in select.values])

    @discord.ui.select(cls=discord.ui.RoleSelect, custom_id="role", min_values=0)
    async def role(self, interaction: discord.Interaction, select: Any) -> None:
        await _say(interaction, [f"{type(one).__name__} {one.name}" for one in select.values])

    @discord.ui.select(cls=discord.ui.MentionableSelect, custom_id="any", max_values=25)
    async def mentionable(self, interaction: discord.Interaction, select: Any) -> None:
        await _say(interaction, sorted(f"{type(one).__name__} {one.name}" for one in select.values))

    @discord.ui.select(
        cls=discord.ui.ChannelSelect, custom_id="news", channel_types=[discord.ChannelType.news]
    )
    async def channel(self, interaction: discord.Interaction, select: Any) -> None:
        await _say(
            interaction, [f"{one.name} {one.permissions.manage_guild}" for one in select.values]
        )

    @discord.ui.button(label="Go", custom_id="go")
    async def go(self, _: discord.Interaction, _button: discord.ui.Button[Any]) -> None:
        raise AssertionError("is not pressed here")


async def _say(interaction: discord.Interaction, words: list[str]) -> None:
    await interaction.response.send_message(", ".join(words) or "nothing", ephemeral=True)


@app_commands.command(description="A select of each type")
async def every(interaction: discord.Interaction) -> None:
    await interaction.response.send_message("which?", view=Every())


@pytest.fixture
async def mia(sandbox: Sandbox, bot: Bot) -> Person:
    bot.tree.add_command(every)
    await bot.tree.sync()
    return sandbox.person("mia")


@pytest.fixture
async def shown(mia: Person) -> Answer:
    return await mia.command("every")


@pytest.mark.parametrize(
    ("custom_id", "values", "said"),
    [
        pytest.param("user", ["theo", "ada"], "Member theo, Member ada", id="members"),
        pytest.param("role", ["moderator"], "Role moderator", id="role"),
        pytest.param("role", [], "nothing", id="none"),
        pytest.param("any", ["moderator", "ada"], "Member ada, Role moderator", id="either"),
        pytest.param("news", ["announcements"], "announcements False", id="channel"),
    ],
)
async def test_what_is_taken_arrives_as_what_it_is(
    mia: Person, shown: Answer, custom_id: str, values: list[str], said: str
) -> None:
    assert (await mia.choose(shown, custom_id, *values)).content == said


async def test_things_are_taken_by_id_too(sandbox: Sandbox, mia: Person, shown: Answer) -> None:
    theo, moderator = sandbox.world.user("theo"), sandbox.world.role("moderator")
    taken = await mia.choose(shown, "any", str(theo.id), str(moderator.id))
    assert taken.content == "Member theo, Role moderator"


@pytest.mark.parametrize(
    ("custom_id", "values", "why"),
    [
        pytest.param("user", ["nobody"], "no member 'nobody'", id="unknown"),
        pytest.param("user", ["moderator"], "no member", id="role among users"),
        pytest.param("role", ["theo"], "no role", id="user among roles"),
        pytest.param("any", ["general"], "no member or role", id="channel among others"),
        pytest.param("news", ["general"], "type of channel", id="type of channel"),
        pytest.param("news", [], "takes 1 to 1", id="too few"),
        pytest.param("user", ["theo", "ada", "milo"], "takes 1 to 2", id="too many"),
        pytest.param("go", [], "go is no select", id="button"),
    ],
)
async def test_what_cannot_be_taken(
    mia: Person, shown: Answer, custom_id: str, values: list[str], why: str
) -> None:
    with pytest.raises(Refused, match=why):
        await mia.choose(shown, custom_id, *values)


async def test_a_channel_that_one_cannot_see_cannot_be_taken(
    sandbox: Sandbox, mia: Person, shown: Answer
) -> None:
    hidden, everyone = sandbox.world.channel("announcements"), sandbox.world.guild.id
    no_view = Overwrite(everyone, OverwriteType.ROLE, deny=Permission.VIEW_CHANNEL)
    hidden.overwrites[everyone] = no_view
    with pytest.raises(Refused, match="no channel"):
        await mia.choose(shown, "news", str(hidden.id))


def select(kind: int = 5, **more: Any) -> Json:
    return {"type": kind, "custom_id": "s", **more}


def options(count: int, **more: Any) -> list[Json]:
    return [{"label": str(n), "value": str(n), **more} for n in range(count)]


USER = {"type": "user", "id": "71"}


@pytest.mark.parametrize(
    ("sent", "where", "code"),
    [
        (select(min_values=-1), "min_values", "NUMBER_TYPE_MIN"),
        (select(min_values=26), "min_values", "NUMBER_TYPE_MAX"),
        (select(max_values=0), "max_values", "NUMBER_TYPE_MIN"),
        (select(max_values=26), "max_values", "NUMBER_TYPE_MAX"),
        (select(min_values=2), "min_values", "NUMBER_TYPE_MAX"),
        (select(placeholder="x" * 151), "placeholder", "BASE_TYPE_MAX_LENGTH"),
        (select(default_values=[USER] * 2), "default_values", "BASE_TYPE_BAD_LENGTH"),
        (select(6, default_values=[USER]), "default_values.0.type", "BASE_TYPE_CHOICES"),
        (
            select(default_values=[{"type": "user", "id": "x"}]),
            "default_values.0.id",
            "NUMBER_TYPE_COERCE",
        ),
        (select(8, channel_types=[99]), "channel_types.0", "BASE_TYPE_CHOICES"),
        (select(8, channel_types=[0, 0]), "channel_types", "SET_TYPE_ALREADY_CONTAINS_VALUE"),
        (select(8, channel_types=0.5), "channel_types", "LIST_TYPE_CONVERT"),
        (select(3, options=options(26)), "options", "BASE_TYPE_MAX_LENGTH"),
        (select(3, options=options(2, default=True)), "options", "BASE_TYPE_MAX_LENGTH"),
        (select(3, options=options(1, label="")), "options.0.label", "BASE_TYPE_BAD_LENGTH"),
        (
            select(3, options=options(1, description="x" * 101)),
            "options.0.description",
            "BASE_TYPE_MAX_LENGTH",
        ),
        (
            select(3, options=options(2, value="x")),
            "options.1",
            "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
        ),
        (
            select(3, options=options(1, emoji={"name": ""})),
            "options.0.emoji.name",
            "BASE_TYPE_BAD_LENGTH",
        ),
    ],
)
def test_a_select_past_a_limit_is_refused(sent: Json, where: str, code: str) -> None:
    with pytest.raises(ApiError) as refusal:
        check_message({"components": [row(sent)]})
    found = codes(refusal.value.body["errors"])
    assert found.get(f"components.0.components.0.{where}") == code


def test_a_select_keeps_what_is_taken_by_default() -> None:
    sent = select(7, default_values=[USER, {"type": "role", "id": "72"}], max_values=2)
    [made] = check_message({"components": [row(sent)]})["components"]
    [kept] = made["components"]
    assert (kept["default_values"], kept["min_values"]) == (sent["default_values"], 1)
