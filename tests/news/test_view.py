"""No server sees another's: a story is cut to what one server may see."""

import pytest

from news.models import PUBLIC, GuildView
from news.view import led_by, seen, seen_by
from tests.builders import GUILD, NOON, article, seen_story, story

OURS = GuildView(GUILD, frozenset({"ours"}))
PRIVATE = article("Test stand booked", source_id="ours", scope="ours")
SECRET = article("Test stand burnt", source_id="theirs", scope="theirs")
OPEN = article("Test stand seen")


def test_a_public_story_is_seen_by_everyone() -> None:
    for view in (GuildView(), GuildView(GUILD), OURS):
        cut = seen_by(view, story(articles=(OPEN,), topics=("launch",)))
        assert cut is not None
        assert (cut.articles, cut.topics, cut.told_at) == ((OPEN,), ("launch",), NOON)


@pytest.mark.parametrize(
    ("view", "sees"),
    [
        pytest.param(OURS, True, id="its owner"),
        pytest.param(GuildView(GUILD + 1, frozenset({"theirs"})), False, id="another server"),
        pytest.param(GuildView(), False, id="a stranger"),
    ],
)
def test_a_private_story_is_seen_by_its_owners_alone(view: GuildView, sees: bool) -> None:
    assert (seen_by(view, story(articles=(PRIVATE,))) is not None) is sees


def test_a_story_is_cut_to_the_articles_that_a_server_may_see() -> None:
    whole = story(articles=(SECRET, OPEN, PRIVATE), scope=PUBLIC)
    cut = seen_by(OURS, whole)
    assert cut is not None
    assert cut.articles == (OPEN, PRIVATE)
    assert cut.lead == OPEN


def test_a_story_with_nothing_left_is_not_seen() -> None:
    assert seen_by(OURS, story(articles=(SECRET,), scope=PUBLIC)) is None


def test_a_scope_that_is_hidden_hides_the_story() -> None:
    assert seen_by(OURS, story(articles=(OPEN,), scope="theirs")) is None


def test_those_that_are_seen_keep_their_order() -> None:
    stories = [story(articles=(each,)) for each in (PRIVATE, SECRET, OPEN)]
    assert [cut.lead for cut in seen(OURS, stories)] == [PRIVATE, OPEN]


def test_who_follows_a_source_reads_its_article_first() -> None:
    theirs = article("Lander is safe", source_id="apogee")
    whole = seen_story(articles=(OPEN, article("Down!", source_id="perigee"), theirs))
    assert led_by(whole, "apogee").lead == theirs
    assert led_by(whole, "apogee").articles[1:] == whole.articles[:2]
    assert led_by(whole, "unknown") == led_by(whole) == whole


def test_a_story_can_be_led_by_any_of_its_articles() -> None:
    one, two = article("Lander is safe"), article("Lander is down", source_id="apogee")
    whole = seen_story(articles=(one, two))
    assert led_by(whole, key=two.key).articles == (two, one)
    assert led_by(whole, key=one.key) == led_by(whole, key="unknown") == whole
