"""The bot's first answer to an interaction.

https://discord.com/developers/docs/interactions/receiving-and-responding
"""

from __future__ import annotations

from enum import IntEnum

from sandbox.desk import Desk
from sandbox.desk.inflight import Interaction, Kind, Outcome
from sandbox.errors import already_acknowledged
from sandbox.limits.choices import check_choices
from sandbox.limits.form import Form
from sandbox.models import Json, MessageFlag
from sandbox.rest.call import NOTHING, Call, Reply, Route


class Callback(IntEnum):
    REPLY = 4
    THINK = 5
    DEFER_UPDATE = 6
    UPDATE = 7
    CHOICES = 8
    MODAL = 9


POSSIBLE: dict[Kind, tuple[Callback, ...]] = {
    Kind.COMMAND: (Callback.REPLY, Callback.THINK, Callback.MODAL),
    Kind.COMPONENT: (
        Callback.REPLY,
        Callback.THINK,
        Callback.DEFER_UPDATE,
        Callback.UPDATE,
        Callback.MODAL,
    ),
    Kind.AUTOCOMPLETE: (Callback.CHOICES,),
    Kind.MODAL: (Callback.REPLY, Callback.THINK, Callback.DEFER_UPDATE, Callback.UPDATE),
}


def acknowledge(call: Call) -> Reply:
    interaction = call.desk.to_acknowledge(call.id("interaction_id"), call.args["token"])
    if interaction.callback is not None:
        raise already_acknowledged()
    callback, data = _callback(interaction, call.fields)
    message = _effect(call.desk, interaction, callback, call.message(data))
    interaction.acknowledge(callback)
    if not call.asks("with_response"):
        return NOTHING
    server = call.world.server_of(interaction.channel)
    return Reply(200, _response(server, interaction, callback, message))


def _callback(interaction: Interaction, body: Json) -> tuple[Callback, Json]:
    """The type and the data of an answer that is possible here."""
    possible = POSSIBLE[interaction.kind]
    if interaction.kind is Kind.MODAL and interaction.pressed is None:
        # A command's modal has no message to update; to defer that closes the modal all the same.
        possible = tuple(one for one in possible if one != Callback.UPDATE)
    form = Form()
    with form.at("type"):
        chosen = form.choice(body.get("type"), possible)
    with form.at("data"):
        data = form.object(body.get("data"))
    form.done()
    return chosen, data


def _effect(desk: Desk, interaction: Interaction, callback: Callback, data: Json) -> Json | None:
    """Do what the callback says; the message it made or changed, if it did."""
    message: Json | None = None
    match callback:
        case Callback.REPLY:
            message = desk.reply(interaction, data)
            interaction.show(message)
        case Callback.THINK:
            message = desk.think(interaction, data)
        case Callback.DEFER_UPDATE:
            message = interaction.pressed
        case Callback.UPDATE:
            message = _update(desk, interaction, data)
        case Callback.CHOICES:
            choices = check_choices(data, interaction.proposing)
            interaction.conclude(Outcome(choices=choices))
        case Callback.MODAL:
            desk.show_modal(interaction, data)
    interaction.original = int(message["id"]) if message else None
    return message


def _update(desk: Desk, interaction: Interaction, data: Json) -> Json:
    assert interaction.pressed is not None, "no other interaction may update"
    interaction.original = int(interaction.pressed["id"])
    message = desk.edit(interaction, interaction.original, data)
    interaction.show(message)
    return message


def _response(
    server: Json, interaction: Interaction, callback: Callback, message: Json | None
) -> Json:
    """Who asks for it is given the message that was made or changed, if there is one to show."""
    about: Json = {
        "id": str(interaction.id),
        "type": int(interaction.kind),
        "channel_id": str(interaction.channel.id),
        **server,
    }
    if message is None:
        return {"interaction": about}
    about |= {
        "response_message_id": message["id"],
        "response_message_loading": bool(message["flags"] & MessageFlag.LOADING),
        "response_message_ephemeral": bool(message["flags"] & MessageFlag.EPHEMERAL),
    }
    if callback not in (Callback.REPLY, Callback.UPDATE):
        return {"interaction": about}
    return {"interaction": about, "resource": {"type": int(callback), "message": message}}


CALLBACK = "/interactions/{interaction_id}/{token}/callback"

ROUTES = [Route("POST", CALLBACK, acknowledge, open=True, files=True)]
