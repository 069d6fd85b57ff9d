"""How many files a message may have, how large, and what a body says of them.

https://discord.com/developers/docs/reference#uploading-files
"""

from __future__ import annotations

from functools import partial
from typing import Any, NamedTuple

from sandbox.errors import not_built
from sandbox.limits.form import Form
from sandbox.models import File, Json

MOST_FILES = 10
LARGEST_FILE = 10 * 1024 * 1024
LARGEST_REQUEST = 25 * 1024 * 1024
MOST_TEXT = 1024

NOT_BUILT = ("title", "duration_secs", "waveform", "is_spoiler", "is_remix", "uploaded_filename")


class Entry(NamedTuple):
    """One attachment that a body lists: a file that came along, or one that the message has.

    `id` None: a file that came along and is not listed.
    """

    id: int | None
    file: File | None
    description: str


def check_attachments(form: Form, value: Any) -> list[Entry]:
    """The entries under the key `attachments`, each file under its entry's key `file`."""
    with form.at("attachments"):
        return form.each(value, partial(_entry, form), MOST_FILES)


def _entry(form: Form, value: Any) -> Entry:
    sent: Json = form.object(value)
    if sent is not value:
        return Entry(0, None, "")
    for key in NOT_BUILT:
        if sent.get(key):
            raise not_built(f"attachments with {key}")
    file = sent.get("file")
    if isinstance(file, File) and "id" not in sent:
        return Entry(None, file, "")
    with form.at("id"):
        number = form.snowflake(sent.get("id"))
    with form.at("filename"):
        name = form.text(sent.get("filename"), MOST_TEXT)
    with form.at("description"):
        description = form.text(sent.get("description"), MOST_TEXT)
    if not isinstance(file, File):
        return Entry(number, None, description)
    return Entry(number, File(name or file.name, file.content), description)
