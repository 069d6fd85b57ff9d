"""Apps in the menus of messages and users."""

import discord
import pytest
from discord import app_commands

from sandbox.people.person import Answer, Person, Refused
from sandbox.server import Sandbox
from tests.sandbox.by_hand import ByHand
from tests.sandbox.client import Bot
from tests.sandbox.conftest import Told


@app_commands.context_menu(name="Read aloud")
async def read(interaction: discord.Interaction, message: discord.Message) -> None:
    words = f"{message.author.name} in #{message.channel}: {message.content}"
    await interaction.response.send_message(words, ephemeral=True)


@app_commands.context_menu(name="Who is it")
async def who(interaction: discord.Interaction, member: discord.Member) -> None:
    await interaction.response.send_message(f"{member.name} {member.top_role.name}")


@app_commands.context_menu(name="Tidy up")
@app_commands.default_permissions(manage_messages=True)
async def tidy(interaction: discord.Interaction, _: discord.Message) -> None:
    await interaction.response.send_message("tidy")


@pytest.fixture
async def mia(sandbox: Sandbox, bot: Bot) -> Person:
    for menu in (read, who, tidy):
        bot.tree.add_command(menu)
    await bot.tree.sync()
    return sandbox.person("mia")


async def test_an_app_is_used_on_a_message(sandbox: Sandbox, bot: Bot, mia: Person) -> None:
    await bot.text_channel("launches").send("liftoff")
    [message] = sandbox.world.messages("launches")
    answer = await mia.menu("Read aloud", message)
    assert answer.content == "Downlink in #launches: liftoff"


async def test_an_app_is_used_on_a_member(sandbox: Sandbox, mia: Person) -> None:
    milo = sandbox.world.user("milo")
    for target in (milo, "milo", str(milo.id)):
        assert (await mia.menu("Who is it", target)).content == "milo moderator"


async def test_the_answer_says_which_app_was_used_on_what(sandbox: Sandbox, mia: Person) -> None:
    said = await mia.command("shout", words="liftoff")
    answer = (await mia.menu("Read aloud", said)).message
    assert (answer["type"], answer["interaction"]["name"]) == (23, "Read aloud")
    assert answer["interaction_metadata"]["target_message_id"] == said.message["id"]
    assert answer["message_reference"]["message_id"] == said.message["id"]
    answer = (await mia.menu("Who is it", "milo")).message
    assert answer["interaction_metadata"]["target_user"]["username"] == "milo"


async def test_what_the_bot_is_told_of_a_member(mia: Person, told: Told) -> None:
    await mia.menu("Who is it", "milo")
    [data] = [data["data"] for event, data in told if event == "INTERACTION_CREATE"]
    [member] = data["resolved"]["members"].values()
    assert (data["type"], data["resolved"].keys()) == (2, {"users", "members"})
    assert not {"user", "deaf", "mute"} & member.keys()


async def test_all_types_of_command_are_offered_and_only_slash_commands_typed(
    mia: Person,
) -> None:
    kinds = {one["name"]: one["type"] for one in mia.commands()}
    assert (kinds["shout"], kinds["Who is it"], kinds["Read aloud"]) == (1, 2, 3)
    with pytest.raises(Refused, match="not among the commands"):
        await mia.command("Who is it")


@pytest.mark.parametrize("name", ["Who is it", "shout", "Tidy up", "Nothing"])
async def test_what_the_menu_of_a_message_does_not_offer(
    sandbox: Sandbox, mia: Person, name: str
) -> None:
    said = await mia.command("shout", words="liftoff")
    with pytest.raises(Refused, match="not among the apps"):
        await mia.menu(name, said)
    if name == "Tidy up":
        assert (await sandbox.person("milo").menu(name, said)).content == "tidy"


async def test_an_unknown_member_has_no_menu(mia: Person) -> None:
    with pytest.raises(Refused, match="no member 'nobody'"):
        await mia.menu("Who is it", "nobody")


async def test_what_only_one_sees_has_no_menu(sandbox: Sandbox, mia: Person) -> None:
    secret = await mia.command("hello", name="Mia")
    with pytest.raises(Refused, match="only you can see"):
        await mia.menu("Read aloud", secret)
    with pytest.raises(Refused, match="Only who asked"):
        await sandbox.person("theo").menu("Read aloud", secret)


async def test_a_message_that_one_cannot_see_has_no_menu(sandbox: Sandbox, mia: Person) -> None:
    said = await mia.command("shout", words="liftoff")
    sandbox.world.change_role(sandbox.world.guild.roles[sandbox.world.guild.id])
    with pytest.raises(Refused, match="no such channel"):
        await mia.menu("Read aloud", said)


async def test_a_message_that_is_gone_has_no_menu(sandbox: Sandbox, mia: Person) -> None:
    said = await mia.command("shout", words="liftoff")
    sandbox.world.delete_message("general", said.message["id"])
    with pytest.raises(Refused, match="message is gone"):
        await mia.menu("Read aloud", said)
    with pytest.raises(Refused, match="There is no message"):
        await mia.menu("Read aloud", Answer("", [], [], False, {}))


async def test_of_two_commands_with_one_name_the_servers_own_is_used(
    sandbox: Sandbox, hand: ByHand
) -> None:
    slash = {"name": "look", "description": "everywhere"}
    await hand.register(slash, {"name": "look", "type": 2})
    here = await hand.register_here(slash)
    asked, acting = await hand.ask(sandbox.person("mia").command("look"))
    assert (asked["data"]["id"], asked["data"]["guild_id"]) == (here, str(sandbox.world.guild.id))
    await hand.answer(asked, 4, {"content": "here"})
    assert (await acting).content == "here"


@pytest.mark.parametrize(
    "where",
    [
        pytest.param({"contexts": [1]}, id="in direct messages"),
        pytest.param({"integration_types": [1]}, id="on one's own account"),
        pytest.param({"nsfw": True}, id="with an age limit"),
        pytest.param({"default_member_permissions": "0"}, id="administrators alone"),
    ],
)
async def test_a_command_for_elsewhere_or_others_is_not_offered(
    sandbox: Sandbox, hand: ByHand, where: dict[str, object]
) -> None:
    await hand.register({"name": "look", "description": "x", **where}, {"name": "See", "type": 3})
    assert [one["name"] for one in sandbox.person("ada").commands()] == ["See"]
    owner = [one["name"] for one in sandbox.person("nora").commands()]
    assert ("look" in owner) is ("default_member_permissions" in where)
