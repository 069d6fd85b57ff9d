"""/settings: what is given is set, and everything is shown as it is now."""

from pathlib import Path
from typing import Any

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


def shown(answer: Answer) -> list[str]:
    """Time zone, language, notices."""
    assert answer.ephemeral
    lines: list[str] = answer.embeds[0]["description"].splitlines()
    assert len(lines) == 3
    return lines


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
    zone, language, notices = shown(await house.admin("settings"))
    assert zone.startswith("**Time zone:** UTC, where it is 12:")
    assert "/settings timezone" in zone
    assert language.startswith("**Language:** English")
    assert "/settings language" in language
    assert "/settings notices" in notices


async def test_what_is_given_is_set_and_the_rest_stays(house: House, start: Start) -> None:
    await house.admin("settings", timezone="berlin")
    await house.admin("settings", notices="launches")
    zone, language, notices = shown(await house.admin("settings", language="en"))
    channel = house.sandbox.world.channel("launches").id
    assert zone.startswith("**Time zone:** Europe/Berlin, where it is 13:")
    assert language == "**Language:** English"
    assert notices == f"**Notices:** <#{channel}>"
    assert await chosen(house) == Chosen("en-US", "en", "Europe/Berlin", channel)


@pytest.mark.parametrize(
    ("option", "given", "name"),
    [
        ("timezone", "Europe/Berlin", "timezone"),
        ("language", "en", "language"),
        ("notices", "launches", "notices_channel_id"),
    ],
)
async def test_each_choice_can_be_taken_back(
    house: House, option: str, given: str, name: str
) -> None:
    await house.admin("settings", **{option: given})
    assert getattr(await chosen(house), name) is not None
    await house.admin("settings", clear=option)
    assert getattr(await chosen(house), name) is None


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
    assert shown(await house.admin("settings", language="english"))[1] == "**Language:** English"
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


async def test_a_channel_that_is_closed_or_gone_since_is_said_to_be(house: House) -> None:
    await house.admin("settings", notices="launches")
    house.sandbox.world.deny("launches", "SEND_MESSAGES")
    assert "please give me Send Messages" in shown(await house.admin("settings"))[2]
    house.sandbox.world.remove_channel("launches")
    assert "the channel is gone" in shown(await house.admin("settings"))[2]


async def test_choices_outlast_a_restart(start: Start) -> None:
    async with start() as house:
        await house.admin("settings", timezone="Asia/Tokyo")
    async with start() as house:
        assert "Asia/Tokyo" in shown(await house.admin("settings"))[0]


async def test_posts_speak_the_language_that_was_chosen(
    german: None, start: Start, sandbox: Sandbox
) -> None:
    async with furnish(start) as house:
        await house.admin("subscribe", topic="all")
        await _publish(house, 1)
        await house.admin("settings", language="de")
        await _publish(house, 2)
        assert _labels(house) == ["Coverage (1)", "Berichte (1)"]
        assert shown(await house.admin("settings"))[1] == "**Language:** German"
        await _publish(house, 3, 30)
        assert house.titles()[-1] == "25 Meldungen"


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
