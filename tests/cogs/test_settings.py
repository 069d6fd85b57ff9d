"""/settings: what is given is set, and everything is shown as it is now."""

from typing import Any

import pytest

from sandbox.people.person import Refused
from sandbox.server import Sandbox
from storage.guilds import Chosen
from tests.cogs.chosen import chosen, publish, shown
from tests.cogs.owned import Club
from tests.house import House, Start, furnish


async def test_before_anything_is_chosen_that_is_said_with_how_to_choose(house: House) -> None:
    said = shown(await house.admin("settings"))
    assert [*said] == ["Time zone", "Language", "News in", "Digests", "Quiet hours", "Notices"]
    assert said["Time zone"].startswith("UTC, where it is 12:")
    assert said["Language"].startswith("English")
    assert said["News in"].startswith("English, until")
    assert said["Digests"].startswith("at 08:00 (UTC), those of a week on Mondays, until")
    assert said["Quiet hours"].startswith("none, until")
    options = ["timezone", "language", "news_languages", "digest_at", "quiet_from", "notices"]
    for option, line in zip(options, said.values(), strict=True):
        assert f"/settings {option}" in line


async def test_what_is_given_is_set_and_the_rest_stays(house: House) -> None:
    await house.admin("settings", timezone="berlin", digest_at="7pm")
    await house.admin("settings", notices="launches", quiet_from="22", quiet_to="7:30")
    said = shown(await house.admin("settings", language="en", news_languages="German, fr"))
    channel = house.sandbox.world.channel("launches").id
    assert said["Time zone"].startswith("Europe/Berlin, where it is 13:")
    assert said["Language"] == "English"
    assert said["News in"].startswith("German and French")
    assert said["Quiet hours"].startswith("22:00 to 07:30;")
    assert said["Notices"] == f"<#{channel}>"
    assert await chosen(house) == Chosen(
        locale="en-US",
        language="en",
        news_languages="de fr",
        timezone="Europe/Berlin",
        digest_at=19 * 60,
        quiet_from=22 * 60,
        quiet_to=7 * 60 + 30,
        notices_channel_id=channel,
    )


@pytest.mark.parametrize(
    ("given", "cleared", "names"),
    [
        ({"timezone": "Europe/Berlin"}, "timezone", ["timezone"]),
        ({"language": "en"}, "language", ["language"]),
        ({"news_languages": "de"}, "news_languages", ["news_languages"]),
        ({"digest_at": "9"}, "digest_at", ["digest_at"]),
        ({"quiet_from": "22", "quiet_to": "7"}, "quiet", ["quiet_from", "quiet_to"]),
        ({"notices": "launches"}, "notices", ["notices_channel_id"]),
    ],
)
async def test_each_choice_can_be_taken_back(
    house: House, given: dict[str, str], cleared: str, names: list[str]
) -> None:
    await house.admin("settings", **given)
    assert None not in [getattr(await chosen(house), name) for name in names]
    await house.admin("settings", clear=cleared)
    assert {getattr(await chosen(house), name) for name in names} == {None}


async def test_a_choice_is_not_set_and_cleared_at_once(house: House) -> None:
    answer = await house.admin("settings", timezone="Europe/Berlin", clear="timezone")
    assert answer.content == "Give Time zone a value or clear it, not both."
    assert (await chosen(house)).timezone is None


@pytest.mark.parametrize("given", ["Moon base", "+02:00", "EST"])
async def test_a_time_zone_that_there_is_not_is_explained(house: House, given: str) -> None:
    answer = await house.admin("settings", timezone=given, language="en")
    assert (await chosen(house)).timezone is None
    assert f'There is no time zone "{given}".' in answer.content
    assert (await chosen(house)).language is None


async def test_a_language_is_typed_by_name_or_code_and_another_is_explained(house: House) -> None:
    assert shown(await house.admin("settings", language="english"))["Language"] == "English"
    answer = await house.admin("settings", language="Klingon")
    assert answer.content.startswith('There is no language "Klingon" here. Those that there are: ')
    assert "Deutsch" in answer.content
    ada = house.sandbox.person("ada")
    offered = await ada.autocomplete("settings", "language", "")
    assert {("Deutsch", "de"), ("English", "en")} <= {*offered}


async def test_time_zones_are_completed_by_their_city(house: House) -> None:
    ada = house.sandbox.person("ada")
    found = await ada.autocomplete("settings", "timezone", "new yor")
    assert ("America/New York", "America/New_York") in found[:3]
    assert len(await ada.autocomplete("settings", "timezone", "")) == 25


async def test_only_who_manages_the_server_chooses(house: House) -> None:
    with pytest.raises(Refused):
        await house.member("settings", timezone="Europe/Berlin")


async def test_notices_go_nowhere_where_the_admin_may_not_write(house: House) -> None:
    world = house.sandbox.world
    world.change_role(world.role("launch-pings"), "MANAGE_GUILD")  # which mia has
    answer = await house.member("settings", notices="announcements")
    assert "You need View Channel and Send Messages" in answer.content
    assert (await chosen(house)).notices_channel_id is None


async def test_notices_go_nowhere_where_the_bot_may_not_write(house: House) -> None:
    answer = await house.admin("settings", notices="staff-only")
    assert "I cannot post in" in answer.content
    assert (await chosen(house)).notices_channel_id is None


async def test_a_channel_that_is_closed_since_is_said_to_be(house: House) -> None:
    await house.admin("settings", notices="launches")
    house.sandbox.world.deny("launches", "SEND_MESSAGES")
    assert "please give me Send Messages" in shown(await house.admin("settings"))["Notices"]


async def test_a_channel_that_went_while_the_bot_was_away_is_said_to_be_gone(start: Start) -> None:
    async with start() as house:
        await house.admin("settings", notices="launches")
    house.sandbox.world.remove_channel("launches")
    async with start() as house:
        assert "the channel is gone" in shown(await house.admin("settings"))["Notices"]


async def test_choices_outlast_a_restart(start: Start) -> None:
    async with start() as house:
        await house.admin("settings", timezone="Asia/Tokyo")
    async with start() as house:
        assert "Asia/Tokyo" in shown(await house.admin("settings"))["Time zone"]


async def test_posts_speak_the_language_that_was_chosen(start: Start, sandbox: Sandbox) -> None:
    async with furnish(start) as house:
        await house.admin("subscribe", topic="all")
        await publish(house, 1)
        await house.admin("settings", language="de")
        await publish(house, 2)
        assert _labels(house) == ["Coverage (1)", "Berichte (1)"]
        assert shown(await house.admin("settings"))["Language"] == "German"
        await publish(house, 3, 30)
        assert house.titles()[-1] == "25 Meldungen"


def _labels(house: House) -> list[Any]:
    messages = house.sandbox.world.messages("space-news")
    return [each["components"][0]["components"][-1]["label"] for each in messages]


async def test_where_none_is_chosen_posts_speak_the_servers_own_language(house: House) -> None:
    house.sandbox.world.guild.locale = "de"
    await house.admin("subscribe", topic="all")
    await publish(house, 1)
    assert _labels(house) == ["Berichte (1)"]


async def test_a_notice_speaks_the_language_that_was_chosen(house: House) -> None:
    club = Club(house)
    await club.founded()
    await house.admin("settings", language="de", notices="launches")
    await club.fail(hours=25)
    assert house.titles("launches") == ["Zu deinen Quellen"]
