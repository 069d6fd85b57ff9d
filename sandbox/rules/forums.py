"""Changes of a forum itself, which are those of its tags alone.

https://discord.com/developers/docs/resources/channel#modify-channel
"""

from __future__ import annotations

from sandbox.errors import moderated_tags_only, not_built, unknown_tag
from sandbox.limits.tags import TagGiven, check_tags
from sandbox.models import ChannelFlag, Forum, Json, Tag, User
from sandbox.rules.access import require
from sandbox.world import World
from sandbox.world.permissions import Permission


def change(world: World, user: User, forum: Forum, body: Json) -> None:
    """The tags listed are all that there will be; it takes Manage Channels."""
    if body.keys() != {"available_tags"}:
        raise not_built("changes of forums that are not of their tags")
    require(world, user, forum, Permission.MANAGE_CHANNELS)
    given = check_tags(body)
    if any(tag.id is not None and tag.id not in forum.tags for tag in given):
        raise unknown_tag()
    if forum.flags & ChannelFlag.REQUIRE_TAG and all(tag.moderated for tag in given):
        raise moderated_tags_only()
    world.change_tags(forum, [_tag(world, tag) for tag in given])


def _tag(world: World, given: TagGiven) -> Tag:
    return Tag(given.id or world.next_id(), given.name, given.emoji, given.moderated)
