"""Cards of amended articles, compact messages, and what a card says of itself to a forum."""

import pytest

from news import render
from news.models import Amendment, SeenStory
from news.render import COMPACT_LINES
from tests.builders import NOON, seen_story
from tests.news.test_render import (
    HOSTILE_LENGTHS,
    MARKUP,
    assert_harmless,
    assert_within_limits,
    by,
    obeyed,
    said,
    told,
    topic_name,
)

AMENDED = [Amendment.CORRECTED, Amendment.WITHDRAWN]


def test_a_compact_message_has_a_line_a_story_and_no_title() -> None:
    card = render.compact([told("A", url="https://o.example/a", topics=("moon",)), told("B")])
    moon = topic_name("moon").split()[0]
    assert card.title == ""
    assert card.description.splitlines() == [
        f"• **[A](https://o.example/a)** {moon} · Orbit · {render.moment(NOON)}",
        f"• **[B](https://orbit.example/b)** · Orbit · {render.moment(NOON)}",
    ]
    assert card.text.splitlines() == ["• A", "• B"]


def test_a_compact_line_counts_the_further_outlets() -> None:
    assert "Orbit and 1 more ·" in render.compact([by("Orbit", "Apogee")]).description
    assert "Orbit and 2 more ·" in render.compact([by("Orbit", "Apogee", "B", "B")]).description


@pytest.mark.parametrize("changed", HOSTILE_LENGTHS)
def test_a_full_compact_message_stays_inside_the_limits(changed: dict[str, str]) -> None:
    stories = [told(**changed, topics=("moon", "mars", "launch"))] * COMPACT_LINES
    card = render.compact(stories)
    texts = [card.description, *card.continued]
    assert all(0 < len(each) <= 4096 for each in texts)
    assert sum(map(len, texts)) <= 6000
    assert 0 < len(card.text) <= 2000
    assert_harmless(card)


def test_a_full_compact_message_shortens_none_of_its_lines() -> None:
    url = "https://o.example/" + "a" * (250 - len("https://o.example/"))
    stories = [
        seen_story(
            articles=(told("*" * 200, url=url, outlet="*" * 60).lead, *by("A", "B").articles),
            topics=("moon", "mars", "launch"),
        )
    ] * COMPACT_LINES
    card = render.compact(stories)
    lines = "\n".join([card.description, *card.continued]).splitlines()
    assert all(line.endswith(f" and 2 more · {render.moment(NOON)}") for line in lines)


@pytest.mark.parametrize("count", [0, 7])
def test_what_short_lines_spare_long_ones_get(count: int) -> None:
    long = told("Far away", url="https://o.example/" + "a" * 230)
    short = [told(f"{n}", url=f"https://o.example/{n}") for n in range(40 - count)]
    card = render.roundup([long] * count + short)
    whole = "\n".join([card.description, *card.continued])
    assert whole.count(long.lead.url) == count
    assert whole.count(render.moment(NOON)) == 40


@pytest.mark.parametrize(
    ("amended", "title", "note"),
    [
        pytest.param("updated", "Updated: Lander touches down", "", id="updated"),
        pytest.param(
            "corrected",
            "Corrected: Lander touches down",
            "Orbit has corrected this since.",
            id="corrected",
        ),
        pytest.param(
            "withdrawn",
            "Withdrawn: Lander touches down",
            "Orbit has withdrawn this since: do not rely on it.",
            id="withdrawn",
        ),
    ],
)
def test_a_card_says_again_what_became_of_its_article(amended: str, title: str, note: str) -> None:
    card = render.card(told(summary="Soft.", amended=Amendment(amended)), again=True)
    assert card.title == title
    assert card.text.startswith(f"**{title}**\n{note}")
    assert card.description.startswith(f"{note}\n\nSoft." if note else "Soft.")


def test_a_headline_that_changed_before_it_was_told_is_just_the_headline() -> None:
    story = told(amended=Amendment.UPDATED)
    assert render.card(story).title == "Lander touches down"
    assert "Updated" not in render.line(story)


@pytest.mark.parametrize("amended", AMENDED)
def test_what_is_corrected_or_withdrawn_is_marked_in_every_place(amended: Amendment) -> None:
    story = told(amended=amended)
    mark = f"{amended.value.title()}: Lander touches down"
    cards = (render.card(story), render.roundup([story]), render.compact([story]))
    shown = [f"{card.title}\n{card.description}" for card in cards]
    shown += [card.text for card in cards]
    shown += [render.entry(story), render.line(story), *render.coverage(story)]
    shown += render.entries([story], ["Lander touches down"])
    assert all(mark in each for each in shown)


@pytest.mark.parametrize("amended", AMENDED)
@pytest.mark.parametrize("changed", HOSTILE_LENGTHS)
def test_an_amended_card_of_any_length_stays_inside_the_limits(
    changed: dict[str, str], amended: Amendment
) -> None:
    story = told(**changed, amended=amended, topics=("moon", "mars"))
    assert_within_limits(render.card(story, again=True))
    assert_within_limits(render.roundup([story] * 40))
    assert len(render.line(story, 99)) <= 99


@pytest.mark.parametrize("hostile", MARKUP)
def test_markup_of_strangers_is_shown_in_compact_lines_and_amended_cards(hostile: str) -> None:
    changed = {"summary": hostile, "outlet": hostile, "url": "https://o.example/x"}
    card = render.card(told(hostile, **changed, amended=Amendment.WITHDRAWN))
    assert obeyed(card.title) == {":"}  # ours, behind "Withdrawn"
    assert said(card.title) == f"Withdrawn: {hostile}"
    assert_harmless(render.compact([told(hostile, **changed)] * 2))


def test_a_card_carries_what_a_forum_post_needs() -> None:
    story = told("Lander: *soft* " * 20, topics=("moon", "astrology", "launch"))
    card = render.card(story)
    assert card.shown == (story.key,)
    assert card.topics == ("moon", "launch")
    assert len(card.subject) <= 100
    assert card.subject.startswith("Lander: ＊soft＊ Lander")


def three() -> list[SeenStory]:
    return [
        told("A", topics=("mars",)),
        told("B", topics=("launch", "moon")),
        told("C", topics=("moon",)),
    ]


def test_several_stories_carry_their_keys_and_the_topics_that_most_have() -> None:
    for card in (render.roundup(three()), render.compact(three())):
        assert card.shown == tuple(story.key for story in three())
        assert card.subject == "3 stories"
        assert card.topics == ("moon", "mars", "launch")
