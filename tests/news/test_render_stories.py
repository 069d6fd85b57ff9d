"""One story whole, and what is related to it: inside Discord's limits, escaped, in words."""

from datetime import timedelta
from typing import Any

import pytest

from news import render
from news.models import Amendment, Card, EntityKind, SeenStory
from news.reasons import Reason
from news.related import Related
from news.render_stories import reason, relations, whole
from tests.builders import NOON, article, seen_story
from tests.news.discord_markdown import obeyed
from tests.news.test_render import MARKUP, assert_within_limits

HOSTILE = "@everyone **[x](https://evil.example)** <@1> `a` " * 20


def because(title: str, why: Reason, **changed: Any) -> Related:
    return Related(seen_story(title, **changed), why, 5.0)


def story(**changed: Any) -> SeenStory:
    lead = article(
        "Clipper swings past Mars", summary="It used Mars.", entities=("europa-clipper",)
    )
    told = (lead, article("Probe flies by Mars", source_id="perigee", published_at=NOON))
    return seen_story(articles=told, topics=("planets",), **changed)


FOUND = [
    because("Clipper opens its boom", Reason("europa-clipper")),
    because("Kraken contract awarded", Reason(words=("Kraken", "contract"))),
]


def test_a_story_is_shown_with_all_that_belongs_to_it() -> None:
    card = whole(story(), FOUND)
    coverage, related, pages = card.continued
    assert card.title == "Clipper swings past Mars"
    assert "It used Mars." in card.description
    assert "About Europa Clipper" in card.description
    assert "**Reported by 2 articles**" in coverage
    assert "[Probe flies by Mars](https://perigee.example/probe-flies-by-mars)" in coverage
    assert render.moment(NOON) in coverage
    assert "same mission: Europa Clipper" in related
    assert "both speak of Kraken, contract" in related
    assert "[Europa Clipper](https://science.nasa.gov/mission/europa-clipper/)" in pages


def test_a_story_without_relations_says_nothing_of_them() -> None:
    assert not any("Related stories" in each for each in whole(story(), []).continued)


def test_relations_name_the_story_and_where_to_read_on() -> None:
    card = relations(story(), FOUND)
    assert card.title == "Related stories"
    assert "Related to [Clipper swings past Mars](" in card.description
    assert card.description.index("opens its boom") < card.description.index("Kraken contract")
    [pages] = card.continued
    assert "**Related links**" in pages


def test_a_withdrawn_story_is_marked_above_what_is_related_to_it() -> None:
    lead = article("Lander lands", amended=Amendment.WITHDRAWN)
    card = relations(seen_story(articles=[lead]), [])
    assert "Related to [Withdrawn: Lander lands](" in card.description
    assert "Withdrawn: Lander lands" in card.text


def test_where_nothing_is_related_the_answer_says_so() -> None:
    card = relations(story(), [])
    assert "No other story comes close" in card.description
    assert card.continued


@pytest.mark.parametrize("kind", EntityKind)
def test_each_kind_of_entity_makes_a_reason(kind: EntityKind) -> None:
    one = {
        EntityKind.MISSION: "europa-clipper",
        EntityKind.PROGRAMME: "artemis",
        EntityKind.VEHICLE: "falcon-9",
        EntityKind.SPACECRAFT: "starliner",
        EntityKind.STATION: "iss",
        EntityKind.CONSTELLATION: "starlink",
        EntityKind.OBSERVATORY: "webb",
        EntityKind.SPACEPORT: "starbase",
        EntityKind.AGENCY: "nasa",
        EntityKind.COMPANY: "spacex",
        EntityKind.BODY: "europa",
    }[kind]
    said = reason(Reason(one))
    assert said.startswith("same ")
    assert ": " in said


@pytest.mark.parametrize(
    "entities",
    [
        pytest.param(("europa-clipper", "falcon-9", "webb", "iss"), id="pages of entities"),
        pytest.param((), id="pages of outlets"),
    ],
)
@pytest.mark.parametrize("host", ["orbit.example", f"{'x' * 60}.{'y' * 60}.{'z' * 60}.example"])
def test_the_longest_story_fits_into_one_message(entities: tuple[str, ...], host: str) -> None:
    told = [
        article(
            f"{number} {HOSTILE}"[:256],
            summary=HOSTILE,
            url=f"https://{number}.{host}/{'x' * (240 - len(host))}",
            outlet=f"{number} {HOSTILE}"[:60],
            source_id=f"outlet{number}",
            published_at=NOON,
            entities=entities,
            image="https://orbit.example/1.jpg",
            image_credit=HOSTILE,
        )
        for number in range(40)
    ]
    long = seen_story(articles=told, topics=("planets", "launch", "crew") if entities else ())
    found = [
        because(f"{number} {HOSTILE}"[:256], Reason(words=(HOSTILE,) * 3), told_at=NOON)
        for number in range(5)
    ]
    for card in (whole(long, found), relations(long, found)):
        assert_within_limits(card)
        assert card.continued[-1].count("](https://") >= 2


def test_five_related_stories_have_room_though_their_addresses_are_long() -> None:
    long = f"https://o.example/{'x' * 220}"
    found = [
        because("", Reason("webb"), articles=[article("comet " * 20, url=long + str(number))])
        for number in range(5)
    ]
    assert relations(story(), found).description.count("same observatory") == 5


def cards(words: str) -> list[Card]:
    lead = article(words, summary=words, outlet=words, url="https://o.example/x")
    one = seen_story(articles=[lead])
    found = [because(words, Reason(words=(words,)), articles=[lead])]
    return [whole(one, found), relations(one, found)]


@pytest.mark.parametrize("hostile", MARKUP)
def test_markup_of_strangers_is_shown_in_every_place(hostile: str) -> None:
    for card, plain in zip(cards(hostile), cards("harmless"), strict=True):
        texts = ((each.title, each.description, *each.continued) for each in (card, plain))
        for shown, expected in zip(*texts, strict=True):
            assert obeyed(shown) == obeyed(expected)


def test_those_that_do_not_fit_are_counted() -> None:
    told = [
        article(f"Lander {number} {'lands ' * 12}", source_id=f"outlet{number}")
        for number in range(60)
    ]
    coverage = whole(seen_story(articles=told, told_at=NOON - timedelta(1)), []).continued[0]
    assert coverage.splitlines()[-1].startswith("and ")
    assert "**Reported by 60 articles**" in coverage
