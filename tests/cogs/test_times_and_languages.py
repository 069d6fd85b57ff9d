"""/settings: when digests come, when it is quiet, and in which languages news comes."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from storage.guilds import Chosen
from tests.cogs.chosen import chosen, publish, shown
from tests.house import House


async def test_the_next_digest_is_told_by_each_readers_clock(house: House) -> None:
    said = shown(await house.admin("settings", timezone="Asia/Tokyo", digest_at="8:30"))
    [due] = re.findall(r"the next daily one comes <t:(\d+):R>", said["Digests"])
    there = datetime.fromtimestamp(int(due), ZoneInfo("Asia/Tokyo"))
    assert (there.hour, there.minute) == (8, 30)
    assert timedelta(0) < there - house.clock() <= timedelta(days=1)


async def test_digests_in_the_quiet_hours_are_said_to_wait(house: House) -> None:
    given = {"digest_at": "6", "quiet_from": "22", "quiet_to": "7"}
    said = shown(await house.admin("settings", **given))
    assert said["Digests"].endswith("⚠️ That is in your quiet hours, so they wait until 07:00")
    [due] = re.findall(r"the next daily one comes <t:(\d+):R>", said["Digests"])
    assert datetime.fromtimestamp(int(due), UTC).hour == 7
    assert "⚠️" not in shown(await house.admin("settings", digest_at="7"))["Digests"]


@pytest.mark.parametrize("end", ["quiet_from", "quiet_to"])
async def test_quiet_hours_have_both_ends(house: House, end: str) -> None:
    answer = await house.admin("settings", **{end: "22:00", "timezone": "berlin"})
    assert answer.content.startswith("Quiet hours need two different ends: give quiet_from")
    assert await chosen(house) == Chosen(locale="en-US")
    await house.admin("settings", quiet_from="22:00", quiet_to="7:00")
    said = shown(await house.admin("settings", **{end: "23:15"}))
    assert "23:15" in said["Quiet hours"]
    same = await house.admin("settings", quiet_from="22:00", quiet_to="22:00")
    assert same.content.startswith("Quiet hours need two different ends")


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
    await publish(house, 1)
    assert house.titles() == []
    await house.admin("settings", clear="news_languages")
    await publish(house, 2)
    assert house.titles() == ["Comet number 2 is seen"]


async def test_what_waits_for_the_end_of_quiet_hours_is_told_at_once_without_them(
    house: House,
) -> None:
    await house.admin("subscribe", topic="all")
    await house.admin("settings", quiet_from="6", quiet_to="20")
    await publish(house, 1)
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
    await publish(house, 1)
    await house.admin("settings", quiet_to="14")
    await house.tell()
    assert house.titles() == []
    house.clock.move(hours=2)
    await house.tell()
    assert house.titles() == ["Comet number 1 is seen"]
