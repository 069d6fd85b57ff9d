"""Discord's own description of its API, and whether what was said over it is as it describes."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sandbox.rest import Request
from sandbox.rest.bodies import BROKEN
from tests.openapi import Description

UNLISTED = {
    "ApplicationCommandInteractionMetadataResponse": ("name", "command_type"),
    "ApplicationCommandUpdateRequest": ("nsfw",),
    "BaseCreateMessageCreateRequest": ("tts",),
    "CreateForumThreadRequest": ("type",),
    "CreatedThreadResponse": ("message",),
    "IncomingWebhookUpdateForInteractionCallbackRequestPartial": ("tts",),
    "IncomingWebhookUpdateRequestPartial": ("tts",),
    "MessageAttachmentRequest": (
        "content_type",
        "height",
        "proxy_url",
        "size",
        "spoiler",
        "url",
        "width",
    ),
    "MessageEditRequestPartial": ("tts",),
    "RichEmbed": ("flags",),
}
"""Fields that Discord gives, or discord.py sends and Discord takes, beside those it describes."""


def described(folder: Path) -> Description:
    """By the document in the folder, mended where Discord's reference and its answers differ."""
    document = json.loads((folder / "discord-openapi.json").read_text(encoding="utf-8"))
    schemas = document["components"]["schemas"]
    for name, fields in UNLISTED.items():
        schemas[name]["properties"] |= {field: {} for field in fields}
    # What names a file that comes along is a number.
    schemas["MessageAttachmentRequest"]["properties"]["id"] = {"type": ["integer", "string"]}
    # discord.py writes these as numbers, which Discord takes.
    snowflake = {"type": ["integer", "string", "null"]}
    schemas["MessageAllowedMentionsRequest"]["properties"]["roles"]["items"] = snowflake
    schemas["UpdateThreadTagRequest"]["properties"]["id"] = snowflake
    schemas["RoleSelectDefaultValue"]["properties"]["id"] = snowflake
    # With it the answer has the first message, too.
    nested = {"name": "use_nested_fields", "in": "query", "schema": {"type": "boolean"}}
    document["paths"]["/channels/{channel_id}/threads"]["post"]["parameters"] = [nested]
    # Media channels, which the reference has.
    schemas["ChannelTypes"]["oneOf"].append({"title": "GUILD_MEDIA", "const": 16})
    # The codes of single fields are words: "BASE_TYPE_REQUIRED".
    schemas["Error"]["properties"]["code"] = {"type": ["integer", "string"]}
    # Only some limits have a code.
    schemas["RatelimitedResponse"]["allOf"][0] = {"required": ["message"]}
    return Description(document)


def wrong_requests(api: Description, requests: Iterable[Request]) -> list[str]:
    """What Discord would refuse; each told once."""
    found = [
        f"{request.method} {request.path}: {wrong}"
        for request in requests
        for wrong in _wrong_request(api, request)
    ]
    return list(dict.fromkeys(found))


def wrong_answers(api: Description, requests: Iterable[Request]) -> list[str]:
    """What Discord would not have answered; each told once."""
    found = [
        f"{request.method} {request.path} -> {request.status}: {wrong}"
        for request in requests
        for wrong in _wrong_answer(api, request)
    ]
    return list(dict.fromkeys(found))


def _wrong_request(api: Description, request: Request) -> list[str]:
    if request.body is BROKEN:
        return ["broken JSON"]
    return api.wrong_request(request.method, request.path, request.query, request.body)


def _wrong_answer(api: Description, request: Request) -> list[str]:
    # Discord's own troubles have no shape.
    if request.status is None or request.status >= 500:
        return []
    body: Any = json.loads(request.answer) if request.answer else None
    return api.wrong_answer(request.method, request.path, request.status, body)
