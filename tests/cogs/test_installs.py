"""Members have their commands in direct messages, too, and wherever they take the bot along."""

from typing import Any

import pytest

from news.words import say
from sandbox.models import Json
from sandbox.people import accounts, members
from sandbox.people.person import Person, Refused
from sandbox.server import Sandbox
from tests.cogs.owned import Club
from tests.cogs.test_servers import is_left, until
from tests.house import House

ADMINS = {"feed", "settings", "subscribe", "subscriptions", "unsubscribe", "why"}


def registered(sandbox: Sandbox) -> dict[str, Json]:
    return {one["name"]: one for one in sandbox.world.all_commands()}


def offered(person: Person) -> set[str]:
    return {one["name"] for one in person.commands()}


def private(sandbox: Sandbox, name: str = "mia") -> Person:
    """In direct messages with the bot."""
    return sandbox.person(name, sandbox.world.direct(name))


async def test_members_commands_are_for_every_place_and_admins_for_servers(house: House) -> None:
    known = registered(house.sandbox)
    everywhere = {name for name in known if known[name]["contexts"] == [0, 1, 2]}
    here = {name for name in known if known[name]["contexts"] == [0]}
    assert everywhere | here == {*known}
    assert {*known} - ADMINS == everywhere
    assert all(known[name]["integration_types"] == [0, 1] for name in everywhere)
    assert all(known[name]["integration_types"] == [0] for name in here)
    assert everywhere == offered(private(house.sandbox, "ada"))


COMMANDS: list[tuple[str, dict[str, Any]]] = [
    ("news latest", {}),
    ("news latest", {"public": True}),
    ("news search", {"query": "moon"}),
    ("news story", {"story": "Lander touches down on the Moon"}),
    ("news related", {"story": "Lander touches down on the Moon"}),
    ("news digest", {}),
    ("news topics", {}),
    ("news sources", {}),
    ("help", {}),
    ("about", {}),
]


async def test_every_command_of_members_answers_in_direct_messages(house: House) -> None:
    mia = private(house.sandbox)
    for name, options in COMMANDS:
        house.clock.move(minutes=1)  # nobody asks for all at once
        answer = await mia.command(name, **options)
        assert answer.embeds, name
    link = f"Look: {house.feeds.root}/orbit/1"
    said = members.say(house.sandbox.world, mia.user, mia.channel, link)
    assert (await mia.menu("Related stories", said)).content
    assert await mia.autocomplete("news latest", "source", "orb")
    assert await mia.autocomplete("news story", "story", "moon")
    assert len(house.sandbox.world.direct("mia").messages) == 2
    with pytest.raises(Refused, match="not among the commands"):
        await private(house.sandbox, "ada").command("subscribe", topic="all")


async def test_what_one_server_added_is_told_in_that_server_alone(house: House) -> None:
    await Club(house).founded()
    await house.read()
    world = house.sandbox.world
    accounts.add_app(world, world.user("mia"))
    here = house.sandbox.person("mia", "space-news")
    assert "Club" in str((await here.command("news sources")).embeds)
    direct = private(house.sandbox)
    assert "Club" not in str((await direct.command("news sources")).embeds)
    assert not await direct.autocomplete("news latest", "source", "club")
    world.kick_bot()
    await until(lambda: is_left(house))
    assert "Club" not in str((await here.command("news sources")).embeds)


async def test_who_takes_the_bot_along_has_it_where_it_is_not(house: House) -> None:
    world = house.sandbox.world
    accounts.add_app(world, world.user("mia"))
    world.kick_bot()
    await until(lambda: is_left(house))
    mia, theo = (house.sandbox.person(name, "general") for name in ("mia", "theo"))
    assert offered(theo) == set()
    assert offered(mia) == {*registered(house.sandbox)} - ADMINS
    world.guild.locale = "fr"
    shown = await mia.command("news latest", public=True)
    assert shown.embeds[0]["title"] == say("latest.title", "fr")
    assert not shown.ephemeral
    world.change_role(world.role("@everyone"), "view_channel", "use_application_commands")
    hushed = await mia.command("news latest", public=True)
    assert hushed.embeds
    assert hushed.ephemeral
    assert (await private(house.sandbox).command("help")).embeds


async def test_the_bot_tells_both_of_its_links(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    assert "scope=bot+applications.commands" in house.bot.invitation()
    assert "integration_type=1" in house.bot.own_link()
    assert "scope=applications.commands" in house.bot.own_link()
