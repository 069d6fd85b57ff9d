"""What a tab lets admins do to channels and to the bot's being here."""

import pytest

from sandbox.server import Sandbox
from tests.sandbox.conftest import Rest
from tests.sandbox.tabs import Open


@pytest.mark.parametrize("name", ["milo", "mia"])
async def test_what_admins_do_is_for_admins_alone(sandbox: Sandbox, tab: Open, name: str) -> None:
    somebody = await tab(name)
    channel = somebody.channel("general")["id"]
    denied = {"refused": "You do not have permission to do this here."}
    assert await somebody.ask("let_bot_write", channel=channel, may=False) == denied
    assert await somebody.ask("delete_channel", channel=channel) == denied
    assert await somebody.ask("remove_bot") == denied
    sandbox.world.kick_bot()
    assert await somebody.ask("invite_bot") == denied


async def test_an_admin_forbids_the_bot_to_write_and_lets_it_again(
    rest: Rest, general: str, tab: Open
) -> None:
    ada = await tab("ada")
    channel = ada.channel("general")["id"]
    assert await ada.ask("let_bot_write", channel=channel, may=False) == {"done": {}}
    await ada.told("PLACES", lambda _: not ada.channel("general")["bot_writes"])
    assert (await rest("POST", general, json={"content": "x"}))[0] == 403
    assert await ada.ask("let_bot_write", channel=channel, may=True) == {"done": {}}
    assert (await rest("POST", general, json={"content": "x"}))[0] == 200


async def test_the_last_channel_stays(sandbox: Sandbox, tab: Open) -> None:
    ada = await tab("ada")
    *others, last = sandbox.world.guild.channels
    for each in others:
        assert await ada.ask("delete_channel", channel=str(each)) == {"done": {}}
    answer = await ada.ask("delete_channel", channel=str(last))
    assert answer == {"refused": "A server keeps one channel at least."}


async def test_the_bot_is_removed_once_and_invited_once(tab: Open) -> None:
    ada = await tab("ada")
    may = {"add_app": True, "remove_bot": True, "invite_bot": True}
    assert ada.hello["guild"]["may"] == may
    assert await ada.ask("remove_bot") == {"done": {}}
    away = {"refused": "Downlink is not in this server."}
    assert await ada.ask("remove_bot") == away
    channel = ada.channel("general")["id"]
    assert await ada.ask("let_bot_write", channel=channel, may=True) == away
    assert await ada.ask("invite_bot") == {"done": {}}
    assert await ada.ask("invite_bot") == {"refused": "Downlink is in this server."}
