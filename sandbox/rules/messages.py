"""Makes, edits and deletes messages by Discord's rules, whoever asked for it."""

from __future__ import annotations

from sandbox.errors import (
    already_crossposted,
    empty_message,
    missing_permissions,
    other_author,
    system_message,
    unknown_message,
    wrong_channel_type,
)
from sandbox.limits.messages import check_message
from sandbox.models import Channel, ChannelType, Json, MessageFlag, MessageType, User, new_message
from sandbox.rules.access import has, is_author, require, require_open, require_sending
from sandbox.rules.attachments import attach
from sandbox.rules.mentions import mentions
from sandbox.world import World
from sandbox.world.nonces import Sent
from sandbox.world.permissions import Permission

SETTABLE_FLAGS = int(MessageFlag.SUPPRESS_EMBEDS | MessageFlag.SUPPRESS_NOTIFICATIONS)


def message_in(channel: Channel, message_id: int) -> Json:
    """Raises ApiError 10008 where there is none."""
    try:
        return channel.messages[message_id]
    except KeyError:
        raise unknown_message() from None


def post(world: World, author: User, channel: Channel, body: Json) -> Json:
    """The new message; or the one that this author sent before with an enforced nonce."""
    require_sending(world, author, channel)
    parts = permitted(world, author, channel, check_message(body))
    nonce = body.get("nonce")
    if nonce is not None and body.get("enforce_nonce"):
        twin = world.nonces.find(author, nonce, world.clock())
        if twin is not None:
            return _sent_before(world, twin)
    message = attach(world, compose(world, channel, author, parts, body), parts)
    refuse_empty(message)
    world.add_message(channel, message)
    if nonce is not None:
        world.nonces.remember(author, nonce, message, world.clock())
    return message


def _sent_before(world: World, sent: Sent) -> Json:
    """The message of an enforced nonce; where it was deleted since, Discord knows no message."""
    where = world.find(sent.channel_id)
    if where is None:
        raise unknown_message()
    return message_in(where, sent.message_id)


def edit(world: World, user: User, channel: Channel, message_id: int, body: Json) -> Json:
    """Only one's own can be edited."""
    require(world, user, channel, Permission.VIEW_CHANNEL)
    old = message_in(channel, message_id)
    if not is_author(user, old):
        raise other_author()
    require_open(channel)
    parts = permitted(world, user, channel, check_message(body))
    edited = amended(world, channel, old, parts, body)
    world.replace_message(channel, edited)
    return edited


def delete(world: World, user: User, channel: Channel, message_id: int) -> None:
    """One's own, or with Manage Messages any, but what a thread began with."""
    require(world, user, channel, Permission.VIEW_CHANNEL)
    message = message_in(channel, message_id)
    if not is_author(user, message) and not has(world, user, channel, Permission.MANAGE_MESSAGES):
        raise missing_permissions()
    if message["type"] == MessageType.THREAD_STARTER_MESSAGE:
        raise system_message()
    require_open(channel)
    world.delete_message(channel, message_id)


def crosspost(world: World, user: User, channel: Channel, message_id: int) -> Json:
    """Publish to the channels that follow this one; others' messages with Manage Messages."""
    require(world, user, channel, Permission.SEND_MESSAGES)
    if channel.type is not ChannelType.ANNOUNCEMENT:
        raise wrong_channel_type()
    message = message_in(channel, message_id)
    if not is_author(user, message):
        require(world, user, channel, Permission.MANAGE_MESSAGES)
    if MessageType.of_system(message):
        raise system_message()
    if message["flags"] & MessageFlag.CROSSPOSTED:
        raise already_crossposted()
    published = {**message, "flags": message["flags"] | MessageFlag.CROSSPOSTED}
    world.replace_message(channel, published)
    return published


def compose(world: World, channel: Channel, author: User, parts: Json, body: Json) -> Json:
    """A new message, in no channel yet, of parts that check_message made of the body.

    Its attachments come last, when all is known of it: see `attach`.
    """
    message = new_message(
        world.next_id(),
        channel.id,
        author,
        world.clock(),
        content=parts.get("content", ""),
        embeds=parts.get("embeds", []),
        components=parts.get("components", []),
        flags=parts.get("flags", 0) & SETTABLE_FLAGS,
        **mentions(world, channel, author, parts.get("content", ""), body.get("allowed_mentions")),
    )
    if body.get("nonce") is not None:
        message["nonce"] = body["nonce"]
    return message


def amended(world: World, channel: Channel, message: Json, parts: Json, body: Json) -> Json:
    """The message with these parts in the place of its own, marked as edited.

    Raises ApiError 50006 if nothing would be left to see.
    """
    plain = {key: parts[key] for key in parts if key != "attachments"}
    edited = {**message, **plain, "edited_timestamp": world.clock().isoformat()}
    asked: int = edited["flags"] & SETTABLE_FLAGS
    edited["flags"] = message["flags"] & ~SETTABLE_FLAGS | asked
    if "content" in parts:
        author = world.guild.members.get(int(message["author"]["id"]), world.bot)
        allowed = body.get("allowed_mentions")
        edited |= mentions(world, channel, author, parts["content"], allowed)
    edited = attach(world, edited, parts)
    refuse_empty(edited)
    return edited


def refuse_empty(message: Json) -> None:
    """Raise ApiError 50006 if the message would show nothing; buttons alone do make one."""
    if not any(message[part] for part in ("content", "embeds", "components", "attachments")):
        raise empty_message()


def permitted(world: World, author: User, channel: Channel, parts: Json) -> Json:
    """What is left of the parts where one may not embed links: Discord drops them without a word.

    Raises ApiError 50013 for new files where one may not attach any.
    """
    if any(entry.file for entry in parts.get("attachments", ())):
        require(world, author, channel, Permission.ATTACH_FILES)
    if "embeds" not in parts or has(world, author, channel, Permission.EMBED_LINKS):
        return parts
    return {**parts, "embeds": []}
