"""What the bodies may hold that begin a thread or change one.

https://discord.com/developers/docs/resources/channel#start-thread-from-message
"""

from __future__ import annotations

from typing import Any

from sandbox.errors import ApiError, not_built
from sandbox.limits.form import Form
from sandbox.limits.messages import check_message
from sandbox.models import THREAD_TYPES, Channel, Json

LONGEST_NAME = 100
MOST_TAGS = 5
SLOWEST_MODE = 21600
ARCHIVE_AFTER = (60, 1440, 4320, 10080)
USUAL_ARCHIVE_AFTER = 4320

CHANGEABLE = {"name", "archived", "locked", "auto_archive_duration", "applied_tags"}


def check_thread(body: Json, archive_after: int = USUAL_ARCHIVE_AFTER) -> Json:
    """The attributes of a new thread. Raises ApiError 50035 with all that is wrong."""
    form = Form()
    checked = _checked(form, body, archive_after)
    form.done()
    return checked


def check_type(parent: Channel, body: Json) -> None:
    """A thread begun without a message has a type, and left out that would be a private one."""
    asked, fitting = body.get("type"), THREAD_TYPES[parent.type]
    if asked in (None, 12):
        raise not_built("private threads")
    form = Form()
    with form.at("type"):
        form.choice(asked, (fitting,))
    form.done()


def check_post(body: Json, archive_after: int) -> tuple[Json, Json]:
    """The attributes of a forum's new thread, and the parts of its first message."""
    form = Form()
    checked = _checked(form, body, archive_after)
    checked["applied_tags"] = _tags(form, body.get("applied_tags"))
    message = body.get("message")
    with form.at("message"):
        if message is None:
            form.refuse("BASE_TYPE_REQUIRED", "This field is required")
        parts = form.object(message)
    form.done()
    try:
        return checked, check_message(parts)
    except ApiError as error:
        if "errors" in error.body:
            error.body["errors"] = {"message": error.body["errors"]}
        raise


def check_changes(body: Json) -> Json:
    """The attributes that an edit sets. Raises 501 for what the sandbox does not implement."""
    given = {key: value for key, value in body.items() if value is not None}
    for key in given.keys() - CHANGEABLE:
        raise not_built(f"threads with {key}")
    form = Form()
    changes: Json = {}
    if "name" in given:
        changes["name"] = _name(form, given["name"])
    for key in given.keys() & {"archived", "locked"}:
        with form.at(key):
            changes[key] = form.yes_or_no(given[key])
    if "auto_archive_duration" in given:
        changes["auto_archive_duration"] = _archive_after(form, given["auto_archive_duration"])
    if "applied_tags" in given:
        changes["applied_tags"] = _tags(form, given["applied_tags"])
    form.done()
    return changes


def _checked(form: Form, body: Json, archive_after: int) -> Json:
    asked = body.get("auto_archive_duration")
    with form.at("rate_limit_per_user"):
        slow = form.integer(body.get("rate_limit_per_user") or 0, 0, SLOWEST_MODE)
    return {
        "name": _name(form, body.get("name")),
        "auto_archive_duration": archive_after if asked is None else _archive_after(form, asked),
        "rate_limit_per_user": slow,
    }


def _name(form: Form, value: Any) -> str:
    with form.at("name"):
        return form.text(value, LONGEST_NAME, 1)


def _archive_after(form: Form, value: Any) -> int:
    with form.at("auto_archive_duration"):
        return form.choice(value, ARCHIVE_AFTER)


def _tags(form: Form, value: Any) -> list[int]:
    with form.at("applied_tags"):
        return form.each(value, form.snowflake, MOST_TAGS)
