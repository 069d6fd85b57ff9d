"""What a bot reads of messages without the privileged intent for their contents.

https://discord.com/developers/docs/events/gateway#message-content-intent
"""

from __future__ import annotations

from sandbox.models import Json, User

EMPTIED: Json = {"content": "", "embeds": [], "attachments": [], "components": []}


def as_read(bot: User, message: Json) -> Json:
    """Whole if it wrote the message or is mentioned in it; of any other the contents are empty.

    That holds for the gateway and for REST alike, but not for what a person hands to the bot: the
    target of a menu.
    """
    referenced = message.get("referenced_message")
    if referenced:
        message = {**message, "referenced_message": as_read(bot, referenced)}
    own = message["author"]["id"] == str(bot.id)
    if own or any(one["id"] == str(bot.id) for one in message["mentions"]):
        return message
    return {**message, **EMPTIED}
