"""Registering commands: what Discord keeps, and what it refuses."""

from typing import Any

import pytest

from sandbox.server import Sandbox
from tests.sandbox.client import Bot
from tests.sandbox.conftest import Rest
from tests.sandbox.test_limits import codes

TEXT = {"type": 3, "name": "query", "description": "words"}
SUBCOMMAND = {"type": 1, "name": "latest", "description": "newest"}
CHOICE = {"name": "x", "value": "x"}
LONG = [{"name": f"{n}" * 50, "value": f"{n}" * 50} for n in range(10, 35)]


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


@pytest.mark.parametrize(
    ("sent", "where", "code"),
    [
        pytest.param(command(name="News"), "0.name", "APPLICATION_COMMAND_INVALID_NAME", id="case"),
        pytest.param(command(name="a b"), "0.name", "APPLICATION_COMMAND_INVALID_NAME", id="space"),
        pytest.param(command(name="x" * 33), "0.name", "BASE_TYPE_BAD_LENGTH", id="long name"),
        pytest.param(command(description=""), "0.description", "BASE_TYPE_BAD_LENGTH", id="empty"),
        pytest.param(
            command(description="x" * 101), "0.description", "BASE_TYPE_BAD_LENGTH", id="long"
        ),
        pytest.param(
            command(*(TEXT | {"name": f"o{n}"} for n in range(26))),
            "0.options",
            "BASE_TYPE_MAX_LENGTH",
            id="26 options",
        ),
        pytest.param(
            command(TEXT, TEXT | {"name": "last", "required": True}),
            "0.options.1",
            "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
            id="required after optional",
        ),
        pytest.param(
            command(TEXT, TEXT),
            "0.options.1",
            "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS",
            id="option twice",
        ),
        pytest.param(
            command(TEXT | {"type": 12}), "0.options.0.type", "BASE_TYPE_CHOICES", id="option type"
        ),
        pytest.param(
            command(TEXT | {"choices": [CHOICE] * 26}),
            "0.options.0.choices",
            "BASE_TYPE_MAX_LENGTH",
            id="26 choices",
        ),
        pytest.param(
            command(TEXT | {"type": 4, "choices": [{"name": "x", "value": 1.5}]}),
            "0.options.0.choices.0.value",
            "NUMBER_TYPE_COERCE",
            id="choice of another type",
        ),
        pytest.param(
            command(TEXT | {"choices": [CHOICE], "autocomplete": True}),
            "0.options.0.autocomplete",
            "APPLICATION_COMMAND_OPTIONS_CHOICES_AUTOCOMPLETE",
            id="choices and autocomplete",
        ),
        pytest.param(
            command(TEXT, SUBCOMMAND),
            "0.options",
            "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
            id="subcommand beside option",
        ),
        pytest.param(
            command(SUBCOMMAND | {"options": [SUBCOMMAND]}),
            "0.options.0.options.0.type",
            "BASE_TYPE_CHOICES",
            id="subcommand in subcommand",
        ),
        pytest.param(
            command(default_member_permissions="all"),
            "0.default_member_permissions",
            "NUMBER_TYPE_COERCE",
            id="permissions",
        ),
        pytest.param(
            command(*(TEXT | {"name": f"o{n}", "choices": LONG} for n in range(2))),
            "0",
            "APPLICATION_COMMAND_TOO_LARGE",
            id="8000 characters",
        ),
    ],
)
async def test_a_command_past_a_limit_is_refused(
    rest: Rest, sandbox: Sandbox, everywhere: str, sent: dict[str, Any], where: str, code: str
) -> None:
    status, body = await rest("PUT", everywhere, json=[sent])
    assert (status, body["code"]) == (400, 50035)
    assert codes(body["errors"]).get(where) == code
    assert sandbox.world.commands() == []


async def test_two_commands_of_one_name_are_refused(rest: Rest, everywhere: str) -> None:
    _, body = await rest("PUT", everywhere, json=[command(), command()])
    assert codes(body["errors"]) == {"1": "APPLICATION_COMMANDS_DUPLICATE_NAME"}


async def test_menus_have_names_as_people_write_them(rest: Rest, everywhere: str) -> None:
    status, [made] = await rest("PUT", everywhere, json=[{"type": 3, "name": "Related stories"}])
    assert (status, made["description"]) == (200, "")
