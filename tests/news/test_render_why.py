"""What became of a story, in words: each fate has its sentence."""

from datetime import timedelta
from typing import Any

import pytest

from news.models import PENDING, Fate, Outcome, Place
from news.render import why
from tests.builders import CHANNEL, GUILD, NOON, article, delivery, seen_story, source, subscription
from tests.news.discord_markdown import obeyed

LATER = NOON + timedelta(hours=3)
AT, DUE = f"<t:{int(NOON.timestamp())}:R>", f"<t:{int(LATER.timestamp())}:R>"
LINK = f"https://discord.com/channels/{GUILD}/{CHANNEL}/4001"


def outcome(fate: Fate, **changed: Any) -> Outcome:
    if fate is Fate.TOLD:
        changed = {"message_id": 4001, "told_at": NOON} | changed
    return Outcome(delivery(fate=fate, due_at=LATER), "Orbit", **changed)


@pytest.mark.parametrize("fate", Fate)
def test_every_fate_has_a_sentence_of_its_own(fate: Fate) -> None:
    sentence = why.fate(outcome(fate))
    assert sentence.endswith(".")
    assert all(why.fate(outcome(other)) != sentence for other in Fate if other is not fate)


@pytest.mark.parametrize("fate", [Fate.QUIET, Fate.BUDGET, Fate.DIGEST])
def test_what_waits_says_until_when(fate: Fate) -> None:
    assert DUE in why.fate(outcome(fate))


def test_what_was_told_says_when_and_where() -> None:
    assert why.fate(outcome(Fate.TOLD)) == f"It was posted {AT} ([see the message]({LINK}))."


def test_a_forum_post_is_reached_by_its_thread() -> None:
    shown = why.fate(outcome(Fate.TOLD, place=Place.FORUM))
    assert shown.endswith(f"/channels/{GUILD}/4001)).")


def test_a_message_that_is_gone_has_no_link() -> None:
    shown = why.fate(outcome(Fate.TOLD, message_id=None))
    assert shown == f"It was posted {AT}, and its message is gone."


@pytest.mark.parametrize("fate", Fate)
def test_what_waits_in_a_channel_that_rests_says_what_is_wrong(fate: Fate) -> None:
    shown = why.fate(outcome(fate, trouble="delivery.forbidden", retry_at=LATER))
    assert ("The bot may not write there" in shown) is (fate in PENDING)


def test_a_line_says_where_what_from_whom_and_for_which_subscription() -> None:
    found = outcome(Fate.TOO_OLD)
    line = why.became(found, subscription(topic="all", source_id="orbit"), [source("orbit")])
    assert line == (
        f"• <#{CHANNEL}>: By its own date it was more than a week old when it came. "
        "It came from Orbit, for everything from Orbit."
    )
    ended = why.became(found, None, [])
    assert ended.endswith("It came from Orbit; the subscription has ended since.")


def test_what_no_subscription_was_to_get_is_not_said_to_be_for_one() -> None:
    line = why.became(outcome(Fate.OFF_TOPIC), subscription(topic="all"), [])
    assert line.endswith("would get it. It came from Orbit.")


def test_a_channel_that_was_passed_over_says_whether_it_would_want_it_now() -> None:
    assert why.passed_over({1: True, 2: False}) == [
        "• <#1>: It would get this story now; it was subscribed after the story had come.",
        "• <#2>: None of its subscriptions asks for this story.",
    ]


def test_the_facts_are_those_by_which_subscriptions_choose() -> None:
    lead = article("Clipper swings by", entities=("europa-clipper",), url="https://o.example/c")
    story = seen_story(articles=(lead, article("B", source_id="perigee")), topics=("planets",))
    headline, seen, topics, names = why.facts(story, NOON)
    assert headline == "**[Clipper swings by](https://o.example/c)**"
    assert seen == f"First seen {AT}, told by Orbit and Perigee."
    assert topics.startswith("Its topics: ")
    assert names == "It names Europa Clipper."


def test_a_story_that_is_not_about_space_says_who_gets_it() -> None:
    _, _, topics = why.facts(seen_story("Phones on sale"), NOON)
    assert "to those alone who subscribed to its source" in topics


def test_markup_of_strangers_is_shown_in_an_explanation() -> None:
    hostile = "@everyone **[x](https://evil.example)** <@1>"
    story = seen_story(articles=(article(hostile, outlet=hostile, url="https://o.example/x"),))
    shown = "\n".join(why.facts(story, NOON))
    assert not any("evil" in where or name == "everyone" for name, where in obeyed(shown))
    line = why.became(Outcome(delivery(), hostile), None, [])
    assert {name for name, _ in obeyed(line)} <= {"mention", "list"}
