"""/help and /about: how to start, and what is kept about whom."""

from sqlalchemy import BigInteger

from news.version import VERSION
from storage.schema import metadata
from tests.cogs.owned import Club
from tests.house import House


async def test_help_says_how_to_start_by_role(house: House) -> None:
    member, admin = await house.member("help"), await house.admin("help")
    assert member.ephemeral
    shown = member.message["embeds"][0]["description"]
    for each in ("news latest", "news digest", "news search", "news related", "about"):
        assert f"</{each}:" in shown, each
    assert "feed add" not in shown
    assert "Whoever manages this server" in shown
    theirs = admin.message["embeds"][0]["description"]
    for each in ("news latest", "subscribe", "subscriptions", "feed add", "settings", "why"):
        assert f"</{each}:" in theirs, each


async def test_about_says_what_is_kept_whose_words_these_are_and_the_version(house: House) -> None:
    await Club(house).founded()
    answer = await house.member("about")
    assert answer.ephemeral
    [embed] = answer.embeds
    said = embed["description"]
    assert "forgotten with all of this after 7 days" in said
    assert "Orbit" in said
    assert "Club" not in said
    assert VERSION in said
    assert "MIT licence" in said


def test_of_people_nothing_is_kept_but_what_about_says() -> None:
    """A column for somebody's id needs its sentence there."""
    of_people = {
        f"{table.name}.{column.name}"
        for table in metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, BigInteger)
        and any(word in column.name for word in ("user", "member", "by", "person", "author"))
    }
    assert of_people == {"subscriptions.created_by", "undos.user_id"}
