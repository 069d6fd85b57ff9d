"""Makes, edits and lists messages by Discord's rules, whoever asked for it."""

from __future__ import annotations

import re

from sandbox.errors import empty_message, missing_access, missing_permissions, unknown_message
from sandbox.limits.messages import SUPPRESS_EMBEDS, SUPPRESS_NOTIFICATIONS
from sandbox.models import Channel, Json, User
from sandbox.permissions import Permission
from sandbox.world import World

SETTABLE_FLAGS = SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS

USER_MENTION = re.compile(r"<@!?(\d+)>")
ROLE_MENTION = re.compile(r"<@&(\d+)>")
EVERYONE_MENTION = re.compile(r"@(everyone|here)\b")


def require(world: World, channel: Channel, permission: Permission) -> None:
    """Raise ApiError 50001 if the bot cannot see the channel, 50013 if it lacks the permission."""
    granted = world.permissions(world.bot, channel)
    if not granted & Permission.VIEW_CHANNEL:
        raise missing_access()
    if not granted & permission:
        raise missing_permissions()


def message_in(channel: Channel, message_id: int) -> Json:
    try:
        return channel.messages[message_id]
    except KeyError:
        raise unknown_message() from None


def compose(world: World, channel: Channel, author: User, parts: Json, body: Json) -> Json:
    """A new message, in no channel yet, of parts that check_message made of the body."""
    message = {
        "id": str(world.next_id()),
        "type": 0,
        "channel_id": str(channel.id),
        "author": author.json(),
        "content": parts.get("content", ""),
        "timestamp": world.clock().isoformat(),
        "edited_timestamp": None,
        "tts": bool(body.get("tts")),
        "embeds": parts.get("embeds", []),
        "components": parts.get("components", []),
        "attachments": [],
        "pinned": False,
        "flags": parts.get("flags", 0) & SETTABLE_FLAGS,
        **mentions(world, channel, author, parts.get("content", ""), body.get("allowed_mentions")),
    }
    if body.get("nonce") is not None:
        message["nonce"] = body["nonce"]
    return message


def amended(world: World, channel: Channel, message: Json, parts: Json, body: Json) -> Json:
    """The message with these parts in the place of its own, marked as edited.

    Raises ApiError 50006 if nothing would be left to see.
    """
    edited = {**message, **parts, "edited_timestamp": world.clock().isoformat()}
    asked: int = edited["flags"] & SETTABLE_FLAGS
    edited["flags"] = message["flags"] & ~SETTABLE_FLAGS | asked
    if "content" in parts:
        author = world.guild.members[int(message["author"]["id"])]
        allowed = body.get("allowed_mentions")
        edited |= mentions(world, channel, author, parts["content"], allowed)
    refuse_empty(edited)
    return edited


def refuse_empty(message: Json) -> None:
    """Raise ApiError 50006 if the message would show nothing; buttons alone do not make one."""
    if not message["content"] and not message["embeds"]:
        raise empty_message()


def without_embeds(world: World, channel: Channel, parts: Json) -> Json:
    """What is left where the bot may not embed links: Discord drops embeds without a word."""
    if world.permissions(world.bot, channel) & Permission.EMBED_LINKS:
        return parts
    return {**parts, "embeds": []}


def mentions(
    world: World, channel: Channel, author: User, content: str, allowed: Json | None
) -> Json:
    """Who is told of the message: what its content says, as far as allowed_mentions lets it.

    Left out, that allows all: https://discord.com/developers/docs/resources/message#allowed-mentions-object
    """
    parse = {"users", "roles", "everyone"} if allowed is None else set(allowed.get("parse") or ())
    users = _allowed(USER_MENTION.findall(content), "users", parse, allowed)
    roles = _allowed(ROLE_MENTION.findall(content), "roles", parse, allowed)
    may_ping_all = world.permissions(author, channel) & Permission.MENTION_EVERYONE
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
