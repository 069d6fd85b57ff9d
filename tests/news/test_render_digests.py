"""A digest: every story of it, under its topic, inside Discord's limits."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from news import render
from news.models import Card, Pace, Post, PostKind, SeenStory
from news.render import DIGEST_LINES
from news.topics import TOPICS
from tests.builders import CHANNEL, GUILD, NOON
from tests.news.test_render import (
    HOSTILE_LENGTHS,
    MARKUP,
    assert_within_limits,
    by,
    obeyed,
    told,
    topic_name,
)

DAY = f"<t:{int(NOON.timestamp())}:D>"
HOUR = f"<t:{int(NOON.timestamp())}:t>"


def digest(stories: list[SeenStory], pace: Pace = Pace.DAILY, part: int = 1, of: int = 1) -> Card:
    post = Post("key", GUILD, CHANNEL, PostKind.DIGEST, pace=pace, part=part, parts=of)
    return render.digest(stories, post, NOON)


def lines(card: Card) -> list[str]:
    return "\n".join([card.description, *card.continued]).splitlines()


def test_stories_stand_under_their_topics_in_the_order_given() -> None:
    stories = [
        told("A", topics=("moon", "launch")),
        told("B", topics=("moon",)),
        told("C", topics=("mars",)),
        told("D"),
    ]
    assert lines(digest(stories)) == [
        f"4 stories · {DAY}",
        "",
        f"**{topic_name('moon')}**",
        "• [A](https://orbit.example/a) · Orbit",
        "• [B](https://orbit.example/b) · Orbit",
        "",
        f"**{topic_name('mars')}**",
        "• [C](https://orbit.example/c) · Orbit",
        "",
        "**Other news**",
        "• [D](https://orbit.example/d) · Orbit",
    ]


def test_a_topic_has_one_heading_even_where_stories_have_changed_theirs_since() -> None:
    stories = [
        told("A", topics=("moon",)),
        told("B", topics=("mars",)),
        told("C", topics=("moon",)),
    ]
    card = digest(stories)
    assert lines(card).count(f"**{topic_name('moon')}**") == 1
    assert [each[3] for each in lines(card) if each.startswith("•")] == ["A", "C", "B"]
    assert card.shown == (stories[0].key, stories[2].key, stories[1].key)


def test_a_line_counts_the_further_outlets() -> None:
    assert lines(digest([by("Orbit", *"ABC")]))[-1].endswith(" · Orbit and 3 more")


@pytest.mark.parametrize(
    ("pace", "title", "when"),
    [
        pytest.param(Pace.HOURLY, "The last hour in space", HOUR, id="hourly"),
        pytest.param(Pace.DAILY, "Daily digest", DAY, id="daily"),
        pytest.param(Pace.WEEKLY, "Weekly digest", DAY, id="weekly"),
    ],
)
def test_a_digest_is_called_by_its_pace(pace: Pace, title: str, when: str) -> None:
    card = digest([told()], pace)
    assert (card.title, card.subject) == (title, title)
    assert lines(card)[0] == f"1 story · {when}"
    assert card.text.splitlines() == [
        f"**{title}**",
        f"1 story · {when}",
        "• Lander touches down",
    ]


def test_a_digest_in_parts_says_which_one_it_is() -> None:
    assert digest([told()], part=2, of=3).title == "Daily digest (2 of 3)"


def full(**changed: str) -> list[SeenStory]:
    """As many stories as one message takes, with as many headings as there can be."""
    return [
        told(f"{number} {changed.get('title', '')}", **rest, topics=(topic.id,))
        for rest in [{name: value for name, value in changed.items() if name != "title"}]
        for number, topic in zip(range(DIGEST_LINES), TOPICS * DIGEST_LINES, strict=False)
    ]


@pytest.mark.parametrize("changed", HOSTILE_LENGTHS)
def test_a_full_digest_of_any_length_stays_inside_the_limits(changed: dict[str, str]) -> None:
    card = digest(full(**changed), part=999, of=999)
    assert_within_limits(card)
    assert sum(each.startswith("•") for each in lines(card)) == DIGEST_LINES


@pytest.mark.parametrize("hostile", MARKUP)
def test_markup_of_strangers_is_shown_in_a_digest(hostile: str) -> None:
    card = digest([told(hostile, outlet=hostile, url="https://o.example/x")] * 2)
    for shown in (card.description, card.text):
        assert not obeyed(shown.replace(DAY, ""))


def test_no_part_of_a_digest_ends_with_a_heading_or_begins_with_a_gap() -> None:
    card = digest(full(title="flies " * 30, url="https://o.example/" + "a" * 150))
    texts = [card.description, *card.continued]
    assert len(texts) > 1
    assert all(text.splitlines()[-1].startswith("•") for text in texts)
    assert all(text == text.strip() for text in texts)


@given(
    some.lists(
        some.tuples(
            some.text(some.characters(codec="utf-8"), min_size=1, max_size=300),
            some.integers(20, 2000),
            some.sampled_from([each.id for each in TOPICS] + [""]),
        ),
        min_size=1,
        max_size=DIGEST_LINES,
    )
)
def test_no_story_falls_out_of_a_digest(drawn: list[tuple[str, int, str]]) -> None:
    stories = [
        told(f"№{place}№ {title}", url="https://o.example/".ljust(length, "a"), topics=(topic,))
        for place, (title, length, topic) in enumerate(drawn)
    ]
    card = digest(stories)
    assert_within_limits(card)
    for shown in ("\n".join(lines(card)), card.text):
        assert all(shown.count(f"№{place}№") == 1 for place in range(len(stories)))
    assert set(card.shown) == {story.key for story in stories}
