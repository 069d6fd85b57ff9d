"""What the tags of a forum may be.

https://discord.com/developers/docs/resources/channel#forum-tag-object
"""

from __future__ import annotations

from typing import NamedTuple

from sandbox.errors import not_built, same_tag_names
from sandbox.limits.form import Form
from sandbox.models import Json

MOST_TAGS = 20
LONGEST_NAME = 20
LONGEST_EMOJI = 100


class TagGiven(NamedTuple):
    """A tag as it is to be; one that the forum has already comes with its id."""

    id: int | None
    name: str
    emoji: str | None
    moderated: bool


def check_tags(body: Json) -> list[TagGiven]:
    """Raises ApiError 50035 with all that is wrong, 40061 for two tags of one name."""
    form = Form()
    with form.at("available_tags"):
        items = form.items(body["available_tags"], MOST_TAGS)
        tags = []
        for index, item in enumerate(items):
            with form.at(index):
                tags.append(_tag(form, item))
    form.done()
    if len({tag.name for tag in tags}) < len(tags):
        raise same_tag_names()
    return tags


def _tag(form: Form, item: Json) -> TagGiven:
    if item.get("emoji_id") is not None:
        raise not_built("tags with a server's own emoji")
    with form.at("id"):
        known = None if item.get("id") is None else form.snowflake(item["id"])
    with form.at("name"):
        name = form.text(item.get("name"), LONGEST_NAME, 1)
    with form.at("emoji_name"):
        emoji = form.text(item.get("emoji_name"), LONGEST_EMOJI) or None
    with form.at("moderated"):
        moderated = form.yes_or_no(item.get("moderated") or False)
    return TagGiven(known, name, emoji, moderated)
