"""/feed: what an admin adds for one server, and what every other one sees of it: nothing."""

from collections.abc import Sequence

import pytest

from sandbox.models import File
from sandbox.people.person import Answer, Refused
from sandbox.server import Sandbox
from storage import sources
from tests import feeds
from tests.house import House, Start

OTHER = 4242
STOVE, MOVE = "Rocket club builds a stove", "Club moves house"
HTML = "text/html; charset=utf-8"


def club(house: House, *newer: str) -> str:
    """The address of a feed, which says this now."""
    return house.feeds.publish("/club", feeds.rss([*newer, STOVE, MOVE], "https://club.example"))


def page(house: House, *hrefs: str) -> str:
    links = "".join(
        f'<link rel="alternate" type="application/rss+xml" title="Feed {number}" href="{href}">'
        for number, href in enumerate(hrefs, start=1)
    )
    return house.feeds.publish("/home", f"<!doctype html><html><head>{links}</head></html>", HTML)


async def added(house: House, url: str) -> str:
    """The id of a feed that was not there before."""
    answer = await house.admin("feed add", url=url)
    assert answer.embeds[0]["title"].startswith("Added: ")
    own = await sources.own(house.db, house.sandbox.world.guild.id)
    [found] = [each.id for each in own if each.url == url]
    return found


async def elsewhere(house: House, url: str) -> str:
    """The id of a feed that another server adds."""
    found = await house.bot.adding.add(OTHER, url)
    return str(getattr(found, "source").id)  # noqa: B009


def opml(*addresses: str) -> File:
    lines = "".join(f'<outline type="rss" text="Line" xmlUrl="{each}"/>' for each in addresses)
    written = f'<?xml version="1.0"?><opml version="2.0"><body>{lines}</body></opml>'
    return File("feeds.opml", written.encode())


def attached(house: House, answer: Answer) -> list[File]:
    found: Sequence[File] = house.sandbox.world.attachments.files(answer.message)
    return list(found)


async def test_what_was_found_is_shown(house: House) -> None:
    answer = await house.admin("feed add", url=club(house))
    assert answer.ephemeral
    [card] = answer.embeds
    assert card["title"] == "Added: Orbit"
    assert card["description"].startswith("RSS 2.0 · 2 items\n")
    assert f"[{STOVE}](https://club.example/" in card["description"]
    assert "posted nowhere" in card["description"]
    assert "`/subscribe source:own-127-0-0-1-" in card["description"]


async def test_only_who_manages_the_server_adds_feeds(house: House) -> None:
    for command in ("feed add", "feed remove", "feed list", "feed export", "feed import"):
        with pytest.raises(Refused):
            await house.member(command)


async def test_its_new_stories_are_told_where_it_is_subscribed_to(house: House) -> None:
    own = await added(house, club(house))
    await house.admin("subscribe", source=own)
    await house.read()
    assert house.titles() == []
    club(house, "A new stove")
    await house.read()
    assert house.titles() == ["A new stove"]


async def test_stories_without_a_topic_get_the_one_it_was_added_with(house: House) -> None:
    await house.admin("feed add", url=club(house), topic="mars")
    found = await house.member("news latest", topic="mars")
    assert MOVE in found.embeds[0]["description"]


async def test_everything_is_no_topic_of_a_feed(house: House) -> None:
    ada = house.sandbox.person("ada")
    proposed = await ada.autocomplete("feed add", "topic", "", url="x")
    assert "all" not in [value for _, value in proposed]
    answer = await house.admin("feed add", url=club(house), topic="all")
    assert "There is no topic" in answer.content


async def test_no_other_server_sees_it(house: House) -> None:
    own = await elsewhere(house, club(house))
    for name in (own, "stove", "Orbit"):
        assert (await house.member("news latest", source=own)).embeds == []
        found = await house.member("news search", query=name)
        assert STOVE not in str(found.embeds)
    assert STOVE not in str((await house.member("news latest")).embeds)
    assert own not in str((await house.member("news sources")).embeds)
    ada = house.sandbox.person("ada")
    for command in ("news latest", "subscribe"):
        proposed = await ada.autocomplete(command, "source", own)
        assert own not in [value for _, value in proposed]
    assert await ada.autocomplete("feed remove", "source", "") == []
    assert "There is no source" in (await house.admin("subscribe", source=own)).content
    assert "no feeds of its own" in (await house.admin("feed remove", source=own)).content
    assert "no feeds of its own" in (await house.admin("feed list")).content


async def test_who_adds_what_another_server_has_gets_the_same_answer(house: House) -> None:
    url = club(house)
    await elsewhere(house, url)
    later = await house.admin("feed add", url=url)
    assert len(house.feeds.requests["/club"]) == 1
    assert "no longer has Orbit. To" in (await house.admin("feed remove", source="orbit")).content
    house.clock.move(minutes=1)
    assert (await house.admin("feed add", url=url)).embeds == later.embeds


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        pytest.param("two words", "Give the address of a site", id="no address"),
        pytest.param("http://127.0.0.1:1/feed", "Nothing that can be read", id="nobody there"),
        pytest.param("{root}/orbit", "Every server has Orbit already", id="public"),
    ],
)
async def test_what_is_wrong_is_said_in_one_sentence(
    house: House, typed: str, sentence: str
) -> None:
    answer = await house.admin("feed add", url=typed.format(root=house.feeds.root))
    assert answer.ephemeral
    assert answer.embeds == []
    assert sentence in answer.content


async def test_nobody_is_asked_inside_the_operators_network(start: Start) -> None:
    async with start(FETCH_PRIVATE_NETWORKS="false") as house:
        house.feeds.requests.clear()
        address = house.feeds.root.removeprefix("http://")
        for typed in ("http://127.0.0.1/club", f"http://localhost:80/{address}", "http://[::1]/x"):
            answer = await house.admin("feed add", url=typed)
            assert answer.content.startswith("Addresses inside a network are not read")
        assert "port" in (await house.admin("feed add", url=club(house))).content
        assert house.feeds.requests == {}


async def test_of_several_feeds_of_a_page_one_is_chosen(house: House) -> None:
    home = page(house, "/other", "/club")
    url = club(house)
    answer = await house.admin("feed add", url=home, topic="mars")
    assert answer.content == "This page names 2 feeds: choose one."
    [menu] = answer.components[0]["components"]
    assert [each["label"] for each in menu["options"]] == ["Feed 1", "Feed 2"]
    assert menu["options"][1]["description"] == f"RSS · {url}"
    ada = house.sandbox.person("ada", "space-news")
    chosen = await ada.choose(answer, menu["custom_id"], url)
    assert chosen.embeds[0]["title"] == "Added: Orbit"
    assert chosen.components == []
    assert MOVE in str((await house.member("news latest", topic="mars")).embeds)


async def test_a_feed_can_be_chosen_after_a_restart(start: Start, sandbox: Sandbox) -> None:
    async with start() as house:
        url = club(house)
        answer = await house.admin("feed add", url=page(house, "/club", "/other"))
    [menu] = answer.components[0]["components"]
    async with start():
        ada = sandbox.person("ada", "space-news")
        chosen = await ada.choose(answer, menu["custom_id"], url)
        assert chosen.embeds[0]["title"] == "Added: Orbit"


async def test_who_may_not_add_feeds_any_more_chooses_none(house: House) -> None:
    answer = await house.admin("feed add", url=page(house, "/other", "/club"))
    [menu] = answer.components[0]["components"]
    world = house.sandbox.world
    world.change_role(world.role("admin"), "view_channel", "send_messages")
    ada = house.sandbox.person("ada", "space-news")
    refused = await ada.choose(answer, menu["custom_id"], club(house))
    assert "may not use this" in refused.content
    assert "/club" not in house.feeds.requests


async def test_a_long_address_can_be_chosen_until_a_restart(start: Start, sandbox: Sandbox) -> None:
    async with start() as house:
        long = f"/club?key={'x' * 120}"
        club(house)
        answer = await house.admin("feed add", url=page(house, long, "/other"))
        [menu] = answer.components[0]["components"]
        word = menu["options"][0]["value"]
        ada = sandbox.person("ada", "space-news")
        again = await house.admin("feed add", url=page(house, long, "/other"))
        chosen = await ada.choose(again, menu["custom_id"], word)
        assert chosen.embeds[0]["title"] == "Added: Orbit"
    async with start():
        late = await sandbox.person("ada", "space-news").choose(answer, menu["custom_id"], word)
        assert "use /feed add again" in late.content


async def test_a_menu_that_led_nowhere_stays(house: House) -> None:
    answer = await house.admin("feed add", url=page(house, "/club", "/missing"))
    [menu] = answer.components[0]["components"]
    ada = house.sandbox.person("ada", "space-news")
    missing = await ada.choose(answer, menu["custom_id"], f"{house.feeds.root}/missing")
    assert "Nothing that can be read" in missing.content
    chosen = await ada.choose(answer, menu["custom_id"], club(house))
    assert chosen.embeds[0]["title"] == "Added: Orbit"


async def test_own_feeds_are_listed_with_what_there_is_room_for(start: Start) -> None:
    async with start(SERVER_FEEDS="2") as house:
        assert "no feeds of its own" in (await house.admin("feed list")).content
        url = club(house)
        own = await added(house, url)
        listed = await house.admin("feed list")
        assert listed.ephemeral
        [embed] = listed.embeds
        assert embed["title"] == "1 feed of this server's own, of at most 2"
        # A public source has that name, too.
        assert embed["description"].startswith(f"• **Orbit** (`{own}`) · ")
        assert "/club" in embed["description"]


async def test_a_feed_is_removed_with_its_subscriptions(house: House) -> None:
    url = club(house)
    own = await added(house, url)
    await elsewhere(house, url)
    await house.admin("subscribe", source=own)
    ada = house.sandbox.person("ada")
    assert await ada.autocomplete("feed remove", "source", "orb") == [("Orbit", own)]
    gone = await house.admin("feed remove", source=own)
    assert gone.ephemeral
    assert "no longer has Orbit, and 1 subscription ended with it" in gone.content
    assert f"add `{url}` again" in gone.content
    club(house, "A new stove")
    await house.read()
    assert house.titles() == []
    assert STOVE not in str((await house.member("news search", query="stove")).embeds)


async def test_public_sources_cannot_be_removed(house: House) -> None:
    await added(house, club(house))
    answer = await house.admin("feed remove", source="perigee")
    assert "There is no source" in answer.content


async def test_feeds_with_one_name_are_told_apart(house: House) -> None:
    first = await added(house, club(house))
    second = await added(
        house, house.feeds.publish("/more", feeds.rss(["One"], "https://m.example"))
    )
    proposed = await house.sandbox.person("ada").autocomplete("feed remove", "source", "")
    assert {name for name, _ in proposed} == {f"Orbit ({first})", f"Orbit ({second})"}


async def test_feeds_are_exported_and_imported(house: House) -> None:
    assert "nothing to export" in (await house.admin("feed export")).content
    own = await added(house, club(house))
    await house.admin("subscribe", source="perigee")
    answer = await house.admin("feed export")
    assert answer.ephemeral
    assert answer.content.startswith("2 feeds")
    [file] = attached(house, answer)
    await house.admin("feed remove", source=own)
    report = await house.admin("feed import", file=file)
    assert report.ephemeral
    [embed] = report.embeds
    assert embed["title"] == "1 of 2 added"
    assert embed["description"].startswith("✅ **Orbit**: added.\n")
    assert "➖ **Perigee**: Every server has Perigee already" in embed["description"]


async def test_a_long_report_is_a_file(house: House) -> None:
    answer = await house.admin(
        "feed import", file=opml(*(f"nonsense {number}" for number in range(200)))
    )
    [embed] = answer.embeds
    assert embed["title"] == "0 of 200 added"
    assert embed["description"].startswith("➖ **200 feeds**: not added: what stands there")
    assert embed["description"].endswith("and 195 more in the file")
    [report] = attached(house, answer)
    assert report.name == "report.txt"
    assert report.content.decode().count("no address of a site") == 200


async def test_what_was_not_tried_comes_back_as_a_list(start: Start) -> None:
    async with start(SERVER_FEEDS="1") as house:
        pages = [
            house.feeds.publish(f"/{number}", feeds.rss([f"Story {number}"], f"https://{number}.x"))
            for number in range(3)
        ]
        answer = await house.admin("feed import", file=opml(*pages))
        assert "2 lines are in the file rest.opml" in answer.embeds[0]["description"]
        [rest] = attached(house, answer)
        assert rest.name == "rest.opml"
        left = [page for page in pages if page.encode() in rest.content]
        assert len(left) == 2
        again = await house.admin("feed import", file=rest)
        assert again.embeds[0]["title"] == "0 of 2 added"


async def test_where_servers_may_add_none_that_is_said(start: Start) -> None:
    async with start(SERVER_FEEDS="0") as house:
        url = club(house)
        for answer in (
            await house.admin("feed add", url=url),
            await house.admin("feed import", file=opml(url)),
        ):
            assert answer.content.endswith("lets servers add no feeds of their own.")
            assert answer.embeds == []


async def test_where_its_stories_go_already_nobody_is_told_to_subscribe(house: House) -> None:
    await house.admin("subscribe", topic="all")
    answer = await house.admin("feed add", url=club(house))
    channel = house.sandbox.world.channel("space-news")
    assert answer.embeds[0]["description"].endswith(f"posted in <#{channel.id}>.")


async def test_a_card_whose_source_was_removed_says_so(house: House) -> None:
    own = await added(house, club(house))
    await house.admin("subscribe", source=own)
    club(house, "A new stove")
    await house.read()
    await house.admin("feed remove", source=own)
    [message] = house.sandbox.world.messages("space-news")
    mia = house.sandbox.person("mia", "space-news")
    for button in message["components"][0]["components"]:
        answer = await mia.press(message, button["custom_id"])
        assert "no longer has this story's source" in answer.content


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        pytest.param(File("x.opml", b"x" * (1 << 20) + b"x"), "larger than 1 MB", id="large"),
        pytest.param(File("x.opml", b"\x89PNG"), "OPML", id="something else"),
        pytest.param(opml(), "OPML", id="nothing in it"),
    ],
)
async def test_a_file_that_is_no_list_is_refused(house: House, file: File, sentence: str) -> None:
    answer = await house.admin("feed import", file=file)
    assert answer.ephemeral
    assert sentence in answer.content
