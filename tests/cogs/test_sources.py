"""How sources do, as members and admins are told: /news sources, /feed health, /subscriptions."""

import pytest

from news.models import Kind, Reading
from storage.sources import Record, record
from tests.builders import source
from tests.cogs.owned import ELSEWHERE, ID, Club
from tests.house import House, Start
from tests.storage.stock import keep


def text(answer_embeds: list[dict[str, str]]) -> str:
    return "\n".join(each["description"] for each in answer_embeds)


async def test_members_see_every_source_and_how_it_does(house: House) -> None:
    await Club(house).founded()
    answer = await house.member("news sources")
    assert answer.ephemeral
    assert answer.embeds[0]["title"] == "3 sources"
    listed = text(answer.embeds)
    assert listed.index("**Press**") < listed.index("**Orbit**") < listed.index("**Perigee**")
    assert listed.index("**Perigee**") < listed.index("**This server's own**")
    assert listed.endswith("· all is well")
    assert "**Club** · English · last story <t:" in listed


async def test_what_fails_is_said_to(house: House) -> None:
    club = Club(house)
    await club.founded()
    await club.fail(hours=1)
    listed = text((await house.member("news sources")).embeds)
    assert "⚠️ cannot be read; that began <t:" in listed
    # Why is for those who look after it.
    assert "status" not in listed


async def test_what_is_switched_off_is_not_listed(house: House) -> None:
    await keep(house.db, source("retired", enabled=False))
    assert "Retired" not in text((await house.member("news sources")).embeds)


async def test_what_another_server_added_is_not_listed(house: House) -> None:
    await Club(house).founded(ELSEWHERE)
    for answer in (await house.member("news sources"), await house.admin("feed health")):
        assert "Club" not in text(answer.embeds)


async def test_without_a_source_that_is_said(house: House) -> None:
    for name in ("orbit", "perigee"):
        await keep(house.db, source(name, enabled=False))
    assert "No source is read here." in (await house.member("news sources")).content
    assert "No source is read here." in (await house.admin("feed health")).content


async def test_a_long_list_goes_on_in_the_next_message(house: House) -> None:
    many = [source(f"s{number}", outlet=f"Observatory {number}" * 3) for number in range(60)]
    await keep(house.db, *many)
    shown = await house.member("news sources")
    assert shown.embeds[0]["title"] == "62 sources"
    assert 3000 < len(text(shown.embeds)) <= 4096


async def test_admins_see_what_fails_first_and_why(house: House) -> None:
    club = Club(house)
    await club.founded()
    await club.fail(hours=1)
    answer = await house.admin("feed health")
    assert answer.ephemeral
    assert answer.embeds[0]["title"] == "Health of 3 sources"
    first, second, third = text(answer.embeds).splitlines()
    assert first.startswith("• **Club** · ⚠️ cannot be read; that began <t:")
    assert "(status 500)" in first
    assert "next reading <t:" in first
    assert "all is well" in second
    assert "all is well" in third


async def test_one_source_is_told_whole(house: House) -> None:
    club = Club(house)
    await club.founded()
    shown = await house.admin("feed health", source="club")
    assert shown.embeds[0]["title"] == "Club"
    lines = text(shown.embeds).splitlines()
    assert lines[0] == "**State:** all is well"
    assert "**In its last document:** 1 item" in lines
    assert any(line.startswith("**Next reading:** ") for line in lines)


async def test_a_source_of_another_server_is_not_told_of(house: House) -> None:
    await Club(house).founded(ELSEWHERE)
    answer = await house.admin("feed health", source=ID)
    assert f'There is no source "{ID}".' in answer.content
    ada = house.sandbox.person("ada")
    assert await ada.autocomplete("feed health", "source", "club") == []


async def test_a_subscription_to_a_source_that_fails_says_so(house: House) -> None:
    club = Club(house)
    await club.founded()
    await house.admin("subscribe", source=ID)
    assert "Club · at once · all is well" in text((await house.admin("subscriptions")).embeds)
    await club.fail(hours=1)
    assert "Club · at once · ⚠️ cannot be read" in text((await house.admin("subscriptions")).embeds)


@pytest.mark.parametrize(
    ("reading", "words"),
    [
        (Reading(stopped="source.timeout"), "not read any more"),
        (Reading(read_at=None), "all is well"),
    ],
)
async def test_a_subscription_says_what_its_source_met(
    house: House, reading: Reading, words: str
) -> None:
    await house.admin("subscribe", source="orbit")
    async with house.db.transaction() as tx:
        await record(tx, [Record("orbit", reading, house.clock())])
    assert words in text((await house.admin("subscriptions")).embeds)


async def test_a_subscription_to_what_is_read_no_more_says_how_to_end_it(
    start: Start, house: House
) -> None:
    await house.admin("subscribe", source="orbit")
    await keep(house.db, source("orbit", enabled=False, kind=Kind.PRESS))
    assert "end this with /unsubscribe" in text((await house.admin("subscriptions")).embeds)
