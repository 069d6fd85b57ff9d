"""How the bot may answer an interaction, when, and how often."""

import asyncio

import pytest

from sandbox.models import Json
from sandbox.people.person import NoAnswer, Person, Refused
from sandbox.server import Sandbox
from tests.sandbox.by_hand import ByHand
from tests.sandbox.client import Clock
from tests.sandbox.conftest import Rest, client_of
from tests.sandbox.test_limits import button, row

REPLY, THINK, DEFER, UPDATE, CHOICES = 4, 5, 6, 7, 8
EPHEMERAL, LOADING = 64, 128
TEXT = {"type": 3, "name": "words", "description": "words", "autocomplete": True}
COUNT = {"type": 4, "name": "count", "description": "how many", "autocomplete": True}
SAY = {"name": "say", "description": "Say it", "options": [TEXT, COUNT]}


@pytest.fixture
async def mia(sandbox: Sandbox, hand: ByHand) -> Person:
    await hand.register(SAY)
    return sandbox.person("mia")


async def test_who_does_not_wait_for_the_answer_leaves_it_no_more_time(clock: Clock) -> None:
    async with Sandbox(clock, answer_within=0.05) as sandbox, client_of(sandbox) as session:

        async def rest(method: str, path: str, **what: object) -> tuple[int, Json]:
            async with session.request(method, sandbox.api + path, **what) as response:  # type: ignore[arg-type]
                return response.status, await response.json()

        hand = ByHand(sandbox, rest)
        await hand.register(SAY)
        mia = sandbox.person("mia")
        asked, acting = await hand.ask(mia.command("say"))
        acting.cancel()
        # The next one waits until its own time is over; by then the first one's is, too.
        with pytest.raises(NoAnswer, match="did not answer within"):
            await mia.command("say")
        status, body = await hand.answer(asked, REPLY, {"content": "late"})
    assert (status, body["code"]) == (404, 10062)


async def test_the_impatient_are_content_with_the_first_answer(mia: Person, hand: ByHand) -> None:
    mia.patient = False
    asked, acting = await hand.ask(mia.command("say"))
    await hand.answer(asked, THINK)
    answer = await acting
    assert (answer.content, answer.message, answer.modal) == ("", {}, None)
    asked, acting = await hand.ask(mia.command("say"))
    await hand.answer(asked, REPLY, {"content": "at once"})
    assert (await acting).content == "at once"


async def test_an_interaction_is_answered_once(mia: Person, hand: ByHand) -> None:
    asked, acting = await hand.ask(mia.command("say"))
    assert await hand.answer(asked, THINK) == (204, None)
    status, body = await hand.answer(asked, REPLY, {"content": "again"})
    assert (status, body["code"]) == (400, 40060)
    await hand.follow_up(asked, content="filled")
    assert (await acting).content == "filled"


async def test_nothing_follows_before_the_first_answer(mia: Person, hand: ByHand) -> None:
    asked, acting = await hand.ask(mia.command("say"))
    for method, path in (("POST", ""), ("PATCH", "/messages/@original")):
        status, body = await hand.follow_up(asked, method, path, content="too soon")
        assert (status, body["code"]) == (404, 10015)
    await hand.answer(asked, REPLY, {"content": "first"})
    assert (await acting).content == "first"


async def test_a_token_is_good_for_fifteen_minutes_of_the_worlds_clock(
    mia: Person, hand: ByHand, clock: Clock
) -> None:
    asked, acting = await hand.ask(mia.command("say"))
    await hand.answer(asked, THINK)
    clock.pass_by(minutes=15)
    assert (await hand.follow_up(asked, content="just in time"))[0] == 200
    assert (await acting).content == "just in time"
    clock.pass_by(seconds=1)
    for method, path in (("POST", ""), ("PATCH", "/messages/@original")):
        status, body = await hand.follow_up(asked, method, path, content="too late")
        assert (status, body["code"]) == (401, 50027)


async def test_only_the_first_answer_says_who_sees_it(
    sandbox: Sandbox, mia: Person, hand: ByHand
) -> None:
    asked, acting = await hand.ask(mia.command("say"))
    await hand.answer(asked, THINK, {"flags": EPHEMERAL})
    _, filled = await hand.follow_up(asked, content="filled", flags=0)
    assert filled["flags"] == EPHEMERAL
    _, edited = await hand.follow_up(asked, "PATCH", "/messages/@original", flags=0, content="x")
    assert edited["flags"] == EPHEMERAL
    assert (await acting).ephemeral
    asked, acting = await hand.ask(mia.command("say"))
    await hand.answer(asked, THINK)
    _, filled = await hand.follow_up(asked, content="filled", flags=EPHEMERAL)
    assert filled["flags"] == 0
    assert sandbox.world.messages("general") == [(await acting).message]


async def test_a_further_message_says_who_sees_it_and_what_it_follows(
    mia: Person, hand: ByHand
) -> None:
    asked, acting = await hand.ask(mia.command("say"))
    await hand.answer(asked, REPLY, {"content": "first"})
    first = (await acting).message
    _, second = await hand.follow_up(asked, content="second", flags=EPHEMERAL)
    assert second["flags"] == EPHEMERAL
    about = second["interaction_metadata"]
    assert about["original_response_message_id"] == first["id"]
    assert "original_response_message_id" not in first["interaction_metadata"]


async def test_an_answer_names_its_command(sandbox: Sandbox, rest: Rest, hand: ByHand) -> None:
    part = {"type": 1, "name": "search", "description": "x"}
    await hand.register({"name": "news", "description": "x", "options": [part]})
    asked, acting = await hand.ask(sandbox.person("mia").command("news search"))
    await hand.answer(asked, REPLY, {"content": "found"})
    message = (await acting).message
    assert (message["type"], message["interaction"]["name"]) == (20, "news search")
    assert message["interaction_metadata"]["name"] == "news search"


@pytest.mark.parametrize(
    ("kind", "loading", "resource"),
    [pytest.param(REPLY, False, True, id="reply"), pytest.param(THINK, True, False, id="think")],
)
async def test_who_asks_for_it_is_told_what_became_of_the_answer(
    sandbox: Sandbox, mia: Person, hand: ByHand, kind: int, loading: bool, resource: bool
) -> None:
    mia.patient = False
    asked, acting = await hand.ask(mia.command("say"))
    status, body = await hand.answer(asked, kind, {"content": "x"}, with_response="true")
    await acting
    [message] = sandbox.world.messages("general")
    assert (status, body["interaction"]) == (
        200,
        {
            "id": asked["id"],
            "type": 2,
            "channel_id": asked["channel_id"],
            "guild_id": asked["guild_id"],
            "response_message_id": message["id"],
            "response_message_loading": loading,
            "response_message_ephemeral": False,
        },
    )
    assert body.get("resource") == ({"type": REPLY, "message": message} if resource else None)


async def test_a_button_updates_its_message_or_answers_beside_it(mia: Person, hand: ByHand) -> None:
    asked, acting = await hand.ask(mia.command("say"))
    await hand.answer(asked, REPLY, {"content": "page 1", "components": [row(button("next"))]})
    shown = await acting
    asked, acting = await hand.ask(mia.press(shown, "next"))
    _, body = await hand.answer(asked, UPDATE, {"content": "page 2"}, with_response="true")
    assert body["resource"]["message"]["content"] == "page 2"
    assert (await acting).updated
    asked, acting = await hand.ask(mia.press(shown, "next"))
    await hand.answer(asked, DEFER)
    _, beside = await hand.follow_up(asked, content="beside")
    assert (beside["type"], beside["message_reference"]["message_id"]) == (19, shown.message["id"])
    assert (await acting).content == "beside"


@pytest.mark.parametrize(
    ("option", "choices"),
    [
        pytest.param("words", [{"name": "five", "value": 5}], id="number for a text"),
        pytest.param("count", [{"name": "five", "value": "5"}], id="text for a number"),
        pytest.param("count", [{"name": "five", "value": 5.5}], id="fraction"),
        pytest.param("words", [{"name": "x", "value": "x"}] * 26, id="26"),
    ],
)
async def test_what_is_proposed_has_the_type_of_its_option(
    mia: Person, hand: ByHand, option: str, choices: list[Json]
) -> None:
    asked, acting = await hand.ask(mia.autocomplete("say", option, "x"))
    status, body = await hand.answer(asked, CHOICES, {"choices": choices})
    assert (status, body["code"]) == (400, 50035)
    await hand.answer(asked, CHOICES, {"choices": []})
    assert await acting == []


async def test_options_that_cannot_be_read_yet_are_left_out_while_one_types(
    mia: Person, hand: ByHand
) -> None:
    asked, acting = await hand.ask(mia.autocomplete("say", "words", "x", count="se"))
    assert [one["name"] for one in asked["data"]["options"]] == ["words"]
    await hand.answer(asked, CHOICES, {"choices": [{"name": "six", "value": "6"}]})
    assert await acting == [("six", "6")]
    with pytest.raises(Refused, match="no option age"):
        await mia.autocomplete("say", "words", "x", age="6")


async def test_where_the_channel_is_gone_there_is_nothing_to_answer(
    sandbox: Sandbox, mia: Person, hand: ByHand
) -> None:
    asked, acting = await hand.ask(mia.command("say"))
    await hand.answer(asked, THINK)
    sandbox.world.remove_channel("general")
    status, body = await hand.follow_up(asked, content="hello?")
    assert (status, body["code"]) == (404, 10003)
    acting.cancel()
    await asyncio.wait([acting])


async def test_a_gap_that_a_moderator_deleted_is_followed_by_a_message(
    sandbox: Sandbox, mia: Person, hand: ByHand
) -> None:
    asked, acting = await hand.ask(mia.command("say"))
    await hand.answer(asked, THINK)
    [gap] = sandbox.world.messages("general")
    sandbox.world.delete_message("general", gap["id"])
    await hand.follow_up(asked, content="here all the same")
    assert (await acting).content == "here all the same"


async def test_somebody_waits_until_there_is_something_to_see(
    sandbox: Sandbox, hand: ByHand
) -> None:
    await hand.register({"name": "note", "description": "Keep a note"})
    asked, act = await hand.ask(sandbox.person("mia").command("note"))
    waits = [sandbox.awaited]
    await hand.answer(asked, THINK)
    waits.append(sandbox.awaited)
    await hand.follow_up(asked, content="kept")
    waits.append(sandbox.awaited)
    assert waits == [True, True, False]
    await act


async def test_nobody_waits_for_a_dead_interaction(sandbox: Sandbox, hand: ByHand) -> None:
    await hand.register({"name": "note", "description": "Keep a note"})
    sandbox.answer_within = 0.01
    _, act = await hand.ask(sandbox.person("mia").command("note"))
    with pytest.raises(NoAnswer):
        await act
    assert not sandbox.awaited
