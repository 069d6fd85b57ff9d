"""The bot's first answer to an interaction.

https://discord.com/developers/docs/interactions/receiving-and-responding
"""

from __future__ import annotations

from enum import IntEnum

from sandbox.desk import Desk, Interaction, Kind, Outcome
from sandbox.errors import already_acknowledged
from sandbox.limits.choices import check_choices
from sandbox.limits.form import Form
from sandbox.limits.messages import EPHEMERAL, LOADING
from sandbox.limits.modals import check_modal
from sandbox.models import Json
from sandbox.rest.call import NOTHING, Call, Reply, Route


class Callback(IntEnum):
    REPLY = 4
    THINK = 5
    DEFER_UPDATE = 6
    UPDATE = 7
    CHOICES = 8
    MODAL = 9


POSSIBLE: dict[Kind, tuple[int, ...]] = {
    Kind.COMMAND: (Callback.REPLY, Callback.THINK, Callback.MODAL),
    Kind.COMPONENT: (
        Callback.REPLY,
        Callback.THINK,
        Callback.DEFER_UPDATE,
        Callback.UPDATE,
        Callback.MODAL,
    ),
    Kind.AUTOCOMPLETE: (Callback.CHOICES,),
}


def acknowledge(call: Call) -> Reply:
    interaction = call.desk.to_acknowledge(call.id("interaction_id"), call.args["token"])
    if interaction.callback is not None:
        raise already_acknowledged()
    callback = _callback(interaction, call.fields)
    message = _effect(call.desk, interaction, callback, call.fields.get("data") or {})
    interaction.callback = callback
    interaction.acknowledged.set()
    if not call.asks("with_response"):
        return NOTHING
    return Reply(200, _response(interaction, callback, message))


def _callback(interaction: Interaction, body: Json) -> Callback:
    form = Form()
    with form.at("type"):
        chosen = form.choice(body.get("type"), POSSIBLE[interaction.kind])
    form.done()
    return Callback(chosen)


def _effect(desk: Desk, interaction: Interaction, callback: Callback, data: Json) -> Json | None:
    """Do what the callback says; the message it made or changed, if it did."""
    match callback:
        case Callback.REPLY:
            message = desk.reply(interaction, data)
            interaction.show(message)
        case Callback.THINK:
            message = desk.think(interaction, data)
        case Callback.DEFER_UPDATE:
            message = _pressed(interaction)
        case Callback.UPDATE:
            interaction.original = int(_pressed(interaction)["id"])
            message = desk.edit(interaction, interaction.original, data)
            interaction.show(message)
        case Callback.CHOICES:
            interaction.conclude(Outcome(choices=check_choices(data)))
            return None
        case Callback.MODAL:
            interaction.conclude(Outcome(modal=check_modal(data)))
            return None
    interaction.original = int(message["id"])
    return message


def _pressed(interaction: Interaction) -> Json:
    assert interaction.pressed is not None, "no other kind of interaction may update"
    return interaction.pressed


def _response(interaction: Interaction, callback: Callback, message: Json | None) -> Json:
    about: Json = {"id": str(interaction.id), "type": int(interaction.kind)}
    if message is None:
        return {"interaction": about}
    about |= {
        "response_message_id": message["id"],
        "response_message_loading": bool(message["flags"] & LOADING),
        "response_message_ephemeral": bool(message["flags"] & EPHEMERAL),
    }
    resource: Json = {"type": int(callback)}
    if callback in (Callback.REPLY, Callback.UPDATE):
        resource["message"] = message
    return {"interaction": about, "resource": resource}


ROUTES = [Route("POST", "/interactions/{interaction_id}/{token}/callback", acknowledge, open=True)]
