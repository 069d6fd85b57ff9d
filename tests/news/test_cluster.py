"""Each article makes its story, with its topics and its time."""

from datetime import timedelta

from news.cluster import gather
from news.models import PUBLIC
from tests.builders import NOON, article, source


def test_an_article_makes_a_story_of_its_own() -> None:
    lone = article("Lander touches down on the Moon", published_at=NOON - timedelta(hours=3))
    made = gather(lone, source(), NOON)
    assert made.articles == (lone,)
    assert made.topics == ("moon",)
    assert (made.first_seen_at, made.told_at) == (NOON, NOON - timedelta(hours=3))
    assert made.scope == PUBLIC


def test_a_storys_key_is_its_content_and_not_its_time() -> None:
    lone = article()
    later = gather(lone, source(), NOON + timedelta(days=9))
    assert later.key == gather(lone, source(), NOON).key
    assert gather(article("Another"), source(), NOON).key != later.key


def test_a_private_article_makes_a_private_story() -> None:
    owned = source("ours", private=True, owners=frozenset({1}))
    assert gather(article(scope=owned.scope, source_id="ours"), owned, NOON).scope == "ours"


def test_a_source_lends_its_topics_where_words_tell_nothing() -> None:
    assert gather(article("Weekly notes"), source(topics=("mars",)), NOON).topics == ("mars",)
    assert gather(article("Weekly notes"), source(), NOON).topics == ()


def test_the_feeds_own_categories_speak_too() -> None:
    told = article("Weekly notes on ice", summary="Frozen Mars", categories=("Mars",))
    assert "mars" in gather(told, source(), NOON).topics
