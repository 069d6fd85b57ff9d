"""A tab of the page: it sees what its person may see, and does what they may do."""

import asyncio
from contextlib import suppress
from typing import Any

import aiohttp
import pytest
from yarl import URL

from sandbox import connection
from sandbox.people import members
from sandbox.server import Sandbox
from tests.sandbox.by_hand import ByHand
from tests.sandbox.client import Bot
from tests.sandbox.conftest import Rest
from tests.sandbox.tabs import Open


async def test_everyone_sees_the_channels_they_may_view(tab: Open) -> None:
    mia, milo = await tab("mia"), await tab("milo")
    assert "space-news" in mia.names()
    assert "staff-only" not in mia.names()
    assert "staff-only" in milo.names()


async def test_everyone_is_told_what_they_are(tab: Open) -> None:
    people = {one["name"]: one for one in (await tab("ada")).hello["people"]}
    titles = {name: one["title"] for name, one in people.items()}
    expected = {"nora": "owner", "ada": "admin", "milo": "moderator", "mia": "member"}
    assert expected.items() <= titles.items()
    assert not people["Downlink"]["switchable"]


@pytest.mark.parametrize("name", ["", "nobody", "Downlink"])
async def test_who_comes_by_no_name_is_the_admin(sandbox: Sandbox, tab: Open, name: str) -> None:
    assert (await tab(name)).hello["you"] == str(sandbox.world.user("ada").id)


async def test_what_stood_there_before_is_shown_oldest_first(
    sandbox: Sandbox, rest: Rest, general: str, tab: Open
) -> None:
    for number in range(60):
        await rest("POST", general, json={"content": f"story {number}"})
    mia = await tab("mia")
    channel = mia.channel("general")["id"]
    shown = mia.hello["messages"][channel]
    assert [one["content"] for one in shown["messages"][-2:]] == ["story 58", "story 59"]
    assert (len(shown["messages"]), shown["more"]) == (50, True)
    answer = await mia.ask("history", channel=channel, before=shown["messages"][0]["id"])
    assert answer["done"]["messages"][-1]["content"] == "story 9"


async def test_a_new_message_arrives_live(rest: Rest, general: str, tab: Open) -> None:
    mia = await tab("mia")
    _, sent = await rest("POST", general, json={"content": "lift-off"})
    assert (await mia.told("MESSAGE_CREATE"))["content"] == "lift-off"
    await rest("PATCH", f"{general}/{sent['id']}", json={"content": "scrubbed"})
    assert (await mia.told("MESSAGE_UPDATE"))["content"] == "scrubbed"
    await rest("DELETE", f"{general}/{sent['id']}")
    assert (await mia.told("MESSAGE_DELETE"))["id"] == sent["id"]


async def test_messages_of_hidden_channels_are_not_told(sandbox: Sandbox, tab: Open) -> None:
    mia, ada = await tab("mia"), await tab("ada")
    staff = ada.channel("staff-only")["id"]
    assert await ada.ask("say", channel=staff, content="between us") == {"done": {}}
    assert (await ada.told("MESSAGE_CREATE"))["content"] == "between us"
    assert await mia.never_told("MESSAGE_CREATE")
    assert staff not in mia.hello["messages"]
    refusal = await mia.ask("history", channel=staff)
    assert refusal == {"refused": "There is no such channel any more."}


async def test_a_channel_that_opens_to_somebody_appears(sandbox: Sandbox, tab: Open) -> None:
    mia = await tab("mia")
    sandbox.world.add_channel("moonbase")
    await mia.told("PLACES", lambda _: "moonbase" in mia.names())
    sandbox.world.remove_channel("moonbase")
    await mia.told("PLACES", lambda _: "moonbase" not in mia.names())


async def test_the_first_message_of_a_new_channel_comes_after_the_channel(
    sandbox: Sandbox, rest: Rest, tab: Open
) -> None:
    mia = await tab("mia")
    new = sandbox.world.add_channel("moonbase")
    await rest("POST", f"/channels/{new.id}/messages", json={"content": "landed"})
    await mia.told("MESSAGE_CREATE")
    assert "moonbase" in mia.names()


async def test_the_picker_offers_what_the_person_may_use(bot: Bot, tab: Open) -> None:
    mia, ada = await tab("mia"), await tab("ada")
    assert "news" in mia.offered("general")
    assert "subscribe" not in mia.offered("general")
    assert "subscribe" in ada.offered("general")


async def test_commands_registered_later_appear(sandbox: Sandbox, rest: Rest, tab: Open) -> None:
    mia = await tab("mia")
    path = f"/applications/{sandbox.world.application_id}/commands"
    await rest("PUT", path, json=[{"name": "countdown", "description": "To the next launch"}])
    await mia.told("PLACES")
    assert mia.offered("general") == {"countdown"}


async def test_the_page_knows_whether_the_bot_is_there(
    sandbox: Sandbox, bot: Bot, tab: Open
) -> None:
    mia = await tab("mia")
    assert await mia.told("BOT") == {"connected": True}
    await bot.close()
    assert await mia.told("BOT") == {"connected": False}


async def test_an_ephemeral_answer_reaches_every_tab_of_its_person_alone(
    bot: Bot, tab: Open
) -> None:
    mia, twice, theo = await tab("mia"), await tab("mia"), await tab("theo")
    channel = mia.channel("general")["id"]
    options = {"name": "Mia"}
    assert await mia.ask("command", channel=channel, name="hello", options=options) == {"done": {}}
    for one in (mia, twice):
        answer = await one.told("MESSAGE_CREATE")
        assert (answer["content"], answer["flags"] & 64) == ("Hello Mia", 64)
    assert await theo.never_told("MESSAGE_CREATE")


async def test_a_public_answer_reaches_everyone(bot: Bot, tab: Open) -> None:
    mia, theo = await tab("mia"), await tab("theo")
    channel = mia.channel("general")["id"]
    await mia.ask("command", channel=channel, name="shout", options={"words": "lift-off"})
    assert (await theo.told("MESSAGE_CREATE"))["content"] == "lift-off"


async def test_options_are_completed_while_typing(bot: Bot, tab: Open) -> None:
    mia = await tab("mia")
    answer = await mia.ask(
        "autocomplete",
        channel=mia.channel("general")["id"],
        name="news search",
        option="topic",
        typed="m",
        options={"query": "dust"},
    )
    names = [choice["name"] for choice in answer["done"]["choices"]]
    assert names == ["Mars", "Moon"]


async def test_a_button_changes_its_message(bot: Bot, tab: Open) -> None:
    mia = await tab("mia")
    channel = mia.channel("general")["id"]
    await mia.ask("command", channel=channel, name="buttons", options={})
    message = (await mia.told("MESSAGE_CREATE"))["id"]
    pressed = await mia.ask("press", channel=channel, message=message, custom_id="next")
    assert pressed == {"done": {}}
    assert (await mia.told("MESSAGE_UPDATE"))["content"] == "page 2"


async def test_a_select_is_chosen_from(bot: Bot, tab: Open) -> None:
    mia = await tab("mia")
    channel = mia.channel("general")["id"]
    await mia.ask("command", channel=channel, name="choices", options={})
    message = (await mia.told("MESSAGE_CREATE"))["id"]
    what = {"channel": channel, "message": message, "custom_id": "topics", "values": ["moon"]}
    assert await mia.ask("choose", **what) == {"done": {}}
    assert (await mia.told("MESSAGE_CREATE"))["content"] == "moon"


async def test_a_form_is_opened_filled_in_and_handed_in(
    sandbox: Sandbox, hand: ByHand, tab: Open
) -> None:
    await hand.register({"name": "note", "description": "Keep a note"})
    mia, theo = await tab("mia"), await tab("theo")
    channel = mia.channel("general")["id"]
    asked, command = await hand.ask(mia.ask("command", channel=channel, name="note", options={}))
    field = {"type": 4, "custom_id": "text", "style": 1, "label": "Your note"}
    row = {"type": 1, "components": [field]}
    await hand.answer(asked, 9, {"title": "A note", "custom_id": "note", "components": [row]})
    modal = (await command)["done"]["modal"]
    assert modal["title"] == "A note"
    assert "refused" in await theo.ask("submit", modal=modal["id"], values={"text": "x"})
    assert "refused" in await mia.ask("submit", modal=modal["id"], values={"text": ""})
    asked, handed = await hand.ask(mia.ask("submit", modal=modal["id"], values={"text": "Go!"}))
    assert asked["data"]["components"][0]["components"][0]["value"] == "Go!"
    await hand.answer(asked, 4, {"content": "kept"})
    assert await handed == {"done": {}}
    assert "refused" in await mia.ask("submit", modal=modal["id"], values={"text": "again"})


@pytest.mark.parametrize(("kind", "target"), [(2, "user"), (3, "message")])
async def test_an_app_is_used_from_a_menu(
    sandbox: Sandbox, hand: ByHand, rest: Rest, general: str, tab: Open, kind: int, target: str
) -> None:
    await hand.register({"name": "Look closer", "type": kind})
    _, sent = await rest("POST", general, json={"content": "lift-off"})
    mia = await tab("mia")
    on = {"message": sent["id"], "user": str(sandbox.world.user("theo").id)}
    channel = mia.channel("general")["id"]
    using = mia.ask("menu", channel=channel, name="Look closer", **{target: on[target]})
    asked, used = await hand.ask(using)
    assert asked["data"]["target_id"] == on[target]
    await hand.answer(asked, 4, {"content": "a rocket"})
    assert await used == {"done": {}}


async def test_what_only_admins_may_is_refused_to_members(bot: Bot, tab: Open) -> None:
    mia = await tab("mia")
    channel = mia.channel("general")["id"]
    options = {"channel": channel}
    answer = await mia.ask("command", channel=channel, name="subscribe", options=options)
    assert answer == {"refused": "/subscribe is not among the commands that you are offered here."}


async def test_a_silent_bot_is_told_of(sandbox: Sandbox, bot: Bot, tab: Open) -> None:
    mia = await tab("mia")
    await bot.close()
    sandbox.answer_within = 0.05
    channel = mia.channel("general")["id"]
    answer = await mia.ask("command", channel=channel, name="wait", options={})
    assert answer == {"refused": "The application did not respond."}


async def test_what_mia_writes_is_read_by_theo(tab: Open) -> None:
    mia, theo = await tab("mia"), await tab("theo")
    said = await mia.ask("say", channel=mia.channel("general")["id"], content=" *hello* ")
    assert said == {"done": {}}
    message = await theo.told("MESSAGE_CREATE")
    assert (message["author"]["username"], message["content"]) == ("mia", "*hello*")


async def test_members_do_not_write_where_they_may_not(tab: Open) -> None:
    mia = await tab("mia")
    where = mia.channel("announcements")
    assert not where["may"]["send"]
    answer = await mia.ask("say", channel=where["id"], content="hello")
    assert "permission" in answer["refused"]


async def test_a_moderator_pins_and_deletes(rest: Rest, general: str, tab: Open) -> None:
    milo, mia = await tab("milo"), await tab("mia")
    _, sent = await rest("POST", general, json={"content": "pinned"})
    what = {"channel": milo.channel("general")["id"], "message": sent["id"]}
    assert "refused" in await mia.ask("pin", **what)
    assert await milo.ask("pin", **what) == {"done": {}}
    pins = await mia.ask("pins", channel=what["channel"])
    assert [one["content"] for one in pins["done"]["messages"]] == ["pinned"]
    assert await milo.ask("unpin", **what) == {"done": {}}
    assert "refused" in await mia.ask("delete", **what)
    assert await milo.ask("delete", **what) == {"done": {}}
    await mia.told("MESSAGE_DELETE")


async def test_a_thread_is_begun_under_a_message(rest: Rest, general: str, tab: Open) -> None:
    milo, mia = await tab("milo"), await tab("mia")
    _, sent = await rest("POST", general, json={"content": "story"})
    what = {"channel": milo.channel("general")["id"], "message": sent["id"]}
    begun = await milo.ask("thread", **what, name="Tidewatch")
    await mia.told("PLACES", lambda _: "Tidewatch" in mia.names())
    assert mia.channel("Tidewatch")["parent_id"] == what["channel"]
    said = await mia.ask("say", channel=begun["done"]["thread"], content="Go!")
    assert said == {"done": {}}
    assert "refused" in await milo.ask("thread", **what, name="Again")


async def test_a_forum_takes_posts(tab: Open) -> None:
    mia = await tab("mia")
    forum = mia.channel("mission-log")["id"]
    post = await mia.ask("post", channel=forum, name="Perigee", content="Seen it?", tags=[])
    await mia.told("PLACES", lambda _: "Perigee" in mia.names())
    messages = await mia.ask("history", channel=post["done"]["thread"])
    assert [one["content"] for one in messages["done"]["messages"]] == ["Seen it?"]


@pytest.mark.parametrize(
    ("do", "what"),
    [
        ("dance", {}),
        ("say", {}),
        ("say", {"channel": "general", "content": "x"}),
        ("say", {"channel": "1", "content": "x"}),
        ("say", {"channel": None, "content": "x"}),
        ("pin", {"channel": "{general}", "message": "1"}),
        ("delete", {"channel": "{general}", "message": "1"}),
        ("unpin", {"channel": "{general}", "message": "1"}),
        ("thread", {"channel": "{general}", "message": "1", "name": "x"}),
        ("press", {"channel": "{general}", "message": "1", "custom_id": "x"}),
        ("choose", {"channel": "{general}", "message": "1", "custom_id": "x", "values": "y"}),
        ("command", {"channel": "{general}", "name": "news search", "options": []}),
        ("command", {"channel": "{general}", "name": "none", "options": {}}),
        ("autocomplete", {"channel": "{general}", "name": "news", "option": "x", "typed": "y"}),
        ("menu", {"channel": "{general}", "name": "x", "user": "1"}),
        ("submit", {"modal": "1", "values": {}}),
        ("post", {"channel": "{general}", "name": "x", "content": "y", "tags": []}),
        ("post", {"channel": "{general}", "name": "x", "content": "y", "tags": "none"}),
        ("history", {"channel": "9" * 5000}),
    ],
)
async def test_what_cannot_be_is_refused_in_a_sentence(
    tab: Open, do: str, what: dict[str, Any]
) -> None:
    mia = await tab("mia")
    general = mia.channel("general")["id"]
    filled = {key: general if value == "{general}" else value for key, value in what.items()}
    answer = await mia.ask(do, **filled)
    assert answer["refused"].endswith(".")


@pytest.mark.parametrize("text", ["", "{", "[]", '"say"', "null"])
async def test_a_frame_that_is_none_does_not_end_the_visit(tab: Open, text: str) -> None:
    mia = await tab("mia")
    await mia.send(text)
    assert "refused" in await mia.ask("nothing")


async def test_a_tab_that_does_not_keep_up_is_cut_off_and_may_come_back(
    sandbox: Sandbox, tab: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    mia, general = await tab("mia"), sandbox.world.channel("general")
    monkeypatch.setattr(connection, "MOST_WAITING", 3)
    for number in range(9):
        members.say(sandbox.world, sandbox.world.user("theo"), general, f"flood {number}")
    assert await mia.gone() == aiohttp.WSCloseCode.ABNORMAL_CLOSURE
    again = await tab("mia")
    assert again.hello["messages"][str(general.id)]["messages"][-1]["content"] == "flood 8"


async def test_a_tab_that_never_reads_holds_up_nobody(
    sandbox: Sandbox, tab: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "CLOSE_WITHIN", 0.05)
    mia, here = await tab("mia"), f"127.0.0.1:{URL(sandbox.page).port}"
    # Far more than the sockets' buffers hold, where Mia does not see it.
    sandbox.world.channel("staff-only").topic = "x" * 32_000_000
    reader, writer = await asyncio.open_connection(*here.split(":"), limit=1)
    writer.write(
        f"GET /live?as=ada HTTP/1.1\r\nHost: {here}\r\nOrigin: http://{here}\r\n"
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: c3BhY2UgbmV3cyByYWRpbw==\r\n\r\n".encode()
    )
    assert await reader.read(12) == b"HTTP/1.1 101"
    for content in ("still", "here"):
        channel = mia.channel("general")["id"]
        assert await mia.ask("say", channel=channel, content=content) == {"done": {}}
    async with asyncio.timeout(5):
        await sandbox.__aexit__(None, None, None)
    writer.transport.abort()
    with suppress(ConnectionResetError):
        await writer.wait_closed()
    await sandbox.__aenter__()


async def test_a_visit_ends_with_the_sandbox(sandbox: Sandbox, tab: Open) -> None:
    mia = await tab("mia")
    going = asyncio.create_task(mia.gone())
    await sandbox.__aexit__(None, None, None)
    assert await going == aiohttp.WSCloseCode.GOING_AWAY
    await sandbox.__aenter__()
