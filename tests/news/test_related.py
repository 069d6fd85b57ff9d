"""Related: which stories help a reader of one, and why."""

from datetime import timedelta
from typing import Any

import pytest

from news.clues import Clue, Share, clues
from news.models import Article, SeenStory
from news.reasons import Reason
from news.related import MOST, related
from tests.builders import NOON, article, seen_story

MANY = 10_000


def told(title: str, *entities: str, days: float = 0, **changed: Any) -> SeenStory:
    at = NOON - timedelta(days=days)
    lead: Article = article(title, entities=entities, published_at=at, **changed)
    return seen_story(articles=[lead], told_at=at)


def shares(story: SeenStory, **common: int) -> dict[Clue, Share]:
    """Of ten thousand stories five have each clue, or as many as is said of its value."""
    return {each: Share(common.get(each.value, 5), MANY) for each in clues(story)}


def found(story: SeenStory, *others: SeenStory, **common: int) -> list[str]:
    return [each.story.lead.title for each in related(story, others, shares(story, **common))]


def why(story: SeenStory, other: SeenStory) -> Reason:
    [only] = related(story, [other], shares(story))
    return only.reason


CLIPPER = told("Europa Clipper swings past Mars", "europa-clipper")


def test_another_story_of_the_same_mission_is_related() -> None:
    other = told("Clipper team opens radar data", "europa-clipper", days=20)
    assert found(CLIPPER, other) == ["Clipper team opens radar data"]
    assert why(CLIPPER, other) == Reason("europa-clipper")


def test_what_belongs_to_the_same_counts_less_than_the_same() -> None:
    rocket = told("Booster flies again at sunset", "falcon-9")
    same = told("Crew boards a capsule", "falcon-9", days=20)
    kin = told("Engine roars on a stand", "falcon-heavy", days=20)
    [only] = related(rocket, [kin, same], shares(rocket, spacex=2_000))
    assert only.story == same


def test_what_is_in_every_second_story_is_no_reason() -> None:
    other = told("Quiet garden opens at a visitor hall", "nasa", days=20)
    assert found(told("Probe maps dunes", "nasa"), other, nasa=5_000) == []


def test_rare_words_are_a_reason_too() -> None:
    story = told("Senator doubts lunar kraken contract")
    other = told("Kraken contract goes to Halcyon", days=30)
    assert why(story, other).words == ("kraken contract",)


@pytest.mark.parametrize(
    ("title", "other", "words"),
    [
        pytest.param("Kestrel 9 flies", "Kestrel 9 sinks", ("Kestrel 9",), id="a number"),
        pytest.param(
            "Halcyon moth found by Kestrel 9",
            "Halcyon moth eats Kestrel 9",
            ("Kestrel 9",),
            id="a name before words",
        ),
        pytest.param(
            "Heron 2 lifts off with Osprey",
            "Quick repair, and Heron 2 lifts Osprey",
            ("Heron 2", "Osprey"),
            id="names without a verb",
        ),
        pytest.param(
            "Heron 2 waits for a second valve",
            "A second look at Heron 2",
            ("Heron 2",),
            id="no ordinal",
        ),
        pytest.param(
            "Kraken moth lifts off", "Wet moth lifts a kraken", ("Kraken", "moth"), id="no verb"
        ),
        pytest.param(
            "Halcyon kraken moth found",
            "Halcyon kraken moth sinks",
            ("Halcyon kraken", "moth"),
            id="pairs that overlap",
        ),
    ],
)
def test_of_words_within_each_other_the_longest_are_named(
    title: str, other: str, words: tuple[str, ...]
) -> None:
    assert why(told(title), told(other, days=30)).words == words


def test_what_both_are_about_is_named_before_words() -> None:
    story = told("Webb weighs the air of an exoplanet", "webb")
    other = told("Cold exoplanet seen by Webb", "webb", days=20)
    assert why(story, other) == Reason("webb")


def test_who_only_takes_part_is_named_if_the_words_say_less() -> None:
    story = told("Halcyon kraken doubted by NASA", "nasa")
    for title, reason in (
        ("NASA seeks a halcyon kraken", Reason(words=("Halcyon kraken",))),
        ("NASA opens a halcyon hall", Reason("nasa")),
    ):
        other = told(title, "nasa", days=20)
        [only] = related(story, [other], shares(story, nasa=40, halcyon=200))
        assert only.reason == reason


def test_one_everyday_word_relates_nothing() -> None:
    assert found(told("New rocket is ready"), told("New satellite is late", days=30)) == []


def test_it_is_not_related_to_itself() -> None:
    assert found(CLIPPER, CLIPPER) == []


def test_what_may_be_the_same_event_is_left_out() -> None:
    launch = told("Osprey rocket launches Halcyon radar satellite", "falcon-9")
    again = told(
        "Halcyon radar satellite launches on Osprey rocket",
        "falcon-9",
        source_id="perigee",
        days=0.1,
    )
    assert found(launch, again) == []


def test_what_a_correction_may_mean_comes_first_and_the_other_way_round() -> None:
    correction = told("Correction: Osprey rocket is 48 metres tall, not 84")
    tall, other = (
        told(f"Osprey rocket {rest}", source_id=outlet, days=0.2)
        for rest, outlet in (("stands 84 metres tall", "orbit"), ("is 84 metres tall", "perigee"))
    )
    assert found(correction, other, tall)[0] == tall.lead.title
    assert found(tall, other, correction)[0] == correction.lead.title


def test_an_old_story_in_the_same_words_is_no_coverage() -> None:
    launch = told("Osprey rocket launches Halcyon radar satellite", "falcon-9")
    before = told("Osprey rocket launches second Halcyon radar satellite", "falcon-9", days=60)
    assert len(found(launch, before)) == 1


def test_the_recent_one_comes_first_of_two_that_are_alike() -> None:
    old, new = (
        told(f"{word} works on radar", "europa-clipper", days=days)
        for word, days in (("Clyde", 300), ("Bonnie", 12))
    )
    assert found(CLIPPER, old, new) == [new.lead.title, old.lead.title]


def test_of_those_that_say_the_same_one_is_named() -> None:
    twice = [
        told("Clipper team opens radar data", "europa-clipper", days=20, source_id=each)
        for each in ("orbit", "perigee")
    ]
    assert len(found(CLIPPER, *twice)) == 1


def test_at_most_five_are_named() -> None:
    words = ("amber", "birch", "cedar", "daisy", "ebony", "fern", "grape")
    others = [told(f"{each} radar", "europa-clipper", days=20) for each in words]
    assert len(found(CLIPPER, *others)) == MOST


@pytest.mark.parametrize("topics", [("moon",), ("business",)])
def test_stories_of_other_topics_need_more_in_common(topics: tuple[str, ...]) -> None:
    def about(title: str, *topics: str, days: float = 0) -> SeenStory:
        one = told(title, days=days)
        return seen_story(articles=one.articles, told_at=one.told_at, topics=topics)

    story = about("Kraken lands softly", "moon")
    other = about("Kraken seen in a quarry", *topics, days=30)
    assert bool(found(story, other)) == (topics == ("moon",))
