"""Who owns a source is told when it fails and when it is well again: each once, to somebody."""

import asyncio

import pytest

from sandbox.server import Sandbox
from storage import notices
from tests import feeds
from tests.cogs.owned import ELSEWHERE, ID, Club
from tests.house import House, Start, furnish

MESSAGES = r"/channels/\d+/messages$"
BROKEN, MENDED = "Club cannot be read; that began", "Club is all right again, after"


@pytest.fixture
async def club(house: House) -> Club:
    """Of this server, whose notices go to #launches."""
    club = Club(house)
    await club.founded()
    await house.admin("settings", notices="launches")
    return club


async def waiting(club: Club) -> list[str]:
    guild = club.house.sandbox.world.guild
    return [each.key for each in await notices.shelved(club.house.db, guild.id)]


async def nothing_waits(club: Club) -> None:
    """Returns when what an answer showed is written down as told, which comes after the answer."""
    async with asyncio.timeout(5):
        while await waiting(club):
            await asyncio.sleep(0)


async def test_a_source_that_fails_for_a_day_is_told_of_once_and_its_return_once(
    club: Club,
) -> None:
    await club.fail(hours=23)
    assert club.told() == []
    await club.later(hours=2)
    [broken] = club.told()
    assert BROKEN in broken
    assert "(status 500)" in broken
    for _ in range(3):
        await club.later(hours=30)
    assert len(club.told()) == 1
    club.publish("Club day", "Club night")
    await club.later(hours=30)
    assert MENDED in club.told()[1]
    await club.later(hours=30)
    assert len(club.told()) == 2


async def test_a_source_that_answers_but_is_silent_is_told_of(club: Club) -> None:
    await club.later(hours=24 * 61)
    [silent] = club.told()
    assert "Club can be read, but its newest item is from" in silent
    await club.later(hours=24)
    club.publish("Club day", "Club night")
    await club.later(hours=24)
    assert [MENDED in each for each in club.told()] == [False, True]


async def test_a_notice_is_told_once_across_restarts(start: Start, sandbox: Sandbox) -> None:
    async with furnish(start) as house:
        club = Club(house)
        await club.founded()
        await house.admin("settings", notices="launches")
        await club.fail(hours=1)
    async with start() as house:
        club = Club(house)
        await club.later(hours=24)
        assert len(club.told()) == 1
    async with start() as house:
        club = Club(house)
        await club.later(hours=24)
        assert len(club.told()) == 1
        club.publish("Club day")
        await club.later(hours=24)
    assert len(club.told()) == 2


async def test_a_lost_answer_doubles_no_notice(club: Club) -> None:
    club.house.sandbox.faults.add("POST", MESSAGES, reset=True, after_effect=True)
    await club.fail(hours=25)
    club.house.sandbox.world.forget_nonces()
    await club.later(hours=1)
    assert len(club.told()) == 1


async def test_the_button_of_a_notice_shows_how_the_source_does_now(
    start: Start, sandbox: Sandbox
) -> None:
    async with furnish(start) as house:
        club = Club(house)
        await club.founded()
        await house.admin("settings", notices="launches")
        await club.fail(hours=25)
    [message] = sandbox.world.messages("launches")
    [button] = message["components"][0]["components"]
    assert button["label"] == "How it does now"
    async with start():
        answer = await sandbox.person("ada", "launches").press(message, button["custom_id"])
    assert answer.ephemeral
    assert answer.embeds[0]["title"] == "Club"
    assert "(status 500)" in answer.embeds[0]["description"]


async def test_without_a_channel_it_stands_above_the_next_admins_answer_once(house: House) -> None:
    club = Club(house)
    await club.founded()
    await club.fail(hours=25)
    assert BROKEN not in (await house.member("news topics")).content
    # An admin's, but not of a command for admins.
    assert BROKEN not in (await house.admin("news topics")).content
    answer = await house.admin("subscribe", topic="moon")
    above, below = answer.content.split("\n\n")
    assert BROKEN in above
    assert below.startswith("Done:")
    await nothing_waits(club)
    assert BROKEN not in (await house.admin("subscriptions")).content


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("subscriptions", {}),
        ("subscribe", {}),
        ("settings", {}),
        ("feed health", {}),
        ("feed list", {}),
        ("unsubscribe", {"subscription": "7"}),
    ],
)
async def test_any_command_for_admins_shows_what_waits(
    house: House, command: str, options: dict[str, str]
) -> None:
    club = Club(house)
    await club.founded()
    await club.fail(hours=25)
    answer = await house.admin(command, **options)
    assert answer.ephemeral
    assert answer.content.startswith("🔔 Club cannot be read")
    await nothing_waits(club)


async def test_what_was_over_before_anybody_heard_of_it_is_not_told(house: House) -> None:
    club = Club(house)
    await club.founded()
    await club.fail(hours=25)
    assert await waiting(club) == ["notice.failing"]
    club.publish("Club day")
    await club.later(hours=25)
    assert await waiting(club) == []


async def test_a_channel_closed_to_the_bot_loses_no_notice(club: Club) -> None:
    club.house.sandbox.world.deny("launches", "SEND_MESSAGES")
    await club.fail(hours=25)
    assert club.told() == []
    shown = await club.house.admin("settings")
    assert shown.content.startswith("🔔 Club cannot be read")
    assert "I cannot post there: please give me Send Messages" in shown.embeds[0]["description"]
    await nothing_waits(club)
    assert "Club" not in (await club.house.admin("settings")).content


async def test_a_closed_channel_that_has_stories_waiting_holds_back_no_notice(club: Club) -> None:
    await club.house.admin("subscribe", topic="all", channel="launches")
    club.house.sandbox.world.deny("launches", "SEND_MESSAGES")
    await club.fail(hours=24)
    club.house.feeds.publish("/orbit", feeds.rss(["Probe finds ice on the Moon"]))
    await club.later(hours=1)
    assert await waiting(club) == ["notice.failing", "notice.closed"]
    club.house.sandbox.world.allow("launches", "SEND_MESSAGES")
    await club.later(hours=1)
    assert club.house.titles("launches") == ["Probe finds ice on the Moon"]
    assert await waiting(club) == ["notice.failing"]


async def test_a_channel_that_is_gone_loses_no_notice(club: Club) -> None:
    club.house.sandbox.world.remove_channel("launches")
    await club.fail(hours=25)
    shown = await club.house.admin("settings")
    gone, failing = shown.content.splitlines()
    assert gone.startswith("🔔 #launches, where I posted notices, is gone.")
    assert failing.startswith("🔔 Club cannot be read")
    assert "above the answer to an admin's next command" in shown.embeds[0]["description"]
    await nothing_waits(club)
    club.publish("Club day")
    await club.later(hours=25)
    assert await waiting(club) == ["notice.recovered"]


async def test_a_notice_that_discord_refuses_goes_as_plain_text_and_then_to_an_admin(
    club: Club,
) -> None:
    club.house.sandbox.faults.add("POST", MESSAGES, status=400)
    await club.fail(hours=25)
    [message] = club.house.sandbox.world.messages("launches")
    assert message["embeds"] == []
    assert BROKEN in message["content"]
    club.publish("Club day")
    club.house.sandbox.faults.add("POST", MESSAGES, status=400, times=2)
    await club.later(hours=25)
    assert await waiting(club) == ["notice.recovered"]


async def test_a_notice_outlasts_a_week_in_which_discord_cannot_be_reached(club: Club) -> None:
    club.house.sandbox.faults.add("POST", MESSAGES, status=503, times=None)
    await club.fail(hours=25)
    await club.later(hours=24 * 8)
    assert club.told() == []
    assert await waiting(club) == ["notice.failing"]


async def test_another_channel_gets_what_comes_from_then_on(club: Club) -> None:
    await club.fail(hours=25)
    await club.house.admin("settings", notices="space-news")
    club.publish("Club day")
    await club.later(hours=25)
    assert len(club.told("launches")) == 1
    assert MENDED in club.told("space-news")[0]


async def test_what_was_not_tried_yet_is_shown_to_whoever_takes_the_channel_away(
    club: Club,
) -> None:
    club.house.sandbox.faults.add("POST", MESSAGES, status=503, times=None)
    await club.house.admin("subscribe", topic="all", channel="launches")
    club.house.feeds.publish("/orbit", feeds.rss(["Probe finds ice on the Moon"]))
    # The story is tried and waits; the notice is behind it.
    await club.house.read()
    await club.fail(hours=25)
    answer = await club.house.admin("settings", clear="notices")
    assert answer.content.startswith("🔔 Club cannot be read")
    club.house.sandbox.faults.clear()
    await club.later(hours=1)
    assert club.house.titles("launches") == ["Probe finds ice on the Moon"]


async def test_a_notice_never_stands_in_a_roundup(club: Club) -> None:
    await club.house.admin("subscribe", topic="all", channel="launches")
    club.break_down()
    await club.house.read()
    told = [f"Comet number {number} is discovered" for number in range(30)]
    club.house.feeds.publish("/orbit", feeds.rss(told))
    await club.later(hours=25)
    titles = club.house.titles("launches")
    assert titles.count("About your sources") == 1
    assert titles.count("25 stories") == 1


async def test_the_trouble_of_one_servers_source_is_told_to_no_other(house: House) -> None:
    club = Club(house)
    await club.founded(ELSEWHERE)
    await house.admin("settings", notices="launches")
    await club.fail(hours=25)
    assert club.told() == []
    for command in ("settings", "subscriptions", "feed health", "news sources"):
        answer = await house.admin(command)
        assert "Club" not in f"{answer.content}{answer.embeds}"
    assert [each.source_id for each in await notices.shelved(house.db, ELSEWHERE)] == [ID]


async def test_each_server_that_has_a_source_is_told_for_itself(house: House) -> None:
    club = Club(house)
    ours = house.sandbox.world.guild.id
    await club.founded(ours, ELSEWHERE)
    await house.admin("settings", notices="launches")
    await club.fail(hours=25)
    assert len(club.told()) == 1
    assert len(await notices.shelved(house.db, ELSEWHERE)) == 1
    assert await notices.shelved(house.db, ours) == []


async def test_of_a_public_source_the_operator_is_told(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "pipeline.notices")
    await house.admin("settings", notices="launches")
    document = house.feeds.documents.pop("/orbit")
    for hours in (0, 25, 25):
        house.clock.move(hours=hours)
        await house.read()
    house.feeds.documents["/orbit"] = document
    house.clock.move(hours=25)
    await house.read()
    told = [record for record in caplog.records if record.name == "pipeline.notices"]
    assert [record.levelname for record in told] == ["WARNING", "INFO"]
    assert told[0].message.startswith("Orbit (orbit) cannot be read; that began 2026-11-2")
    assert "Orbit (orbit) is all right again, after" in told[1].message
    assert Club(house).told() == []
