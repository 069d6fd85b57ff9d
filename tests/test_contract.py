"""The command surface is exactly as it is promised: every command, option, right and place."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sandbox.server import Sandbox
from tests import contract
from tests.contract import Promised, Registered
from tests.house import House, Start
from tests.openapi import Description

MANAGE_SERVER = "32"
IN_SERVERS, IN_DIRECT_MESSAGES, IN_GROUPS = range(3)
TO_SERVERS, TO_PEOPLE = range(2)

PLACES = {
    "members": (None, (IN_SERVERS, IN_DIRECT_MESSAGES, IN_GROUPS), (TO_SERVERS, TO_PEOPLE)),
    "admins": (MANAGE_SERVER, (IN_SERVERS,), (TO_SERVERS,)),
}
"""By audience: who has a command by default, where, and by which kind of installation."""

OWN = contract.own()
NOW = {name: each for name, each in OWN.items() if each.audience in PLACES}
"""What is not left to come."""

MOST_CHOICES, LONGEST_NAME = 25, 100  # Discord


def written(sandbox: Sandbox) -> list[dict[str, Any]]:
    """What the bot last told Discord of its commands."""
    [*_, last] = [
        request
        for request in sandbox.requests
        if request.method == "PUT" and request.path.endswith("/commands")
    ]
    assert isinstance(last.body, list)
    return last.body


def broken(name: str, promised: Promised, found: Registered) -> Iterator[str]:
    """What is not as it is promised, each in a line."""
    permissions, contexts, installs = PLACES[promised.audience]
    if found.permissions != permissions:
        yield f"{name}: is for {found.permissions}, not for {permissions}"
    if tuple(sorted(found.contexts)) != contexts:
        yield f"{name}: is used in {found.contexts}, not in {contexts}"
    if tuple(sorted(found.installs)) != installs:
        yield f"{name}: is installed to {found.installs}, not to {installs}"
    for option in promised.options.keys() | found.options.keys():
        wanted, there = promised.options.get(option), found.options.get(option)
        if wanted != there:
            yield f"{name} {option}: is {there}, not {wanted}"


def unlike(name: str, promised: Promised, ours: Promised) -> Iterator[str]:
    """Where ours departs from the shared contract, which says nothing of kinds."""
    if promised.audience != ours.audience:
        yield f"{name}: is for {ours.audience}, not for {promised.audience}"
    if promised.audience not in PLACES:
        return
    if beside := ours.options.keys() - promised.options.keys() - {*ours.beyond}:
        yield f"{name}: {beside} are not in the contract"
    for option, wanted in promised.options.items():
        there = ours.options.get(option)
        # More may be completed than has to be.
        completed = bool(there and there.completed) or wanted.completed
        if not there or replace(there, kind="") != replace(wanted, completed=completed):
            yield f"{name} {option}: is {there}, not {wanted}"


def test_nothing_of_the_shared_contract_is_left_out_or_added_to_unsaid(shared: Path) -> None:
    promised = contract.shared((shared / "commands.md").read_text(encoding="utf-8"))
    assert promised.keys() == OWN.keys()
    wrong = [each for name in promised for each in unlike(name, promised[name], OWN[name])]
    assert not wrong, "\n".join(wrong)


def test_what_goes_beyond_the_contract_may_be_left_out() -> None:
    for promised in OWN.values():
        assert not any(promised.options[each].required for each in promised.beyond)


async def test_the_bot_registers_exactly_what_is_promised(start: Start, sandbox: Sandbox) -> None:
    async with start():
        found = contract.registered(written(sandbox))
    wrong = [f"{name}: is not there" for name in NOW.keys() - found.keys()]
    wrong += [f"{name}: is not promised" for name in found.keys() - NOW.keys()]
    for name in NOW.keys() & found.keys():
        wrong += broken(name, NOW[name], found[name])
    assert not wrong, "\n".join(sorted(wrong))


async def test_discord_would_take_the_registration(
    start: Start, sandbox: Sandbox, discord_api: Description | None
) -> None:
    if discord_api is None:
        pytest.skip("SPACE_NEWS_SHARED is not set: Discord's description is not here")
    async with start():
        body = written(sandbox)
    path = f"/applications/{sandbox.world.application_id}/commands"
    assert discord_api.wrong_request("PUT", path, {}, body) == []


async def test_every_completed_option_offers_something_whatever_is_typed(house: House) -> None:
    await house.admin("subscribe", topic="moon")
    ada = house.sandbox.person("ada", "space-news")
    for name, option in completed():
        for typing in ("", "mo", "MARS", "no such thing at all", "*" * 100):
            offered = await ada.autocomplete(name.removeprefix("/"), option, typing)
            assert len(offered) <= MOST_CHOICES, (name, option, typing)
            assert all(0 < len(shown) <= LONGEST_NAME for shown, _ in offered)


async def test_every_completed_option_offers_the_nearest_first(house: House) -> None:
    ada = house.sandbox.person("ada", "space-news")
    for name, option in completed():
        if option in SLIPS:
            typing, value = SLIPS[option]
            offered = await ada.autocomplete(name.removeprefix("/"), option, typing)
            assert [each for _, each in offered][:1] == [value], (name, option)


SLIPS = {"topic": ("mrs", "mars"), "timezone": ("berln", "Europe/Berlin")}
"""What is typed, and what is meant by it."""


def completed() -> Iterator[tuple[str, str]]:
    """Commands and their options."""
    for name, promised in NOW.items():
        yield from ((name, each) for each, option in promised.options.items() if option.completed)
