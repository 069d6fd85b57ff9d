"""/settings: what is given is set, and everything is shown as it is now."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from news import words
from sandbox.people.person import Answer, Refused
from sandbox.server import Sandbox
from storage import guilds
from storage.guilds import Chosen
from tests import feeds
from tests.cogs.owned import Club
from tests.house import House, Start, furnish

GERMAN = """
msgid ""
msgstr ""
"Language: de\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "button.coverage"
msgstr "Berichte ({count})"

msgid "notices.title"
msgstr "Zu deinen Quellen"

msgid "card.roundup"
msgid_plural "card.roundup"
msgstr[0] "{count} Meldung"
msgstr[1] "{count} Meldungen"
"""


def shown(answer: Answer) -> dict[str, str]:
    """What is set -> what is said of it, in the order in which it is shown."""
    assert answer.ephemeral
    description: str = answer.embeds[0]["description"]
    lines = re.split(r"^\*\*(.+?):\*\* ", description, flags=re.MULTILINE)[1:]
    pairs = zip(lines[::2], lines[1::2], strict=True)
    return {name: said.rstrip("\n") for name, said in pairs}


async def chosen(house: House) -> Chosen:
    return await guilds.chosen(house.db, house.sandbox.world.guild.id)


@pytest.fixture
def german(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second language, of which only a few sentences are translated."""
    (tmp_path / "de.po").write_text(GERMAN, encoding="utf-8")
    english = words._CATALOGUES["en"]
    translated = words._load(tmp_path / "de.po")
    translated.add_fallback(english)
    monkeypatch.setitem(words._CATALOGUES, "de", translated)


async def test_before_anything_is_chosen_that_is_said_with_how_to_choose(house: House) -> None:
    said = shown(await house.admin("settings"))
    assert [*said] == ["Time zone", "Language", "News in", "Digests", "Quiet hours", "Notices"]
    assert said["Time zone"].startswith("UTC, where it is 12:")
    assert said["Language"].startswith("English")
    assert said["News in"].startswith("English, until")
    assert said["Digests"].startswith("at 08:00, those of a week on Mondays, until")
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


async def test_the_next_digest_is_told_by_each_readers_clock(house: House) -> None:
    said = shown(await house.admin("settings", timezone="Asia/Tokyo", digest_at="8:30"))
    [due] = re.findall(r"<t:(\d+):F>", said["Digests"])
    there = datetime.fromtimestamp(int(due), ZoneInfo("Asia/Tokyo"))
    assert (there.hour, there.minute) == (8, 30)
    assert timedelta(0) < there - house.clock() <= timedelta(days=1)


async def test_digests_in_the_quiet_hours_are_said_to_wait(house: House) -> None:
    given = {"digest_at": "6", "quiet_from": "22", "quiet_to": "7"}
    said = shown(await house.admin("settings", **given))
    assert said["Digests"].endswith("⚠️ That is in your quiet hours, so they wait until 07:00")
    [due] = re.findall(r"<t:(\d+):F>", said["Digests"])
    assert datetime.fromtimestamp(int(due), UTC).hour == 7
    assert "⚠️" not in shown(await house.admin("settings", digest_at="7"))["Digests"]


@pytest.mark.parametrize("end", ["quiet_from", "quiet_to"])
async def test_quiet_hours_have_both_ends(house: House, end: str) -> None:
    answer = await house.admin("settings", **{end: "22:00", "timezone": "berlin"})
    assert answer.content.startswith("Quiet hours need both ends: give quiet_from and quiet_to")
    assert await chosen(house) == Chosen()
    await house.admin("settings", quiet_from="22:00", quiet_to="7:00")
    said = shown(await house.admin("settings", **{end: "23:15"}))
    assert "23:15" in said["Quiet hours"]


async def test_quiet_hours_from_one_time_to_the_same_are_none(house: House) -> None:
    said = shown(await house.admin("settings", quiet_from="8", quiet_to="08:00"))
    assert said["Quiet hours"].startswith("none")


@pytest.mark.parametrize("option", ["digest_at", "quiet_from", "quiet_to"])
async def test_what_is_no_time_of_day_is_explained(house: House, option: str) -> None:
    answer = await house.admin("settings", **{option: "in the morning"})
    assert answer.content == (
        '"in the morning" is no time of day: type one such as 08:00, 20:30 or 8pm.'
    )


async def test_a_language_in_which_no_source_tells_is_said_to_be(house: House) -> None:
    said = shown(await house.admin("settings", news_languages="de and en"))["News in"]
    assert said == (
        "German and English\n⚠️ No source here tells news in German yet: add one with /feed add"
    )
    assert shown(await house.admin("settings", news_languages="en"))["News in"] == "English"


async def test_a_language_of_news_that_there_is_not_is_explained(house: House) -> None:
    answer = await house.admin("settings", news_languages="en, Klingon")
    assert answer.content.startswith('There is no language "Klingon": type names or codes')
    assert (await chosen(house)).news_languages is None


async def test_languages_of_news_are_completed_one_after_another(house: House) -> None:
    ada = house.sandbox.person("ada")
    assert ("German", "de") in await ada.autocomplete("settings", "news_languages", "ger")
    found = await ada.autocomplete("settings", "news_languages", "English, ger")
    assert found[0] == ("English, German", "en de")


async def test_the_news_of_a_server_comes_in_the_languages_it_has_chosen(house: House) -> None:
    await house.admin("subscribe", topic="all")
    await house.admin("settings", news_languages="de")
    await _publish(house, 1)
    assert house.titles() == []
    await house.admin("settings", clear="news_languages")
    await _publish(house, 2)
    assert house.titles() == ["Comet number 2 is seen"]


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
    assert answer.content == ('There is no language "Klingon" here. Those that there are: English.')
    ada = house.sandbox.person("ada")
    assert await ada.autocomplete("settings", "language", "") == [("English", "en")]


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


async def test_posts_speak_the_language_that_was_chosen(
    german: None, start: Start, sandbox: Sandbox
) -> None:
    async with furnish(start) as house:
        await house.admin("subscribe", topic="all")
        await _publish(house, 1)
        await house.admin("settings", language="de")
        await _publish(house, 2)
        assert _labels(house) == ["Coverage (1)", "Berichte (1)"]
        assert shown(await house.admin("settings"))["Language"] == "German"
        await _publish(house, 3, 30)
        assert house.titles()[-1] == "25 Meldungen"


async def test_what_waits_for_the_end_of_quiet_hours_is_told_at_once_without_them(
    house: House,
) -> None:
    await house.admin("subscribe", topic="all")
    await house.admin("settings", quiet_from="6", quiet_to="20")
    await _publish(house, 1)
    assert house.titles() == []
    await house.admin("settings", quiet_to="22")
    await house.tell()
    assert house.titles() == []
    await house.admin("settings", clear="quiet")
    await house.tell()
    assert house.titles() == ["Comet number 1 is seen"]


async def test_what_waits_is_told_at_the_end_that_was_chosen_last(house: House) -> None:
    await house.admin("subscribe", topic="all")
    await house.admin("settings", quiet_from="6", quiet_to="20")
    await _publish(house, 1)
    await house.admin("settings", quiet_to="14")
    await house.tell()
    assert house.titles() == []
    house.clock.move(hours=2)
    await house.tell()
    assert house.titles() == ["Comet number 1 is seen"]


async def _publish(house: House, first: int, count: int = 1) -> None:
    numbers = range(first + count - 1, 0, -1)
    house.feeds.publish("/orbit", feeds.rss([f"Comet number {each} is seen" for each in numbers]))
    await house.read()


def _labels(house: House) -> list[Any]:
    messages = house.sandbox.world.messages("space-news")
    return [each["components"][0]["components"][0]["label"] for each in messages]


async def test_where_none_is_chosen_posts_speak_the_servers_own_language(
    german: None, house: House
) -> None:
    house.sandbox.world.guild.locale = "de"
    await house.admin("subscribe", topic="all")
    await _publish(house, 1)
    assert _labels(house) == ["Berichte (1)"]


async def test_a_notice_speaks_the_language_that_was_chosen(german: None, house: House) -> None:
    club = Club(house)
    await club.founded()
    await house.admin("settings", language="de", notices="launches")
    await club.fail(hours=25)
    assert house.titles("launches") == ["Zu deinen Quellen"]
