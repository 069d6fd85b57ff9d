"""Which attachments a message has, and which of them it shows in its embeds.

https://discord.com/developers/docs/reference#editing-message-attachments
"""

from __future__ import annotations

from sandbox.errors import too_many_attachments
from sandbox.limits.attachments import MOST_FILES, Entry
from sandbox.limits.form import Form
from sandbox.models import Json, MessageFlag
from sandbox.world import World
from sandbox.world.attachments import SHOWN_IN_EMBEDS

SCHEME = "attachment://"


def attach(world: World, message: Json, parts: Json) -> Json:
    """The message with the attachments that the parts list; what they do not speak of stays.

    A picture that an embed asks for by name is shown there, and is not listed any more. Raises
    ApiError 50035 for a file that is neither there nor came along, 30015 for too many.
    """
    entries: list[Entry] | None = parts.get("attachments")
    known = {} if entries is not None else world.attachments.of(int(message["id"]))
    if entries is not None:
        message = {**message, "attachments": _listed(world, message, entries)}
    if "embeds" not in parts:
        return message
    known |= {one["filename"]: one["url"] for one in message["attachments"]}
    shown: set[str] = set()
    embeds = [_resolved(embed, known, shown) for embed in message["embeds"]]
    left = [one for one in message["attachments"] if one["url"] not in shown]
    return {**message, "embeds": embeds, "attachments": left}


def _listed(world: World, message: Json, entries: list[Entry]) -> list[Json]:
    """What is not listed at all comes to what is there; a list says what there is to be."""
    old = {int(one["id"]): one for one in message["attachments"]}
    _refuse_unknown(entries, old)
    listed = [*old.values()] if entries and entries[0].id is None else []
    if len(listed) + len(entries) > MOST_FILES:
        raise too_many_attachments(MOST_FILES)
    there = (old[one.id or 0] if one.file is None else _new(world, message, one) for one in entries)
    return [*listed, *there]


def _refuse_unknown(entries: list[Entry], old: dict[int, Json]) -> None:
    form = Form()
    for index, entry in enumerate(entries):
        if entry.file is None and entry.id not in old:
            with form.at("attachments"), form.at(index):
                form.refuse("ATTACHMENT_NOT_FOUND", "Attachment data not found")
    form.done()


def _new(world: World, message: Json, entry: Entry) -> Json:
    assert entry.file is not None, "what has no file is not new"
    made = world.attachments.keep(int(message["channel_id"]), entry.file)
    if entry.description:
        made["description"] = entry.description
    if message["flags"] & MessageFlag.EPHEMERAL:
        made["ephemeral"] = True
    return made


def _resolved(embed: Json, known: dict[str, str], shown: set[str]) -> Json:
    """The embed with addresses for names; a name that nothing has stays as it is."""
    made = dict(embed)
    for part, key in SHOWN_IN_EMBEDS:
        name = embed.get(part, {}).get(key, "")
        url = known.get(name.removeprefix(SCHEME)) if name.startswith(SCHEME) else None
        if url is not None:
            made[part] = {**embed[part], key: url, f"proxy_{key}": url}
            shown.add(url)
    return made
