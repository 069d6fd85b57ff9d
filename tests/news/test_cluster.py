"""Each article makes its story, with its topics and its time."""

from datetime import timedelta

from news.cluster import gather
from news.models import PUBLIC
from tests.builders import NOON, article, source


def test_an_article_makes_a_story_of_its_own() -> None:
    lone = article(published_at=NOON - timedelta(hours=3), topics=("moon",))
    made = gather(lone, NOON)
    assert made.articles == (lone,)
    assert made.topics == ("moon",)
    assert (made.first_seen_at, made.told_at) == (NOON, NOON - timedelta(hours=3))
    assert made.scope == PUBLIC


def test_a_storys_key_is_its_content_and_not_its_time() -> None:
    lone = article()
    later = gather(lone, NOON + timedelta(days=9))
    assert later.key == gather(lone, NOON).key
    assert gather(article("Another"), NOON).key != later.key


def test_a_private_article_makes_a_private_story() -> None:
    owned = source("ours", private=True, owners=frozenset({1}))
    assert gather(article(scope=owned.scope, source_id="ours"), NOON).scope == "ours"
