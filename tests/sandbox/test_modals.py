"""Forms that the bot opens over the channel: what Discord lets it ask, and how they are filled."""

from typing import Any

import pytest

from sandbox.desk import Desk
from sandbox.desk.inflight import Kind
from sandbox.limits.commands import check_commands
from sandbox.models import Json
from sandbox.people.person import Answer, NoAnswer, Person, Refused
from sandbox.server import Sandbox
from sandbox.world import World
from tests.sandbox.by_hand import ByHand
from tests.sandbox.client import Bot
from tests.sandbox.forms import teach
from tests.sandbox.test_limits import row

WRITE = {"name": "write", "description": "Write something"}
FORM = {
    "title": "Write",
    "custom_id": "write",
    "components": [row({"type": 4, "custom_id": "text", "style": 1, "label": "Text"})],
}


@pytest.fixture
async def mia(sandbox: Sandbox, bot: Bot) -> Person:
    """With a bot that knows forms."""
    await teach(bot)
    return sandbox.person("mia")


async def test_what_is_filled_in_reaches_the_bot(mia: Person) -> None:
    opened = await mia.command("note")
    assert opened.modal is not None
    assert (opened.modal["title"], opened.message) == ("A note", {})
    answer = await mia.submit(opened, {"text": "Heron", "more.text": "two\nlines"[:3]})
    assert answer.content == "Heron / two"


async def test_what_is_left_out_stays_as_the_bot_preset_it(mia: Person) -> None:
    answer = await mia.submit(await mia.command("note"), {"text": "Heron"})
    assert answer.content == "Heron / as before"


async def test_labelled_fields_arrive_as_what_they_name(mia: Person) -> None:
    opened = await mia.command("watch")
    values = {"why": "pings", "topic": ["moon"], "who": ["theo"], "where": ["announcements"]}
    answer = await mia.submit(opened, values)
    assert answer.content == "['pings', ['moon'], ['theo'], ['announcements']]"
    assert answer.ephemeral


async def test_options_taken_by_default_are_handed_in(mia: Person) -> None:
    answer = await mia.submit(await mia.command("watch"), {})
    assert answer.content == "['', ['mars'], [], []]"


@pytest.mark.parametrize(
    ("command", "values", "why"),
    [
        pytest.param("note", {}, "Your note: this field is required", id="required"),
        pytest.param("note", {"text": "  "}, "Your note: this field is required", id="blank"),
        pytest.param("note", {"text": "ab"}, "between 3 and 10", id="too short"),
        pytest.param("note", {"text": "x" * 11}, "between 3 and 10", id="too long"),
        pytest.param("note", {"text": "abc\n"}, "single line", id="two lines"),
        pytest.param("note", {"text": ["abc"]}, "field for text", id="values for a text"),
        pytest.param("note", {"text": "abc", "x": ""}, "no field x", id="unknown field"),
        pytest.param("watch", {"topic": ["sun"]}, "Topic offers mars, moon", id="not offered"),
        pytest.param("watch", {"topic": []}, "Topic takes 1 to 1", id="required select"),
        pytest.param("watch", {"who": ["nobody"]}, "no member", id="unknown member"),
        pytest.param("watch", {"where": ["general"]}, "type of channel", id="type of channel"),
    ],
)
async def test_what_the_client_does_not_let_one_hand_in(
    mia: Person, command: str, values: dict[str, Any], why: str
) -> None:
    opened = await mia.command(command)
    with pytest.raises(Refused, match=why):
        await mia.submit(opened, values)


async def test_a_form_is_handed_in_once(mia: Person) -> None:
    opened = await mia.command("note")
    await mia.submit(opened, {"text": "Heron"})
    with pytest.raises(Refused, match="not open any more"):
        await mia.submit(opened, {"text": "Heron"})


async def test_a_form_is_handed_in_by_whom_it_was_opened_for(sandbox: Sandbox, mia: Person) -> None:
    opened = await mia.command("note")
    with pytest.raises(Refused, match="not open any more"):
        await sandbox.person("theo").submit(opened, {"text": "Heron"})
    assert (await mia.submit(opened, {"text": "Heron"})).content == "Heron / as before"


async def test_a_mistake_leaves_the_form_open(mia: Person) -> None:
    opened = await mia.command("note")
    with pytest.raises(Refused):
        await mia.submit(opened, {"text": "x"})
    assert (await mia.submit(opened, {"text": "xyz"})).content == "xyz / as before"


async def test_a_form_over_a_message_may_change_it(sandbox: Sandbox, mia: Person) -> None:
    shown = await mia.command("thing")
    answer = await mia.submit(await mia.press(shown, "rename"), {"n": "Heron 2"})
    assert (answer.content, answer.updated) == ("Heron 2", True)
    assert [one["content"] for one in sandbox.world.messages("general")] == ["Heron 2"]


async def test_an_answer_to_a_form_says_which_command_opened_it(mia: Person) -> None:
    opened = await mia.command("note")
    about = (await mia.submit(opened, {"text": "Heron"})).message
    assert (about["type"], about["interaction"]["name"]) == (20, "note")
    metadata = about["interaction_metadata"]
    assert (metadata["type"], metadata["triggering_interaction_metadata"]["type"]) == (5, 2)


async def test_where_the_bot_is_silent_the_form_stays_open() -> None:
    world = World.default()
    desk = Desk(world, answer_within=0.01)
    world.registered[None][1] = {"id": "1", **check_commands([WRITE])[0]}

    def open_form(_: str, asked: Json) -> None:
        if asked["type"] == Kind.COMMAND:
            interaction = desk.to_acknowledge(int(asked["id"]), asked["token"])
            desk.show_modal(interaction, FORM)
            interaction.acknowledge(9)

    world.listeners.append(open_form)
    mia = Person(desk, world.user("mia"), None)
    opened = await mia.command("write")
    for _ in range(2):
        with pytest.raises(NoAnswer):
            await mia.submit(opened, {"text": "x"})


async def test_a_commands_form_is_answered_like_a_command_and_opens_no_other(
    sandbox: Sandbox, hand: ByHand
) -> None:
    await hand.register(WRITE)
    mia = sandbox.person("mia")
    asked, acting = await hand.ask(mia.command("write"))
    await hand.answer(asked, 9, FORM)
    asked, handing_in = await hand.ask(mia.submit(await acting, {"text": "x"}))
    assert asked["data"]["components"] == [
        {
            "type": 1,
            "id": 1,
            "components": [{"type": 4, "id": 2, "custom_id": "text", "value": "x"}],
        }
    ]
    for refused in (7, 8, 9):
        status, body = await hand.answer(asked, refused, FORM)
        assert (status, body["code"]) == (400, 50035)
    assert await hand.answer(asked, 5) == (204, None)
    await hand.follow_up(asked, content="written")
    assert (await handing_in).content == "written"


async def test_a_form_over_a_message_brings_the_message_along(
    sandbox: Sandbox, hand: ByHand
) -> None:
    await hand.register(WRITE)
    mia = sandbox.person("mia")
    asked, acting = await hand.ask(mia.command("write"))
    button = {"type": 2, "style": 1, "label": "Edit", "custom_id": "edit"}
    await hand.answer(asked, 4, {"content": "draft", "components": [row(button)]})
    shown = await acting
    asked, acting = await hand.ask(mia.press(shown, "edit"))
    await hand.answer(asked, 9, FORM)
    asked, handing_in = await hand.ask(mia.submit(await acting, {"text": "x"}))
    assert asked["message"]["id"] == shown.message["id"]
    assert (await hand.answer(asked, 9, FORM))[0] == 400
    assert await hand.answer(asked, 6) == (204, None)
    await hand.follow_up(asked, "PATCH", "/messages/@original", content="final")
    assert (await handing_in).content == "final"


def test_an_answer_without_a_form_cannot_be_handed_in(sandbox: Sandbox) -> None:
    answer = Answer("hello", [], [], False, {})
    with pytest.raises(Refused, match="not open"):
        sandbox.person("mia").submit(answer, {}).send(None)
