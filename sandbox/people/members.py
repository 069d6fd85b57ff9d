"""What members do by themselves, within Discord's permissions; all of it raises Refused."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sandbox.errors import ApiError
from sandbox.models import Channel, Forum, Json, Thread, User
from sandbox.people.refused import Refused
from sandbox.rules import messages, threads
from sandbox.rules import pins as pinboard
from sandbox.rules.history import history as newest_first
from sandbox.rules.posts import begin_post
from sandbox.world import World

# In a person's words what Discord tells programs by these codes.
SENTENCES = {
    10008: "The message is gone.",
    10087: "This forum has no such tag.",
    40067: "A post in this forum needs a tag.",
    50001: "You cannot see this channel.",
    50006: "An empty message cannot be sent.",
    50008: "A forum takes posts, not messages.",
    50013: "You do not have permission to do this here.",
    50021: "This cannot be done to a message by Discord itself.",
    50024: "This cannot be done in this kind of channel.",
    50083: "This thread is archived.",
    160004: "This message has a thread already.",
    160005: "This thread is locked.",
}


def say(world: World, user: User, channel: Channel, content: str) -> Json:
    """A plain message, 1 to 2000 characters long."""
    with _in_words():
        return messages.post(world, user, channel, {"content": content})


def delete(world: World, user: User, channel: Channel, message_id: int) -> None:
    """One's own, or with Manage Messages anybody's."""
    with _in_words():
        messages.delete(world, user, channel, message_id)


def pin(world: World, user: User, channel: Channel, message_id: int) -> None:
    with _in_words():
        pinboard.pin(world, user, channel, message_id)


def unpin(world: World, user: User, channel: Channel, message_id: int) -> None:
    with _in_words():
        pinboard.unpin(world, user, channel, message_id)


def pins(world: World, user: User, channel: Channel) -> list[Json]:
    """What is pinned there, the newest pin first."""
    with _in_words():
        return [message for _, message in pinboard.pinned(world, user, channel)]


def open_thread(world: World, user: User, channel: Channel, message_id: int, name: str) -> Thread:
    with _in_words():
        return threads.begin_from_message(world, user, channel, message_id, {"name": name})


def open_post(
    world: World, user: User, forum: Channel, name: str, content: str, tags: list[str]
) -> Thread:
    """`tags` are ids."""
    if not isinstance(forum, Forum):
        raise Refused("Only a forum takes posts.")
    body = {"name": name, "message": {"content": content}, "applied_tags": tags}
    with _in_words():
        return begin_post(world, user, forum, body)[0]


def history(
    world: World, user: User, channel: Channel, before: int | None = None, limit: int = 50
) -> tuple[list[Json], bool]:
    """Messages older than the one given, oldest first, and whether there are still older ones."""
    bounds = {} if before is None else {"before": before}
    with _in_words():
        found = newest_first(world, user, channel, limit + 1, **bounds)
    return found[:limit][::-1], len(found) > limit


@contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except ApiError as error:
        code = error.body["code"]
        wrong = _first_complaint(error.body.get("errors", {}))
        raise Refused(wrong or SENTENCES.get(code, error.body["message"])) from error


def _first_complaint(errors: Json, field: str = "") -> str:
    """Of what is wrong with a form: the field that has it, and Discord's words."""
    for key, inner in errors.items():
        if key == "_errors":
            return f"{field.capitalize()}: {inner[0]['message']}"
        return _first_complaint(inner, field if key.isdecimal() else key)
    return ""
