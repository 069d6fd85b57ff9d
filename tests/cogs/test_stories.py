"""One story: how it is chosen, what is told of it, and what is related to it."""

import pytest

from storage import headlines
from tests import feeds
from tests.cogs.owned import ELSEWHERE, Club
from tests.house import House

MOON = "Lander touches down on the Moon"
FIRST = "Perseverance drills into a Jezero river bed"
SECOND = "Perseverance naps through a Jezero dust storm"


def text(embeds: list[dict[str, str]]) -> str:
    return "\n".join(each["description"] for each in embeds)


@pytest.fixture
async def archive(house: House) -> House:
    house.feeds.publish("/orbit", feeds.rss([FIRST, SECOND, MOON]))
    await house.read()
    return house


async def test_headlines_are_offered_newest_first_and_completed_while_typed(
    archive: House,
) -> None:
    mia = archive.sandbox.person("mia")
    offered = await mia.autocomplete("news story", "story", "")
    assert {name for name, _ in offered} == {FIRST, SECOND, MOON, "Old comet returns"}
    [(name, _), *_] = await mia.autocomplete("news related", "story", "persevrance dust")
    assert name == SECOND


async def test_an_older_headline_is_found_by_whole_words_of_which_the_last_may_be_begun(
    archive: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(headlines, "NEWEST", 1)
    mia = archive.sandbox.person("mia")
    for typed, found in {"old come": 1, "old ret": 1, "ol comet": 0, "ol": 0}.items():
        assert len(await mia.autocomplete("news story", "story", typed)) == found, typed


async def test_a_story_is_shown_whole(archive: House) -> None:
    mia = archive.sandbox.person("mia")
    [(_, key)] = await mia.autocomplete("news story", "story", "river bed")
    answer = await archive.member("news story", story=key)
    assert answer.ephemeral
    assert answer.embeds[0]["title"] == FIRST
    said = text(answer.embeds)
    assert "About Perseverance" in said
    assert "**Reported by 1 article**" in said
    assert SECOND in said
    assert "same mission: Perseverance" in said
    assert "[Perseverance](https://science.nasa.gov/" in said


async def test_related_stories_are_named_with_the_reason_and_pages_to_read_on(
    archive: House,
) -> None:
    answer = await archive.member("news related", story="river bed")
    said = text(answer.embeds)
    assert answer.ephemeral
    assert answer.embeds[0]["title"] == "Related stories"
    assert said.startswith(f"Related to [{FIRST}](")
    assert SECOND in said
    assert MOON not in said
    assert "same mission: Perseverance" in said
    assert "**Related links**" in said


async def test_a_pasted_link_names_its_story(archive: House) -> None:
    [(_, key)] = await archive.sandbox.person("mia").autocomplete("news story", "story", "river")
    whole = await archive.member("news story", story=key)
    link = whole.embeds[0]["url"]
    for pasted in (f"<{link}>", f"{link}?utm_source=chat", link):
        answer = await archive.member("news story", story=pasted)
        assert answer.embeds[0]["title"] == FIRST
    mia = archive.sandbox.person("mia")
    assert await mia.autocomplete("news story", "story", link) == [(FIRST, key)]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        pytest.param("https://orbit.example/no-such", "No story with that link", id="a link"),
        pytest.param("quarterly dividends", "a headline like quarterly dividends", id="words"),
        pytest.param("0" * 24, "a headline like 000000000000", id="a key"),
        pytest.param("https://", "a headline like https", id="half a link"),
        pytest.param("?!…", "a headline like ?!", id="no word"),
    ],
)
async def test_what_is_not_known_is_said_to_be_with_what_to_do(
    archive: House, typed: str, sentence: str
) -> None:
    for command in ("news story", "news related"):
        answer = await archive.member(command, story=typed)
        assert sentence in answer.content
        assert "/news search" in answer.content


async def test_a_story_of_another_servers_source_is_not_there(archive: House) -> None:
    club = Club(archive)
    await club.founded(ELSEWHERE)
    mia = archive.sandbox.person("mia")
    assert await mia.autocomplete("news story", "story", "club night") == []
    by_words = await archive.member("news story", story="Club night")
    by_link = await archive.member("news story", story="https://club.example/club-night")
    assert "No story" in by_words.content
    assert "No story" in by_link.content


async def test_a_servers_own_story_is_there(archive: House) -> None:
    await Club(archive).founded()
    answer = await archive.member("news story", story="club night")
    assert answer.embeds[0]["title"] == "Club night"
