"""What people give to the options of a command, and what the bot is told of it."""

from typing import Any

import pytest

from sandbox.people.person import Refused
from sandbox.server import Sandbox
from tests.sandbox.by_hand import ByHand
from tests.sandbox.conftest import Rest

ALL = [
    {"type": kind, "name": name, "description": "x"}
    for name, kind in [("on", 5), ("who", 6), ("where", 7), ("role", 8), ("any", 9), ("much", 10)]
]
FEW = {"type": 4, "name": "few", "description": "x", "choices": [{"name": "Two", "value": 2}]}
FILE = {"type": 11, "name": "file", "description": "x"}


async def test_things_are_given_by_name_or_id(sandbox: Sandbox, hand: ByHand) -> None:
    await hand.register({"name": "give", "description": "x", "options": ALL})
    world, mia = sandbox.world, sandbox.person("mia")
    things: dict[str, Any] = {
        "who": world.user("theo"),
        "where": world.channel("launches"),
        "role": world.role("moderator"),
    }
    ids = {name: str(thing.id) for name, thing in things.items()}
    names = {name: thing.name for name, thing in things.items()}
    for given in (things, ids, names):
        asked, acting = await hand.ask(mia.command("give", **given))
        data = asked["data"]
        assert {one["name"]: one["value"] for one in data["options"]} == ids
        assert data["resolved"].keys() == {"users", "members", "channels", "roles"}
        assert "permission_overwrites" not in data["resolved"]["channels"][ids["where"]]
        acting.cancel()


@pytest.mark.parametrize(
    ("given", "kinds"),
    [("theo", {"users", "members"}), ("moderator", {"roles"})],
)
async def test_a_mentionable_is_a_member_or_a_role(
    sandbox: Sandbox, hand: ByHand, given: str, kinds: set[str]
) -> None:
    await hand.register({"name": "give", "description": "x", "options": ALL})
    asked, acting = await hand.ask(sandbox.person("mia").command("give", any=given))
    assert asked["data"]["resolved"].keys() == kinds
    acting.cancel()


@pytest.mark.parametrize(
    ("given", "value"),
    [
        pytest.param({"few": "2"}, 2, id="choice by its value as text"),
        pytest.param({"few": "Two"}, 2, id="choice by its name"),
        pytest.param({"on": "true"}, True, id="yes"),
        pytest.param({"on": False}, False, id="no"),
        pytest.param({"much": "2.5"}, 2.5, id="number"),
    ],
)
async def test_values_arrive_as_their_types(
    sandbox: Sandbox, hand: ByHand, given: dict[str, Any], value: object
) -> None:
    await hand.register({"name": "give", "description": "x", "options": [*ALL, FEW]})
    asked, acting = await hand.ask(sandbox.person("mia").command("give", **given))
    [option] = asked["data"]["options"]
    assert option["value"] == value
    acting.cancel()


@pytest.mark.parametrize(
    ("given", "why"),
    [
        pytest.param({"few": 3}, "not one of the choices", id="no choice"),
        pytest.param({"on": "perhaps"}, "valid boolean", id="perhaps"),
        pytest.param({"much": "nan"}, "between", id="not a number"),
        pytest.param({"much": "much"}, "valid number", id="word for a number"),
        pytest.param({"who": "nobody"}, "no member", id="no member"),
        pytest.param({"role": "nothing"}, "no role", id="no role"),
        pytest.param({"any": "nothing"}, "no member or role", id="neither"),
        pytest.param({"file": "x.opml"}, "choose a file", id="name of a file"),
    ],
)
async def test_what_no_option_takes(
    sandbox: Sandbox, hand: ByHand, given: dict[str, Any], why: str
) -> None:
    await hand.register({"name": "give", "description": "x", "options": [*ALL, FEW, FILE]})
    with pytest.raises(Refused, match=why):
        await sandbox.person("mia").command("give", **given)


async def test_a_type_of_channel_that_the_option_excludes_cannot_be_chosen(
    sandbox: Sandbox, rest: Rest
) -> None:
    option = {"type": 7, "name": "to", "description": "to", "channel_types": [5]}
    command = {"name": "follow", "description": "x", "options": [option]}
    path = f"/applications/{sandbox.world.application_id}/commands"
    await rest("POST", path, json=command)
    with pytest.raises(Refused, match="type of channel"):
        await sandbox.person("ada").command("follow", to="general")
