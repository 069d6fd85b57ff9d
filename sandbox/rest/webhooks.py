"""What the bot adds to its first answer, by the interaction's token, for fifteen minutes.

https://discord.com/developers/docs/interactions/receiving-and-responding#followup-messages
"""

from __future__ import annotations

from sandbox.desk.inflight import Interaction
from sandbox.errors import unknown_message, unknown_webhook
from sandbox.rest.call import NOTHING, Call, Reply, Route, snowflake


def _interaction(call: Call) -> Interaction:
    if call.id("application_id") != call.world.application_id:
        raise unknown_webhook()
    return call.desk.to_follow_up(call.args["token"])


def _message_id(call: Call, interaction: Interaction) -> int:
    name = call.args["message_id"]
    if name != "@original":
        return snowflake("message_id", name)
    if interaction.original is None:
        raise unknown_message()
    return interaction.original


def follow_up(call: Call) -> Reply:
    """A further message; the first one after "is thinking" takes the place of that."""
    interaction = _interaction(call)
    gap = call.desk.gap(interaction)
    if gap is not None:
        message = call.desk.edit(interaction, gap, call.message(call.fields))
    else:
        message = call.desk.reply(interaction, call.message(call.fields))
    interaction.show(message)
    return Reply(200, message)


def message(call: Call) -> Reply:
    interaction = _interaction(call)
    return Reply(200, call.desk.message(interaction, _message_id(call, interaction)))


def edit_message(call: Call) -> Reply:
    interaction = _interaction(call)
    message_id, body = _message_id(call, interaction), call.message(call.fields)
    edited = call.desk.edit(interaction, message_id, body)
    interaction.show(edited)
    return Reply(200, edited)


def delete_message(call: Call) -> Reply:
    interaction = _interaction(call)
    message_id = _message_id(call, interaction)
    gone = call.desk.message(interaction, message_id)
    call.desk.delete(interaction, message_id)
    interaction.show(gone)
    return NOTHING


WEBHOOK = "/webhooks/{application_id}/{token}"

ROUTES = [
    Route("POST", WEBHOOK, follow_up, open=True, files=True),
    Route("GET", WEBHOOK + "/messages/{message_id}", message, open=True),
    Route("PATCH", WEBHOOK + "/messages/{message_id}", edit_message, open=True, files=True),
    Route("DELETE", WEBHOOK + "/messages/{message_id}", delete_message, open=True),
]
