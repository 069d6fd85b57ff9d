"""Files with messages: who may send them, where they are served and for how long."""

from typing import Any

import aiohttp
import discord
import pytest

from sandbox.models import ChannelType, File
from sandbox.server import Sandbox
from sandbox.world import attachments
from tests.sandbox.client import Bot
from tests.sandbox.files import OPML, PNG, file


async def served(url: str) -> tuple[int, bytes]:
    async with aiohttp.ClientSession() as session, session.get(url) as response:
        return response.status, await response.read()


async def test_a_file_comes_with_a_message_and_is_read_again(sandbox: Sandbox, bot: Bot) -> None:
    sent = await bot.text_channel("general").send("Feeds", file=file(description="All of them"))
    [message] = sandbox.world.messages("general")
    [about] = message["attachments"]
    assert about["filename"] == "feeds.opml"
    assert (about["size"], about["description"]) == (len(OPML), "All of them")
    assert "ephemeral" not in about
    [attachment] = (await bot.text_channel("general").fetch_message(sent.id)).attachments
    assert await attachment.read() == OPML
    assert sandbox.world.attachments.files(message) == [File("feeds.opml", OPML)]
    [request] = [one for one in sandbox.requests if one.method == "POST"]
    assert request.files == ("feeds.opml",)


async def test_a_picture_is_measured_and_shown_by_an_embed(sandbox: Sandbox, bot: Bot) -> None:
    embed = discord.Embed(title="Sky").set_image(url="attachment://sky.png")
    files = [file(PNG, "sky.png"), file()]
    sent = await bot.text_channel("general").send(embed=embed, files=files)
    shown = sent.embeds[0].image.url
    assert shown is not None
    assert await served(shown) == (200, PNG)
    # What an embed shows is not shown twice.
    assert [one.filename for one in sent.attachments] == ["feeds.opml"]
    changed = await sent.edit(embed=discord.Embed(title="Sky, anew", url="https://a.example/"))
    assert changed.attachments == sent.attachments
    assert await served(shown) == (404, b"This content is no longer available.")


async def test_an_edit_may_show_again_what_an_embed_has_shown(sandbox: Sandbox, bot: Bot) -> None:
    embed = discord.Embed(title="Sky").set_image(url="attachment://sky.png")
    sent = await bot.text_channel("general").send(embed=embed, file=file(PNG, "sky.png"))
    again = discord.Embed(title="Sky, anew").set_image(url="attachment://sky.png")
    changed = await sent.edit(embed=again)
    assert changed.embeds[0].image.url == sent.embeds[0].image.url
    assert await served(changed.embeds[0].image.url or "") == (200, PNG)


async def test_an_embed_that_names_no_file_stays_as_it_is(bot: Bot) -> None:
    embed = discord.Embed(title="Sky").set_thumbnail(url="attachment://other.png")
    sent = await bot.text_channel("general").send(embed=embed, file=file(PNG, "sky.png"))
    assert sent.embeds[0].thumbnail.url == "attachment://other.png"
    assert [(one.width, one.height) for one in sent.attachments] == [(40, 30)]


async def test_an_edit_keeps_what_it_lists(sandbox: Sandbox, bot: Bot) -> None:
    general = bot.text_channel("general")
    sent = await general.send(files=[file(), file(b"two", "two.txt")])
    first, second = sent.attachments
    changed = await sent.edit(attachments=[second, file(b"three", "three.txt")])
    assert [one.filename for one in changed.attachments] == ["two.txt", "three.txt"]
    assert await served(first.url) == (404, b"This content is no longer available.")
    assert await served(second.url) == (200, b"two")
    assert (await sent.edit(content="Other words")).attachments == changed.attachments
    assert (await sent.edit(attachments=[])).attachments == []
    assert await served(second.url) == (404, b"This content is no longer available.")


async def test_files_need_the_permission_to_attach_them(sandbox: Sandbox, bot: Bot) -> None:
    general = bot.text_channel("general")
    sent = await general.send("Feeds", file=file())
    sandbox.world.deny("general", "attach_files")
    for act in (general.send(file=file()), sent.edit(attachments=[file()])):
        with pytest.raises(discord.Forbidden) as refused:
            await act
        assert refused.value.code == 50013
    assert (await sent.edit(attachments=sent.attachments)).attachments == sent.attachments


async def test_a_post_of_a_forum_may_begin_with_a_file(sandbox: Sandbox, bot: Bot) -> None:
    forum = discord.utils.get(bot.guilds[0].forums, name="mission-log")
    assert forum is not None
    made = await forum.create_thread(name="Feeds", content="All of them", file=file())
    [attachment] = made.message.attachments
    assert await attachment.read() == OPML
    sandbox.world.remove_channel("mission-log")
    assert await served(attachment.url) == (404, b"This content is no longer available.")


@pytest.mark.parametrize("how", ["message", "channel", "thread"])
async def test_files_go_with_their_message(sandbox: Sandbox, bot: Bot, how: str) -> None:
    world = sandbox.world
    channel = world.add_channel("lists", ChannelType.TEXT)
    await bot.hears("CHANNEL_CREATE")
    where: Any = bot.text_channel("lists")
    if how == "thread":
        where = await where.create_thread(name="One", type=discord.ChannelType.public_thread)
    sent = await where.send(file=file())
    if how == "message":
        world.delete_message(channel, sent.id)
    else:
        world.remove_channel(channel if how == "channel" else where.id)
    with pytest.raises(discord.NotFound):
        await sent.attachments[0].read()


async def test_of_very_many_files_the_newest_are_kept(
    bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attachments, "MOST_BYTES", 3 * attachments.LEAST_WEIGHT)
    general = bot.text_channel("general")
    sent = [await general.send(file=file(b"x")) for _ in range(4)]
    found = [(await served(one.attachments[0].url))[0] for one in sent]
    assert found == [404, 200, 200, 200]
    large = await general.send(file=file(b"x" * 2 * attachments.LEAST_WEIGHT))
    found = [(await served(one.attachments[0].url))[0] for one in [*sent, large]]
    assert found == [404, 404, 404, 200, 200]


async def test_another_message_that_shows_a_picture_does_not_own_it(
    sandbox: Sandbox, bot: Bot
) -> None:
    general = bot.text_channel("general")
    first = await general.send(file=file(PNG, "sky.png"))
    url = first.attachments[0].url
    second = await general.send(embed=discord.Embed(title="Seen").set_image(url=url))
    await second.delete()
    assert await served(url) == (200, PNG)
    await first.delete()
    assert (await served(url))[0] == 404


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        pytest.param("sky.png", PNG, "image/png", id="picture"),
        pytest.param("sky.png", b"<script>", "application/octet-stream", id="no picture"),
        pytest.param("x.html", b"<script>", "application/octet-stream", id="page"),
        pytest.param("x.svg", b"<svg/>", "application/octet-stream", id="drawing"),
        pytest.param("x.js", b"alert(1)", "application/octet-stream", id="script"),
    ],
)
async def test_nothing_of_a_strangers_file_runs_in_a_browser(
    bot: Bot, name: str, content: bytes, kind: str
) -> None:
    sent = await bot.text_channel("general").send(file=file(content, name))
    url = sent.attachments[0].url
    async with aiohttp.ClientSession() as session, session.get(url) as response:
        assert response.content_type == kind
        assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert "script-src" not in response.headers["Content-Security-Policy"]
        assert "sandbox" in response.headers["Content-Security-Policy"]
        assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"


async def test_files_are_there_to_be_got_and_for_nothing_else(bot: Bot) -> None:
    sent = await bot.text_channel("general").send(file=file())
    url = sent.attachments[0].url
    async with aiohttp.ClientSession() as session:
        for method in ("POST", "PUT", "DELETE"):
            async with session.request(method, url) as response:
                assert response.status == 501
        async with session.get(url, headers={"Origin": "http://news.example"}) as response:
            assert response.status == 403
    assert await served(url) == (200, OPML)
    assert (await served(url + "x"))[0] == 404


async def test_a_bad_day_befalls_files_too(sandbox: Sandbox, bot: Bot) -> None:
    sent = await bot.text_channel("general").send(file=file())
    sandbox.faults.add("GET", "^/attachments/", status=503)
    with pytest.raises(discord.HTTPException) as error:
        await sent.attachments[0].read()
    assert error.value.status == 503
    assert await sent.attachments[0].read() == OPML


async def test_a_nonce_sends_a_file_once(sandbox: Sandbox, bot: Bot) -> None:
    general = bot.text_channel("general")
    for _ in range(2):
        sent = await general.send("story", file=file(), nonce="post-1")
    [message] = sandbox.world.messages("general")
    assert [one["id"] for one in message["attachments"]] == [str(sent.attachments[0].id)]
