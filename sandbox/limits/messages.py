"""What a message's body may hold.

https://discord.com/developers/docs/resources/message#create-message
"""

from __future__ import annotations

from functools import partial
from typing import Any

from sandbox.errors import not_built
from sandbox.limits.attachments import check_attachments
from sandbox.limits.components import check_components
from sandbox.limits.embeds import check_embeds
from sandbox.limits.form import Form
from sandbox.models import Json, MessageFlag

MOST_CONTENT = 2000
MOST_NONCE = 25
MOST_MENTIONS = 100

NOT_BUILT = (
    "message_reference",
    "poll",
    "sticker_ids",
    "shared_client_theme",
    "tts",
)
FLAGS_NOT_BUILT = (MessageFlag.IS_VOICE_MESSAGE, MessageFlag.IS_COMPONENTS_V2)
MENTIONS = ("roles", "users", "everyone")


def check_message(body: Json) -> Json:
    """Those of content, embeds, components, flags that the body has, as a message shows them.

    Its attachments are entries, of which `sandbox.rules.attachments` makes what a message shows.
    An edit leaves alone what is not among them. Raises ApiError 50035 with all that is wrong,
    or 501 for what the sandbox does not implement.
    """
    _refuse_unbuilt(body)
    form = Form()
    made: Json = {}
    if "content" in body:
        with form.at("content"):
            made["content"] = form.text(body["content"], MOST_CONTENT)
    if "embeds" in body:
        made["embeds"] = check_embeds(form, body["embeds"])
    if body.get("attachments") is not None:
        made["attachments"] = check_attachments(form, body["attachments"])
    if "components" in body:
        made["components"] = check_components(form, body["components"])
    if "flags" in body:
        with form.at("flags"):
            made["flags"] = form.integer(body["flags"] or 0, 0, 2**31 - 1)
    _check_nonce(form, body.get("nonce"))
    _check_allowed_mentions(form, body.get("allowed_mentions"))
    form.done()
    return made


def _refuse_unbuilt(body: Json) -> None:
    for key in NOT_BUILT:
        if body.get(key):
            raise not_built(f"messages with {key}")
    flags = body.get("flags")
    for flag in FLAGS_NOT_BUILT:
        if isinstance(flags, int) and flags & flag:
            raise not_built(f"messages with the flag {flag.name}")


def _check_nonce(form: Form, nonce: Any) -> None:
    if nonce is None or (isinstance(nonce, int) and not isinstance(nonce, bool)):
        return
    with form.at("nonce"):
        form.text(nonce, MOST_NONCE)


def _check_allowed_mentions(form: Form, allowed: Any) -> None:
    """A kind is either allowed whole by `parse` or one by one by its list, not both."""
    with form.at("allowed_mentions"):
        lists = form.object(allowed)
        with form.at("parse"):
            choose = partial(form.choice, allowed=MENTIONS)
            parse = form.each(lists.get("parse"), choose, len(MENTIONS))
        for kind in ("users", "roles"):
            with form.at(kind):
                listed = form.each(lists.get(kind), form.snowflake, MOST_MENTIONS)
            if listed and kind in parse:
                words = f'parse:["{kind}"] and {kind}: [ids...] are mutually exclusive.'
                form.refuse("MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", words)
