"""Whom a message pings.

https://discord.com/developers/docs/resources/message#allowed-mentions-object
"""

from __future__ import annotations

import re

from sandbox.models import Channel, Json, User
from sandbox.rules.access import has
from sandbox.world import World
from sandbox.world.permissions import Permission

USER_MENTION = re.compile(r"<@!?(\d+)>")
ROLE_MENTION = re.compile(r"<@&(\d+)>")
EVERYONE_MENTION = re.compile(r"@(everyone|here)\b")


def mentions(
    world: World, channel: Channel, author: User, content: str, allowed: Json | None
) -> Json:
    """Who is told of the message: what its content says, as far as allowed_mentions lets it.

    Left out, that allows all.
    """
    parse = {"users", "roles", "everyone"} if allowed is None else set(allowed.get("parse") or ())
    users = _allowed(USER_MENTION.findall(content), "users", parse, allowed)
    roles = _allowed(ROLE_MENTION.findall(content), "roles", parse, allowed)
    may_ping_all = has(world, author, channel, Permission.MENTION_EVERYONE)
    members, guild_roles = world.guild.members, world.guild.roles
    return {
        "mentions": [members[user].json() for user in users if user in members],
        "mention_roles": [
            str(role)
            for role in roles
            if role in guild_roles and (guild_roles[role].mentionable or may_ping_all)
        ],
        "mention_everyone": bool(
            EVERYONE_MENTION.search(content) and "everyone" in parse and may_ping_all
        ),
    }


def _allowed(found: list[str], kind: str, parse: set[str], allowed: Json | None) -> list[int]:
    listed = {str(one) for one in (allowed or {}).get(kind) or ()}
    return [int(one) for one in dict.fromkeys(found) if kind in parse or one in listed]
