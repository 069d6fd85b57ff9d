"""Articles that tell one event make one story; look-alikes stay apart; nothing is dropped."""

from collections import Counter
from datetime import timedelta

import pytest

from news.cluster import WINDOW, Nearby, gather, twin, without
from news.entities import named
from news.gist import Trait, marks
from news.models import PUBLIC, Article, Kind, Story
from tests.builders import NOON, article, source
from tests.news.headlines import APART, SAME


def told(title: str, outlet: str = "orbit", days: float = 0, **changed: object) -> Article:
    at = NOON - timedelta(days=9 - days)
    return article(title, source_id=outlet, published_at=at, entities=named(title), **changed)


def nearby(*stories: Story) -> Nearby:
    """As on usual days: what happened has happened to others, too."""
    shared: Counter[int] = Counter()
    for story in stories:
        marked = {mark: what for each in story.articles for mark, what in marks(each).items()}
        shared.update({mark: _USUALLY.get(trait, 1) for mark, (trait, _) in marked.items()})
    return Nearby(stories, shared)


_USUALLY = {Trait.ACT: 8, Trait.THEME: 8, Trait.FRAME: 4}


def gathered(*articles: Article) -> list[Story]:
    """The stories that these make, each compared with all before it."""
    stories: dict[str, Story] = {}
    for each in articles:
        story = gather(each, nearby(*stories.values()), each.published_at or NOON)
        stories[story.key] = story
    return list(stories.values())


@pytest.mark.parametrize(("one", "other", "days"), SAME)
def test_two_outlets_that_tell_one_event_make_one_story(one: str, other: str, days: int) -> None:
    first, second = told(one), told(other, "apogee", days)
    [story] = gathered(first, second)
    assert set(story.articles) == {first, second}
    assert marks(first).keys() & marks(second).keys()


@pytest.mark.parametrize(("one", "other", "days"), APART)
def test_look_alikes_stay_two_stories(one: str, other: str, days: int) -> None:
    assert len(gathered(told(one), told(other, "apogee", days))) == 2


def test_an_article_makes_a_story_of_its_own() -> None:
    lone = article(published_at=NOON - timedelta(hours=3), topics=("moon",))
    made = gather(lone, nearby(), NOON)
    assert made.articles == (lone,)
    assert made.topics == ("moon",)
    assert (made.first_seen_at, made.told_at) == (NOON, NOON - timedelta(hours=3))
    assert made.scope == PUBLIC


def test_a_storys_key_is_its_content_and_not_its_time() -> None:
    lone = article()
    later = gather(lone, nearby(), NOON + timedelta(days=9))
    assert later.key == gather(lone, nearby(), NOON).key
    assert gather(article("Another"), nearby(), NOON).key != later.key


ONE, OTHER, _ = SAME[0]


def test_a_grown_story_keeps_its_key_and_its_times_though_another_tells_it_earlier() -> None:
    first = gather(told(ONE, days=1), nearby(), NOON)
    grown = gather(told(OTHER, "apogee", days=0), nearby(first), NOON + timedelta(hours=1))
    assert len(grown.articles) == 2
    assert (grown.key, grown.first_seen_at, grown.told_at) == (first.key, NOON, first.told_at)


def test_a_private_article_makes_a_private_story() -> None:
    owned = source("ours", private=True, owners=frozenset({1}))
    assert gather(article(scope=owned.scope, source_id="ours"), nearby(), NOON).scope == "ours"


def test_a_private_article_never_enters_a_public_story() -> None:
    assert len(gathered(told(ONE), told(OTHER, "ours", scope="ours"))) == 2


@pytest.mark.parametrize(("mine", "theirs"), [(PUBLIC, "ours"), ("ours", PUBLIC)])
def test_the_twin_of_an_article_tells_its_event_in_the_other_scope(mine: str, theirs: str) -> None:
    twins, others = gathered(told(OTHER, "apogee", scope=theirs), told(APART[0][0], scope=theirs))
    assert twin(told(ONE, scope=mine), nearby(others, twins), NOON) == twins


@pytest.mark.parametrize("mine", [PUBLIC, "ours"])
def test_an_article_has_no_twin_in_its_own_scope_nor_one_that_tells_another_event(
    mine: str,
) -> None:
    same_scope, other_event = gathered(
        told(OTHER, "apogee", scope=mine),
        told(APART[0][0], scope="ours" if mine == PUBLIC else PUBLIC),
    )
    assert twin(told(ONE, scope=mine), nearby(same_scope, other_event), NOON) is None


def test_two_private_scopes_are_no_twins() -> None:
    [theirs] = gathered(told(OTHER, "apogee", scope="theirs"))
    assert twin(told(ONE, scope="ours"), nearby(theirs), NOON) is None


def test_articles_further_apart_than_the_window_tell_two_events() -> None:
    days = WINDOW / timedelta(days=1) + 1
    assert len(gathered(told(ONE), told(ONE, "apogee", days))) == 2


def test_an_outlet_tells_an_event_once_unless_it_repeats_its_headline() -> None:
    assert len(gathered(told(ONE), told(OTHER))) == 2
    assert len(gathered(told(ONE), told(f"{ONE} (updated)"))) == 1


@pytest.mark.parametrize("column", ["Rocket Report:", "This week in space:", "Launch preview:"])
def test_a_column_joins_nothing(column: str) -> None:
    assert len(gathered(told(ONE), told(f"{column} {ONE}", "apogee"))) == 2


def test_an_article_joins_the_story_that_it_is_likest_to() -> None:
    launched = told("Ariane 6 launches two Galileo satellites", "apogee")
    failed = told("Vulcan booster anomaly grounds rocket again", "apogee")
    late = told("Galileo satellites launched on Ariane 6")
    joined = next(each for each in gathered(failed, launched, late) if late in each.articles)
    assert launched in joined.articles


def test_an_article_joins_a_story_of_which_one_article_says_nothing_of_its_subject() -> None:
    first = told("Osprey lander touches down on Phobos")
    second = told("Halcyon drill on Osprey lander touches down on Mars moon", "apogee")
    third = told("Halcyon drill touches down on Mars moon", "perigee")
    [whole] = gathered(first, second, third)
    assert len(whole.articles) == 3


def test_what_contradicts_one_article_of_a_story_does_not_join_through_another() -> None:
    first = told("Starship Flight 14 launches from Texas")
    second = told("Starship launches from Texas on test flight", "apogee")
    third = told("Starship Flight 15 launches from Texas", "perigee")
    assert len(gathered(first, second, third)) == 2


def test_whose_own_news_it_is_leads() -> None:
    press = told(ONE, "perigee")
    agency = told(OTHER, "nasa", days=1, kind=Kind.OFFICIAL)
    [story] = gathered(press, agency)
    assert story.lead == agency
    assert story.outlets == ("Nasa", "Perigee")


def test_the_better_kind_leads_and_of_one_kind_the_earlier() -> None:
    opinion = told(ONE, "thinker", kind=Kind.OPINION)
    late, early = told(OTHER, "late", days=0.5), told(OTHER, "early", days=0.2)
    [story] = gathered(opinion, late, early)
    assert story.articles == (early, late, opinion)


def test_a_story_has_the_topics_that_most_of_its_articles_carry() -> None:
    first = told(ONE, topics=("crew", "launch"))
    second = told(OTHER, "apogee", days=0.1, topics=("launch", "moon"))
    [story] = gathered(first, second)
    assert story.topics == ("launch", "crew", "moon")


def test_the_same_articles_make_the_same_story_in_any_order() -> None:
    first, second = told(ONE, topics=("crew",)), told(OTHER, "apogee", topics=("moon",))
    [one], [other] = gathered(first, second), gathered(second, first)
    assert (one.articles, one.topics) == (other.articles, other.topics)


def test_an_article_that_is_taken_out_leaves_all_as_if_it_had_never_come() -> None:
    before = gather(told(ONE), nearby(), NOON)
    added = told(OTHER, "apogee", days=-1)
    grown = gather(added, nearby(before), NOON)
    assert without(grown, added.key) == (before, gather(added, nearby(), NOON))


def test_the_founder_of_a_story_can_be_taken_out_too() -> None:
    founder, added = told(ONE), told(OTHER, "apogee")
    [grown] = gathered(founder, added)
    left, alone = without(grown, founder.key)
    assert (left.key, left.articles) == (grown.key, (added,))
    assert alone.articles == (founder,)
    assert alone.key != left.key


WATER = "Astronomers find water vapour on Kestrel-9 b, a rocky world 84 light-years away"
BARE = "Kestrel-9 c has lost all its air, a second team reports"
CORRECTION = "Correction: Kestrel-9 b is 48 light-years away, not 84"


def test_a_correction_belongs_to_what_its_outlet_told_of_the_same_thing() -> None:
    bare, water = gathered(told(BARE), told(WATER))
    for days in (1, -1):
        found = gather(told(CORRECTION, days=days), nearby(bare, water), NOON)
        assert found.key == water.key
        assert [each.title for each in found.articles] == [WATER, CORRECTION]


@pytest.mark.parametrize(
    "before",
    [
        pytest.param([told(WATER, "apogee")], id="of another outlet"),
        pytest.param([told(BARE)], id="of another planet"),
        pytest.param([told(CORRECTION.replace("48", "47"))], id="a correction itself"),
        pytest.param([told(WATER, days=-6)], id="long ago"),
        pytest.param([told("Kestrel-9 b is hot"), told("Kestrel-9 b has a moon")], id="of several"),
    ],
)
def test_a_correction_that_may_mean_something_else_stays_alone(before: list[Article]) -> None:
    stories = gathered(*before)
    found = gather(told(CORRECTION.replace("84", "82"), days=1), nearby(*stories), NOON)
    assert len(found.articles) == 1
