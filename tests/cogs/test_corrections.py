"""A source changes what it has told: its messages show that, once, and not for ever."""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from tests.house import House

TITLE = "Lander touches down near the lunar south pole"
TIPPED = "Lander tips over near the lunar south pole"
SILENT = "Lander falls silent near the lunar south pole"
OLD = "Old comet returns to the inner planets"
TEXT = "It is the first of three. Its makers are glad. The first pictures are to come tonight."


@dataclass
class Orbit:
    """A source whose items change; by their guids, the newest first."""

    house: House
    items: dict[str, tuple[str, str]] = field(default_factory=dict)

    async def tell(self, title: str, summary: str = TEXT, *, guid: str = "lander") -> None:
        """The item says so from now on; its source is read at once."""
        told = {guid: (title, summary)}
        self.items = told | self.items | told
        self.house.feeds.publish("/orbit", self._feed())
        await self.house.read()

    def _feed(self) -> str:
        site = "https://orbit.example"
        items = "".join(
            f"<item><guid isPermaLink='false'>{guid}</guid><title>{title}</title>"
            f"<link>{site}/{guid}</link><description>{summary}</description></item>"
            for guid, (title, summary) in self.items.items()
        )
        return (
            f'<?xml version="1.0"?><rss version="2.0"><channel><title>Orbit</title>'
            f"<link>{site}/</link>{items}</channel></rss>"
        )

    def edits(self) -> int:
        """How many messages the bot has edited."""
        said = self.house.sandbox.requests
        return sum(one.method == "PATCH" and "/messages/" in one.path for one in said)


@pytest.fixture
async def orbit(house: House) -> Orbit:
    """It has told nothing of the lander yet."""
    made = Orbit(house)
    await made.tell(OLD, guid="comet")
    return made


def description(house: House, channel: str = "space-news") -> str:
    [message] = house.sandbox.world.messages(channel)
    said: str = message["embeds"][0]["description"]
    return said


async def test_another_headline_is_shown_once_while_the_card_is_young(
    house: House, orbit: Orbit
) -> None:
    await house.admin("subscribe", topic="all")
    await orbit.tell(TITLE)
    await orbit.tell(TIPPED)
    assert house.titles() == [f"Updated: {TIPPED}"]
    for _ in range(3):
        await house.read()
    await orbit.tell(f"{TIPPED}!")
    await orbit.tell(TIPPED, f"{TEXT} They hope.")
    assert orbit.edits() == 1


async def test_a_card_of_an_hour_ago_stays_as_it_is(house: House, orbit: Orbit) -> None:
    await house.admin("subscribe", topic="all")
    await orbit.tell(TITLE)
    house.clock.move(hours=2)
    await orbit.tell(TIPPED)
    assert house.titles() == [TITLE]
    assert orbit.edits() == 0


async def test_whoever_looks_for_it_reads_and_finds_what_it_says_now(
    house: House, orbit: Orbit
) -> None:
    await orbit.tell(TITLE)
    house.clock.move(hours=2)
    await orbit.tell(TIPPED)
    assert TIPPED in str((await house.member("news latest")).embeds)
    assert "**tips**" in str((await house.member("news search", query="tips")).embeds)


async def test_a_headline_that_comes_back_is_shown_as_it_was(house: House, orbit: Orbit) -> None:
    await house.admin("subscribe", topic="all")
    await orbit.tell(TITLE)
    await orbit.tell(TIPPED)
    await orbit.tell(TITLE)
    assert house.titles() == [TITLE]
    assert orbit.edits() == 2


async def test_a_card_that_came_after_the_change_is_no_update(house: House, orbit: Orbit) -> None:
    await house.admin("subscribe", topic="all")
    house.newsroom.room.quiet_until = house.clock() + timedelta(minutes=10)
    await orbit.tell(TITLE)
    await orbit.tell(TIPPED)
    house.clock.move(minutes=10)
    await house.tell()
    assert house.titles() == [TIPPED]
    house.feeds.publish("/perigee", perigee(TIPPED))
    await house.read()
    assert house.titles() == [TIPPED]
    assert orbit.edits() == 1


def perigee(title: str) -> str:
    site = "https://perigee.example"
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>Perigee</title>'
        f"<link>{site}/</link><item><guid>{site}/1</guid><title>{title}</title>"
        f"<link>{site}/1</link></item></channel></rss>"
    )


async def test_changes_and_other_outlets_are_shown_together(house: House, orbit: Orbit) -> None:
    await house.admin("subscribe", topic="all")
    await orbit.tell(TITLE)
    house.feeds.publish("/perigee", perigee(TIPPED))
    await orbit.tell(TIPPED)
    assert house.titles() == [f"Updated: {TIPPED}"]
    assert "also in Perigee" in description(house)


async def test_what_is_withdrawn_is_marked_hours_later_and_once(house: House, orbit: Orbit) -> None:
    await house.admin("subscribe", topic="all")
    await orbit.tell(TITLE)
    house.clock.move(hours=5)
    await orbit.tell(f"Withdrawn: {TITLE}")
    assert house.titles() == [f"Withdrawn: {TITLE}"]
    assert description(house).startswith("Orbit has withdrawn this since")
    await orbit.tell(TITLE)
    await orbit.tell(f"[WITHDRAWN] {TITLE}", "This article has been withdrawn.")
    assert orbit.edits() == 1


async def test_what_is_withdrawn_is_marked_wherever_it_is_found(house: House, orbit: Orbit) -> None:
    await orbit.tell(TITLE)
    await orbit.tell(f"Withdrawn: {TITLE}")
    mia = house.sandbox.person("mia", "space-news")
    for typed in ("", "lander touches", "https://orbit.example/lander"):
        offered = await mia.autocomplete("news story", "story", typed)
        assert f"Withdrawn: {TITLE}" in [name for name, _ in offered]
    found = await house.member("news search", query="lunar pole")
    assert "[Withdrawn: Lander touches" in str(found.embeds)
    related = await house.member("news related", story=TITLE)
    assert f"Related to [Withdrawn: {TITLE}](" in str(related.embeds)


async def test_a_week_later_nobody_is_told(house: House, orbit: Orbit) -> None:
    await house.admin("subscribe", topic="all")
    await orbit.tell(TITLE)
    house.clock.move(days=8)
    await orbit.tell(f"Withdrawn: {TITLE}")
    assert house.titles() == [TITLE]


async def test_a_note_below_the_article_marks_it_as_corrected(house: House, orbit: Orbit) -> None:
    await house.admin("subscribe", topic="all")
    await orbit.tell(TITLE)
    house.clock.move(hours=5)
    await orbit.tell(TITLE, f"{TEXT} Correction: it is the second of three.")
    assert house.titles() == [f"Corrected: {TITLE}"]
    assert "the second of three" in description(house)


async def test_a_correction_of_its_own_marks_the_card_and_makes_no_other(
    house: House, orbit: Orbit
) -> None:
    await house.admin("subscribe", topic="all")
    await orbit.tell(TITLE)
    house.clock.move(hours=5)
    await orbit.tell(f"Correction: {TITLE}", guid="correction")
    assert house.titles() == [f"Corrected: {TITLE}"]


async def test_a_correction_in_other_words_belongs_to_the_story(house: House, orbit: Orbit) -> None:
    await house.admin("subscribe", topic="all")
    wrong = "Water vapour found on Kestrel-9 b, a rocky exoplanet 84 light-years away"
    right = "Correction: Kestrel-9 b is 48 light-years away, not 84"
    await orbit.tell(wrong, guid="water")
    house.clock.move(hours=5)
    await orbit.tell(right, guid="correction")
    assert [each.replace("\\", "") for each in house.titles()] == [f"Corrected: {wrong}"]
    whole = await house.member("news story", story=wrong)
    assert right in "".join(each["description"] for each in whole.embeds).replace("\\", "")


async def test_a_post_in_a_forum_is_marked_and_its_thread_keeps_its_name(
    house: House, orbit: Orbit
) -> None:
    await house.admin("subscribe", topic="all", channel="mission-log")
    await orbit.tell(TITLE)
    await orbit.tell(f"Withdrawn: {TITLE}")
    assert house.titles(TITLE) == [f"Withdrawn: {TITLE}"]


async def test_a_line_among_others_stays_as_it_is(house: House, orbit: Orbit) -> None:
    await house.admin("subscribe", topic="all", style="compact")
    await orbit.tell(TITLE)
    await orbit.tell(f"Withdrawn: {TITLE}")
    assert orbit.edits() == 0


async def test_a_published_message_is_edited_three_times_an_hour_and_ends_as_it_should(
    house: House, orbit: Orbit
) -> None:
    await house.admin("subscribe", topic="all", channel="announcements", publish=True)
    await orbit.tell(TITLE)
    house.clock.move(minutes=20)
    await house.read()
    house.sandbox.limits = True
    for title in (TIPPED, SILENT, TITLE, SILENT, TIPPED):
        await orbit.tell(title)
    assert house.titles("announcements") == [f"Updated: {SILENT}"]
    assert orbit.edits() == 2
    house.clock.move(minutes=25)
    await house.tell()
    assert house.titles("announcements") == [f"Updated: {TIPPED}"]
    assert orbit.edits() == 3
