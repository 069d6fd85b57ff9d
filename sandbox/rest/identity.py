"""Who the bot is and where its gateway stands."""

from __future__ import annotations

from sandbox.errors import ApiError
from sandbox.models import Json
from sandbox.rest.call import Call, Reply, Route, snowflake


def own_user(call: Call) -> Reply:
    private = {"mfa_enabled": True, "locale": "en-US", "verified": True, "email": None}
    return Reply(200, {**call.world.bot.json(), **private})


def user(call: Call) -> Reply:
    wanted = snowflake("user_id", call.args["user_id"])
    for known in (call.world.bot, *call.world.guild.members.values()):
        if known.id == wanted:
            return Reply(200, known.json())
    raise ApiError(404, 10013, "Unknown User")


def application(call: Call) -> Reply:
    """The application behind the bot, with no privileged intent enabled."""
    world = call.world
    owner = world.guild.members[world.guild.owner_id]
    body: Json = {
        **UNUSED_APPLICATION_FEATURES,
        "id": str(world.application_id),
        "name": world.bot.display_name,
        "owner": owner.json(),
        "bot": world.bot.json(),
        "verify_key": "0" * 64,
        "approximate_guild_count": int(world.has_bot),
    }
    return Reply(200, body)


def gateway(call: Call) -> Reply:
    return Reply(200, {"url": call.gateway})


def gateway_bot(call: Call) -> Reply:
    starts = {"total": 1000, "remaining": 999, "reset_after": 86_400_000, "max_concurrency": 1}
    return Reply(200, {"url": call.gateway, "shards": 1, "session_start_limit": starts})


UNUSED_APPLICATION_FEATURES: Json = {
    "icon": None,
    "description": "",
    "type": None,
    "flags": 0,
    "flags_new": "0",
    "bot_public": True,
    "bot_require_code_grant": False,
    "redirect_uris": [],
    "interactions_endpoint_url": None,
    "role_connections_verification_url": None,
    "approximate_user_install_count": 0,
    "approximate_user_authorization_count": 0,
    "explicit_content_filter": 0,
    "team": None,
    "eligible_oauth2_scopes": ["bot", "applications.commands"],
}

ROUTES = [
    Route("GET", "/users/@me", own_user),
    Route("GET", "/users/{user_id}", user),
    Route("GET", "/oauth2/applications/@me", application),
    Route("GET", "/applications/@me", application),
    Route("GET", "/gateway", gateway, open=True),
    Route("GET", "/gateway/bot", gateway_bot),
]
