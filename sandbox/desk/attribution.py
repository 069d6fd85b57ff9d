"""What a message of the bot's tells of the interaction that it answers.

https://discord.com/developers/docs/resources/message#message-interaction-metadata-object
"""

from __future__ import annotations

from sandbox.desk.inflight import Interaction, Kind, Used
from sandbox.desk.owners import owners
from sandbox.models import CommandType, Json, MessageType, User, reference_to
from sandbox.world import World


def attribution(world: World, interaction: Interaction) -> Json:
    """The type and what shows above the answer: the command used, or the message replied to."""
    about: Json = {"interaction_metadata": _metadata(world, interaction)}
    if interaction.pressed is not None:
        reference = reference_to(interaction.pressed, world.server_of(interaction.channel))
        return {**about, "type": int(MessageType.REPLY), "message_reference": reference}
    used = interaction.used
    assert used is not None, "what was not pressed was a command"
    typed = used.type is CommandType.CHAT_INPUT
    kind = MessageType.CHAT_INPUT_COMMAND if typed else MessageType.CONTEXT_MENU_COMMAND
    about["type"] = int(kind)
    # Deprecated, and sent all the same; the only documented place that has the command's name.
    about["interaction"] = {
        "id": str(interaction.id),
        "type": int(interaction.kind),
        "name": used.name,
        "user": interaction.user.json(),
    }
    if isinstance(used.target, dict):
        about["message_reference"] = reference_to(used.target, world.server_of(interaction.channel))
    return about


def _metadata(world: World, interaction: Interaction) -> Json:
    about: Json = {
        "id": str(interaction.id),
        "type": int(interaction.kind),
        "user": interaction.user.json(),
        "authorizing_integration_owners": owners(world, interaction),
    }
    if interaction.callback is not None and interaction.original is not None:
        about["original_response_message_id"] = str(interaction.original)
    if interaction.opener is not None:
        about["triggering_interaction_metadata"] = _metadata(world, interaction.opener)
    elif interaction.kind is Kind.COMPONENT and interaction.pressed is not None:
        about["interacted_message_id"] = interaction.pressed["id"]
    elif interaction.used is not None:
        about |= _command(interaction.used)
    return about


def _command(used: Used) -> Json:
    """Discord sends the name and the type here, too, without a word in its documentation."""
    about: Json = {"name": used.name, "command_type": int(used.type)}
    if isinstance(used.target, User):
        about["target_user"] = used.target.json()
    elif used.target is not None:
        about["target_message_id"] = used.target["id"]
    return about
