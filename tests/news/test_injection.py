"""Whatever strangers write, nothing is obeyed that would not be with a harmless text."""

import html
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from news import render, text
from news.item import Item
from news.models import Card, SeenStory
from tests.builders import NOON, article, seen_story, source
from tests.news.discord_markdown import obeyed

HOSTILE = [
    pytest.param("@everyone and @here", id="everyone"),
    pytest.param("<@123> <@!123> <@&123> <@ROLE> <#123>", id="mentions"),
    pytest.param("<:moon:123> <a:moon:123> :moon:", id="emoji"),
    pytest.param("<t:1771000000> <t:1771000000:R>", id="times"),
    pytest.param("</news latest:123> </a:1>", id="commands"),
    pytest.param("<id:customize> <id:browse> <123:linked-roles>", id="a server's guide"),
    pytest.param("<desk@orbit.example> <+15550100>", id="mail and phone"),
    pytest.param("[free](https://evil.example) [x](<https://evil.example>)", id="masked links"),
    pytest.param("https://evil.example/ HTTP://EVIL.example www.evil.example", id="links"),
    pytest.param("https://a.example/[x](http://evil.example)", id="a link in a link"),
    pytest.param("<https://evil.example>", id="a link without its picture"),
    pytest.param("join discord.gg/abc or Discord.com/invite/abc, discord.gift/x", id="invites"),
    pytest.param("# One", id="a heading"),
    pytest.param("text\n### Two", id="a heading on a line of its own"),
    pytest.param("> # Three", id="a heading in a quote"),
    pytest.param("-# small", id="small print"),
    pytest.param(">>> all of it", id="a quote"),
    pytest.param("- one\n* two\n+ three", id="a list"),
    pytest.param("+ three", id="a list by plus"),
    pytest.param("12. twelve", id="a numbered list"),
    pytest.param("`a` ``b`` ```\nc```", id="code"),
    pytest.param("**b** *i* _i_ __u__ ~~s~~ ***bi***", id="formats"),
    pytest.param("||the end|| || of it ||", id="a spoiler"),
    pytest.param("](https://evil.example) ** \\", id="what would close ours"),
    pytest.param("\\*not\\* \\\\*i\\\\* \\", id="backslashes of their own"),
    pytest.param(
        "a\u200b@\u200beveryone <\u202e@123> [\u2066x](\u200bhttp://e.example)", id="gaps"
    ),
]
WORD = "harmless"


def told(hostile: str) -> SeenStory:
    """A story whose every word is a stranger's."""
    lead = replace(
        article("T", url="https://o.example/x", published_at=NOON),
        title=hostile,
        summary=hostile,
        outlet=hostile,
        byline=hostile,
        credit=hostile,
        image="https://o.example/x.png",
        image_credit=hostile,
        categories=(hostile,),
    )
    return seen_story(articles=(lead,), topics=("moon",))


def places(story: SeenStory, headline: str) -> Iterator[str]:
    """Everything of a story that Discord is sent."""
    cards = (
        render.card(story),
        render.roundup([story], expired=2),
        render.roundup([story, story]),
        render.reports([story]),
        render.listing("Search", render.entries([story], [headline])),
        render.listing("Latest", render.entries([story])),
    )
    for card in cards:
        yield from texts(card)
    yield from (render.line(story), render.line(story, room=90), *render.coverage(story))


def texts(card: Card) -> tuple[str, ...]:
    return (card.title, card.description, card.author, card.footer, card.text, *card.continued)


def marked(hostile: str) -> str:
    return text.tidy(hostile) + f" {text.START}{WORD}{text.END} " + text.tidy(hostile)


def sent(hostile: str) -> list[Counter[tuple[str, str]]]:
    return [obeyed(place) for place in places(told(hostile), marked(hostile))]


def assert_harmless(hostile: str) -> None:
    """Less may stand there: a line leaves out its time where room is scarce."""
    for found, ours in zip(sent(hostile), OURS, strict=True):
        assert found <= ours, (hostile, found - ours)


OURS = sent(WORD)


def test_the_model_sees_every_form_where_it_is_not_escaped() -> None:
    for each in HOSTILE[:-3]:
        [hostile] = each.values
        assert isinstance(hostile, str)
        assert obeyed(hostile), hostile


@pytest.mark.parametrize("hostile", HOSTILE)
def test_nothing_that_a_stranger_writes_is_obeyed_anywhere(hostile: str) -> None:
    assert_harmless(hostile)


def test_no_line_of_the_real_collection_is_obeyed_anywhere(shared: Path) -> None:
    lines = (shared / "corpus" / "injection.txt").read_text(encoding="utf-8").splitlines()
    collected = [line.split("\t")[0].replace("\\n", "\n") for line in lines if line[:1] != "#"]
    assert len(collected) > 50
    for hostile in filter(text.tidy, collected):
        assert_harmless(hostile)


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("written", [str, html.escape, lambda each: f"<p>{html.escape(each)}</p>"])
def test_nothing_is_obeyed_that_was_read_from_a_feed(
    hostile: str, written: Callable[[str], str]
) -> None:
    entry: dict[str, Any] = {
        "id": "1",
        "link": "/x",
        "title": written(hostile),
        "author": written(hostile),
    }
    entry |= {"summary": written(hostile), "source": {"title": hostile, "href": "//far.example"}}
    told = Item(entry, "https://o.example/").article(source(), NOON, usable_link=True)
    card = render.card(seen_story(articles=(told,), topics=("moon",)))
    for place, found in zip(texts(card), map(obeyed, texts(card)), strict=True):
        ours = {"time", "bold", "link"} if place in (card.description, card.text) else set[str]()
        kinds = Counter(name for name, _ in found.elements())
        assert kinds.keys() <= ours, (place, found)
        assert all(count == 1 for count in kinds.values()), (place, found)


BITS = ["@everyone", "<@", "<#", "<:", "</", "<t:", "1", ":", ">", "[", "](", ")", "http", "://"]
BITS += ["e.example", "# ", "- ", "1. ", "> ", "*", "**", "_", "__", "~~", "||", "`", "```", "\\"]
BITS += ["\n", " ", "a", "\u200b", "é", "discord", ".gg/", "+ ", "-# ", "&lt;", "&#64;", "<b>"]


@settings(derandomize=True, deadline=None, max_examples=150)
@given(some.lists(some.sampled_from(BITS), min_size=1, max_size=14).map("".join))
def test_no_mixture_of_forms_is_obeyed(hostile: str) -> None:
    if text.tidy(hostile):
        assert_harmless(hostile)
