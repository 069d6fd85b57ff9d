"""Stories: what comes back, what is newest, and who may see it."""

from dataclasses import replace
from datetime import timedelta

from news.models import ArticleKeys, GuildView, Story
from news.query import Filter
from storage import lists, stories
from storage.database import Database
from tests.builders import NOON, article, story
from tests.storage.stock import private, stock, titles

ANY = Filter()
STRANGER = GuildView()
MEMBER = GuildView(1, frozenset({"club"}))
OTHER = GuildView(2, frozenset({"guild"}))
DAY = timedelta(days=1)


async def seen(
    db: Database, view: GuildView = STRANGER, wanted: Filter = ANY, limit: int = 10, offset: int = 0
) -> list[str]:
    return titles(await lists.newest(db, view, wanted, limit=limit, offset=offset))


# What comes back


def full() -> Story:
    told = article(
        "Ein Rover rollt",
        summary="Er rollt.",
        image="https://orbit.example/rover.jpg",
        image_credit="CC BY",
        byline="A. Author",
        language="de",
        published_at=NOON - DAY,
    )
    return story(articles=(told,), topics=("mars", "rover"), told_at=NOON - DAY)


def forgetful(whole: Story) -> Story:
    """Keys and categories do their work when an article comes; they are not kept with it."""
    articles = (replace(each, keys=ArticleKeys(), categories=()) for each in whole.articles)
    return replace(whole, articles=tuple(articles))


async def test_a_story_comes_back_as_it_was_saved(db: Database) -> None:
    whole = full()
    [number] = await stock(db, whole)
    assert await stories.by_ids(db, [number]) == [forgetful(whole)]


async def test_articles_keep_their_order_the_lead_first(db: Database) -> None:
    leads = tuple(article(each, source_id=each.lower()) for each in ("Orbit", "Probe", "Astro"))
    [number] = await stock(db, story(articles=leads))
    [back] = await stories.by_ids(db, [number])
    assert titles(back.articles) == ["Orbit", "Probe", "Astro"]


async def test_stories_come_in_the_order_asked_for(db: Database) -> None:
    told = [story(f"Number {each}") for each in range(20)]
    numbers = await stock(db, *told)
    assert titles(await stories.by_keys(db, [each.key for each in told])) == titles(told)
    wanted = [numbers[3], 4711, numbers[1]]
    assert titles(await stories.by_ids(db, wanted)) == ["Number 3", "Number 1"]
    assert await stories.by_ids(db, []) == []
    assert await stories.by_keys(db, ["none"]) == []


# Who sees what


async def test_what_is_not_about_space_is_left_out_where_that_is_asked_for(db: Database) -> None:
    phone = article("Phone is sold", entities=("spacex",))
    await stock(db, story("Rover rolls", topics=("mars",)), story(articles=(phone,)))
    for wanted, found in ((ANY, ["Rover rolls"]), (Filter(topic="spacex"), [])):
        assert titles(await lists.newest(db, STRANGER, wanted, limit=9, on_topic=True)) == found
    assert len(await seen(db)) == 2


async def test_newest_told_stands_first(db: Database) -> None:
    await stock(
        db,
        story("Old", told_at=NOON - DAY, first_seen_at=NOON),
        story("New", told_at=NOON),
        story("Archive", told_at=NOON - 300 * DAY, first_seen_at=NOON + DAY),
    )
    assert await seen(db) == ["New", "Old", "Archive"]
    assert await seen(db, limit=1, offset=1) == ["Old"]


async def test_stories_are_narrowed_by_topic_source_and_age(db: Database) -> None:
    await stock(
        db,
        story("Rover", topics=("mars", "rover")),
        story("Dust", topics=("mars",), told_at=NOON - 2 * DAY),
        story(articles=(article("Probe", source_id="probe"),), topics=("mars",)),
        story("Moon", topics=("moon",)),
    )
    assert set(await seen(db, wanted=Filter(topic="mars"))) == {"Rover", "Dust", "Probe"}
    assert await seen(db, wanted=Filter(topic="mars", source_id="probe")) == ["Probe"]
    assert set(await seen(db, wanted=Filter(topic="mars", since=NOON))) == {"Rover", "Probe"}
    assert await seen(db, wanted=Filter(topic="venus")) == []


async def test_a_private_story_is_seen_by_its_owners_only(db: Database) -> None:
    await stock(db, story("Public"), private("Secret"))
    assert set(await seen(db, MEMBER)) == {"Public", "Secret"}
    assert await seen(db, STRANGER) == ["Public"]
    assert await seen(db, OTHER) == ["Public"]
    assert await seen(db, OTHER, Filter(source_id="club")) == []


async def test_private_stories_take_no_place_on_the_page_of_others(db: Database) -> None:
    await stock(db, story("Public", told_at=NOON - DAY), *(private(f"S{n}") for n in range(5)))
    assert await seen(db, STRANGER, limit=1) == ["Public"]


async def test_topics_are_counted_as_far_as_a_server_sees(db: Database) -> None:
    secret = private("Secret")
    await stock(
        db,
        story("Rover", topics=("mars", "rover")),
        story("Dust", topics=("mars",), told_at=NOON - 8 * DAY),
        Story(secret.key, "club", NOON, NOON, ("mars", "club"), secret.articles),
    )
    week = NOON - 7 * DAY
    assert await lists.counts(db, STRANGER, week) == {"mars": 1, "rover": 1}
    assert await lists.counts(db, MEMBER, week) == {"mars": 2, "rover": 1, "club": 1}
    assert await lists.counts(db, OTHER, week) == {"mars": 1, "rover": 1}
