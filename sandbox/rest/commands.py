"""The application's commands, everywhere and per server.

https://discord.com/developers/docs/interactions/application-commands#endpoints
"""

from __future__ import annotations

from sandbox.errors import missing_access, other_application, unknown_command
from sandbox.limits.commands import (
    check_command,
    check_commands,
    refuse_namesake,
    refuse_too_many,
    same_name,
)
from sandbox.limits.form import Form
from sandbox.models import Json
from sandbox.rest.call import NOTHING, Call, Reply, Route


def _scope(call: Call) -> tuple[int | None, dict[int, Json]]:
    """The server, or None for everywhere, and what is registered there."""
    if call.id("application_id") != call.world.application_id:
        raise other_application()
    guild_id = call.id("guild_id") if "guild_id" in call.args else None
    if guild_id is not None and not call.world.has_bot:
        raise missing_access()
    try:
        return guild_id, call.world.registered[guild_id]
    except KeyError:
        raise missing_access() from None


def _known(call: Call) -> tuple[dict[int, Json], int]:
    _, there = _scope(call)
    command_id = call.id("command_id")
    if command_id not in there:
        raise unknown_command()
    return there, command_id


def listing(call: Call) -> Reply:
    """With translations only if asked for them."""
    _, there = _scope(call)
    if call.asks("with_localizations"):
        return Reply(200, list(there.values()))
    return Reply(200, [_untranslated(command) for command in there.values()])


def _untranslated(part: Json) -> Json:
    kept = {key: value for key, value in part.items() if not key.endswith("_localizations")}
    for key in ("options", "choices"):
        if key in part:
            kept[key] = [_untranslated(one) for one in part[key]]
    return kept


def command(call: Call) -> Reply:
    there, command_id = _known(call)
    return Reply(200, there[command_id])


def overwrite(call: Call) -> Reply:
    """All at once: what is not in the body is gone, what is keeps its id."""
    guild_id, there = _scope(call)
    checked = check_commands(call.body)
    registered = [_registered(call, there, guild_id, one) for one in checked]
    there.clear()
    there.update({int(one["id"]): one for one in registered})
    call.world.changed()
    return Reply(200, registered)


def create(call: Call) -> Reply:
    """201 for a new one, 200 for one that takes the place of its namesake."""
    guild_id, there = _scope(call)
    checked = _checked(call.fields, [])
    namesake = _namesake(there, checked)
    if namesake is None:
        refuse_too_many([*there.values(), checked])
    registered = _registered(call, there, guild_id, checked)
    there[int(registered["id"])] = registered
    call.world.changed()
    return Reply(200 if namesake else 201, registered)


def edit(call: Call) -> Reply:
    there, command_id = _known(call)
    old = there[command_id]
    others = [one for one in there.values() if one is not old]
    changed = _checked({**old, **call.fields, "type": old["type"]}, others)
    ids: Json = {key: old[key] for key in ("id", "application_id", "guild_id") if key in old}
    there[command_id] = {**ids, "version": str(call.world.next_id()), **changed}
    call.world.changed()
    return Reply(200, there[command_id])


def delete(call: Call) -> Reply:
    there, command_id = _known(call)
    del there[command_id]
    call.world.changed()
    return NOTHING


def _checked(sent: Json, others: list[Json]) -> Json:
    form = Form()
    checked = check_command(form, sent)
    refuse_namesake(form, checked, others)
    form.done()
    return checked


def _namesake(there: dict[int, Json], command: Json) -> Json | None:
    for known in there.values():
        if same_name(known, command):
            return known
    return None


def _registered(call: Call, there: dict[int, Json], guild_id: int | None, command: Json) -> Json:
    """With the ids that Discord gives it; its version changes only if it does."""
    world = call.world
    namesake = _namesake(there, command)
    if namesake is not None and command.items() <= namesake.items():
        return namesake
    made = {
        "id": namesake["id"] if namesake else str(world.next_id()),
        "application_id": str(world.application_id),
        "version": str(world.next_id()),
        **command,
    }
    return made if guild_id is None else {**made, "guild_id": str(guild_id)}


EVERYWHERE = "/applications/{application_id}/commands"
IN_GUILD = "/applications/{application_id}/guilds/{guild_id}/commands"

ROUTES = [
    route
    for path in (EVERYWHERE, IN_GUILD)
    for route in (
        Route("GET", path, listing),
        Route("PUT", path, overwrite),
        Route("POST", path, create),
        Route("GET", path + "/{command_id}", command),
        Route("PATCH", path + "/{command_id}", edit),
        Route("DELETE", path + "/{command_id}", delete),
    )
]
