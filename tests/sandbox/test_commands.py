"""Registering commands: what Discord keeps, and what it refuses."""

from typing import Any

import pytest

from sandbox.server import Sandbox
from tests.sandbox.client import Bot
from tests.sandbox.conftest import Rest
from tests.sandbox.test_limits import codes

TEXT = {"type": 3, "name": "query", "description": "words"}


def command(*options: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"name": "news", "description": "Find stories", "options": [*options]} | more


@pytest.fixture
def everywhere(sandbox: Sandbox) -> str:
    return f"/applications/{sandbox.world.application_id}/commands"


@pytest.fixture
def here(sandbox: Sandbox) -> str:
    guild_id = sandbox.world.guild.id
    return f"/applications/{sandbox.world.application_id}/guilds/{guild_id}/commands"


async def test_the_real_client_registers_its_commands(sandbox: Sandbox, bot: Bot) -> None:
    synced = {one.name: one for one in await bot.tree.fetch_commands()}
    assert synced.keys() == {one["name"] for one in sandbox.world.commands()}
    permissions = synced["subscribe"].default_member_permissions
    assert permissions is not None
    assert permissions.manage_guild


async def test_registering_the_same_again_changes_nothing(sandbox: Sandbox, bot: Bot) -> None:
    before = sandbox.world.commands()
    await bot.tree.sync()
    assert sandbox.world.commands() == before


async def test_overwriting_keeps_ids_and_drops_the_rest(
    rest: Rest, sandbox: Sandbox, everywhere: str
) -> None:
    both = [command(TEXT), command(name="about")]
    _, before = await rest("PUT", everywhere, json=both)
    _, after = await rest("PUT", everywhere, json=[command(TEXT, description="Other")])
    assert [one["id"] for one in after] == [before[0]["id"]]
    assert after[0]["version"] != before[0]["version"]
    assert [one["name"] for one in sandbox.world.commands()] == ["news"]


async def test_a_server_has_commands_of_its_own(
    rest: Rest, sandbox: Sandbox, here: str, everywhere: str
) -> None:
    status, made = await rest("POST", here, json=command())
    assert (status, made["guild_id"]) == (201, str(sandbox.world.guild.id))
    assert await rest("GET", everywhere) == (200, [])
    assert (await rest("POST", here, json=command(description="Other")))[0] == 200
    status, _ = await rest("PATCH", f"{here}/{made['id']}", json={"name": "stories"})
    assert status == 200
    assert [one["name"] for one in (await rest("GET", here))[1]] == ["stories"]
    assert (await rest("DELETE", f"{here}/{made['id']}")) == (204, None)
    status, body = await rest("GET", f"{here}/{made['id']}")
    assert (status, body["code"]) == (404, 10063)


async def test_translations_are_listed_when_asked_for(rest: Rest, everywhere: str) -> None:
    translated = TEXT | {"name_localizations": {"de": "suche"}}
    await rest("PUT", everywhere, json=[command(translated, name_localizations={"de": "neues"})])
    _, [plain] = await rest("GET", everywhere)
    assert "name_localizations" not in plain
    assert "name_localizations" not in plain["options"][0]
    _, [whole] = await rest("GET", everywhere, params={"with_localizations": "1"})
    assert whole["name_localizations"] == {"de": "neues"}
    assert whole["options"][0]["name_localizations"] == {"de": "suche"}


async def test_another_application_is_not_ours(rest: Rest, sandbox: Sandbox) -> None:
    status, body = await rest("GET", "/applications/1/commands")
    assert (status, body["code"]) == (403, 20012)
    ours = sandbox.world.application_id
    status, body = await rest("GET", f"/applications/{ours}/guilds/1/commands")
    assert (status, body["code"]) == (403, 50001)


async def test_two_commands_of_one_name_are_refused(rest: Rest, everywhere: str) -> None:
    _, body = await rest("PUT", everywhere, json=[command(), command()])
    assert codes(body["errors"]) == {"1": "APPLICATION_COMMANDS_DUPLICATE_NAME"}


async def test_menus_have_names_as_people_write_them(rest: Rest, everywhere: str) -> None:
    status, [made] = await rest("PUT", everywhere, json=[{"type": 3, "name": "Related stories"}])
    assert (status, made["description"]) == (200, "")


@pytest.mark.parametrize(("kind", "most"), [(1, 100), (2, 15), (3, 15)])
async def test_there_are_so_many_commands_of_each_type(
    rest: Rest, sandbox: Sandbox, everywhere: str, kind: int, most: int
) -> None:
    described = {"description": "x"} if kind == 1 else {}
    many = [{"type": kind, "name": f"n{n}", **described} for n in range(most + 1)]
    status, body = await rest("PUT", everywhere, json=many)
    assert (status, body["code"]) == (400, 30032)
    assert (await rest("PUT", everywhere, json=many[1:]))[0] == 200
    status, body = await rest("POST", everywhere, json=many[0])
    assert (status, body["code"]) == (400, 30032)
    assert (await rest("POST", everywhere, json=many[1]))[0] == 200
    assert len(sandbox.world.commands()) == most


async def test_commands_of_different_types_may_share_a_name(rest: Rest, everywhere: str) -> None:
    both = [command(), {"type": 3, "name": "news"}]
    assert (await rest("PUT", everywhere, json=both))[0] == 200


async def test_a_command_cannot_take_anothers_name(rest: Rest, everywhere: str) -> None:
    _, [_, other] = await rest("PUT", everywhere, json=[command(), command(name="other")])
    path = f"{everywhere}/{other['id']}"
    status, body = await rest("PATCH", path, json={"name": "news"})
    assert (status, codes(body["errors"])) == (400, {"": "APPLICATION_COMMANDS_DUPLICATE_NAME"})
    assert (await rest("PATCH", path, json={"name": "other"}))[0] == 200


async def test_options_can_be_taken_away(rest: Rest, everywhere: str) -> None:
    _, made = await rest("POST", everywhere, json=command(TEXT))
    _, changed = await rest("PATCH", f"{everywhere}/{made['id']}", json={"options": []})
    assert "options" not in changed
    assert changed["id"] == made["id"]


async def test_commands_that_open_an_activity_are_not_built(rest: Rest, everywhere: str) -> None:
    status, _ = await rest("POST", everywhere, json={"type": 4, "name": "play"})
    assert status == 501
