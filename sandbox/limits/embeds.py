"""What an embed may hold, and how Discord gives it back.

https://discord.com/developers/docs/resources/message#embed-object-embed-limits
"""

from __future__ import annotations

from datetime import UTC
from typing import Any

from sandbox.limits.form import Form
from sandbox.models import Json

MOST_EMBEDS = 10
MOST_TEXT = 6000
MOST_FIELDS = 25
IMAGE_SCHEMES = ("http", "https", "attachment")


def check_embeds(form: Form, value: Any) -> list[Json]:
    """The embeds as a message shows them; an embed that would show nothing is left out."""
    with form.at("embeds"):
        sent = form.items(value, MOST_EMBEDS)
        embeds = [_embed(form, index, embed) for index, embed in enumerate(sent)]
        if sum(map(_size, embeds)) > MOST_TEXT:
            words = f"Embed size exceeds maximum size of {MOST_TEXT}"
            form.refuse("MAX_EMBED_SIZE_EXCEEDED", words)
    return [embed for embed in embeds if embed.keys() - {"type", "color", "url"}]


def _embed(form: Form, index: int, sent: Json) -> Json:
    with form.at(index):
        made = {
            "type": "rich",
            "url": _url(form, sent, "url"),
            "title": _text(form, sent, "title", 256),
            "description": _text(form, sent, "description", 4096),
            "color": _color(form, sent.get("color")),
            "timestamp": _timestamp(form, sent.get("timestamp")),
            "fields": _fields(form, sent.get("fields")),
            "author": _author(form, sent.get("author")),
            "footer": _footer(form, sent.get("footer")),
            "image": _image(form, sent, "image"),
            "thumbnail": _image(form, sent, "thumbnail"),
        }
    return {key: value for key, value in made.items() if value not in (None, "", [], {})}


def _text(form: Form, part: Json, key: str, most: int, least: int = 0) -> str:
    with form.at(key):
        return form.text(part.get(key), most, least)


def _url(form: Form, part: Json, key: str, schemes: tuple[str, ...] = ("http", "https")) -> str:
    with form.at(key):
        return form.url(part.get(key), schemes)


def _color(form: Form, value: Any) -> int | None:
    if value is None:
        return None
    with form.at("color"):
        return form.integer(value, 0, 0xFFFFFF)


def _timestamp(form: Form, value: Any) -> str | None:
    if value is None:
        return None
    with form.at("timestamp"):
        moment = form.moment(value)
    return moment.astimezone(UTC).isoformat() if moment else None


def _fields(form: Form, value: Any) -> list[Json]:
    with form.at("fields"):
        return [
            _field(form, index, field) for index, field in enumerate(form.items(value, MOST_FIELDS))
        ]


def _field(form: Form, index: int, field: Json) -> Json:
    with form.at(index):
        return {
            "name": _text(form, field, "name", 256, 1),
            "value": _text(form, field, "value", 1024, 1),
            "inline": bool(field.get("inline")),
        }


def _author(form: Form, value: Any) -> Json:
    if not value:
        return {}
    with form.at("author"):
        author = form.object(value)
        name = _text(form, author, "name", 256, 1)
        return {"name": name, **_filled(url=_url(form, author, "url")), **_icon(form, author)}


def _footer(form: Form, value: Any) -> Json:
    if not value:
        return {}
    with form.at("footer"):
        footer = form.object(value)
        return {"text": _text(form, footer, "text", 2048, 1), **_icon(form, footer)}


def _icon(form: Form, part: Json) -> Json:
    address = _url(form, part, "icon_url", IMAGE_SCHEMES)
    return _filled(icon_url=address, proxy_icon_url=address)


def _image(form: Form, embed: Json, key: str) -> Json:
    if not embed.get(key):
        return {}
    with form.at(key):
        address = _url(form, form.object(embed[key]), "url", IMAGE_SCHEMES)
        if not address:
            form.refuse("BASE_TYPE_REQUIRED", "This field is required")
        # Discord measures pictures after its answer; here nobody ever does.
        return {"url": address, "proxy_url": address, "width": 0, "height": 0, "flags": 0}


def _filled(**values: str) -> Json:
    return {key: value for key, value in values.items() if value}


def _size(embed: Json) -> int:
    """Title, description, fields, footer and author together count towards 6000."""
    texts = [embed.get("title", ""), embed.get("description", "")]
    texts += [text for field in embed.get("fields", ()) for text in (field["name"], field["value"])]
    texts += [embed.get("footer", {}).get("text", ""), embed.get("author", {}).get("name", "")]
    return sum(map(len, texts))
