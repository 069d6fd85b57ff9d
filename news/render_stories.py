"""One story whole, and what is related to it -> Card: the answers to /news story and related."""

from collections.abc import Sequence
from dataclasses import replace

from news import render, text
from news.entities import entity
from news.models import Card, SeenStory
from news.pages import pages
from news.reasons import Reason
from news.related import Related
from news.render import LINE_LIMIT, fitting, linked
from news.words import DEFAULT, say

COVERAGE_ROOM, RELATED_ROOM, PAGES_ROOM = 1800, 1700, 800
"""Characters: with the card itself they stay below Discord's limit of a message."""

NAMES = 8
"""Entities that a story is said to be about."""


def whole(story: SeenStory, found: Sequence[Related], locale: str = DEFAULT) -> Card:
    """The story with who reports it, what is related and where to read on."""
    card = render.card(story, locale)
    related = fitting(_relations(found, locale), RELATED_ROOM)
    sections = [_coverage(story, locale), _section("story.related", related, locale)]
    return replace(
        card,
        description="\n".join(filter(None, [card.description, _about(story, locale)])),
        continued=(*filter(None, sections), _pages(story, locale)),
    )


def relations(story: SeenStory, found: Sequence[Related], locale: str = DEFAULT) -> Card:
    """What is related to the story, and where to read on."""
    lines = _relations(found, locale) or [say("story.none_related", locale)]
    headline = render.headline(story.lead, locale)
    body = [say("story.related_to", locale, headline=headline), "", *lines]
    return Card(
        author="",
        title=say("story.related", locale),
        url=None,
        description="\n".join(fitting(body, render.DESCRIPTION_LIMIT)),
        continued=(_pages(story, locale),),
        text="\n".join(fitting(body, render.CONTENT_LIMIT)),
    )


def reason(why: Reason, locale: str = DEFAULT) -> str:
    """In words: what both are about."""
    named = entity(why.entity_id)
    if named:
        return say(f"reason.{named.kind}", locale, name=text.escaped(named.name, LINE_LIMIT))
    words = ", ".join(text.escaped(each, LINE_LIMIT) for each in why.words)
    return say("story.words", locale, words=words)


def _about(story: SeenStory, locale: str) -> str:
    named = [found.name for each in story.entities if (found := entity(each))]
    names = ", ".join(text.escaped(each, LINE_LIMIT) for each in named[:NAMES])
    return say("story.about", locale, names=names) if names else ""


def _coverage(story: SeenStory, locale: str) -> str:
    lines = render.coverage(story, locale)
    shown = fitting(lines, COVERAGE_ROOM)
    more = len(lines) - len(shown)
    closing = [say("story.more", locale, count=more)] if more else []
    return "\n".join([_bold(say("coverage.title", locale, count=len(lines))), *shown, *closing])


def _relations(found: Sequence[Related], locale: str) -> list[str]:
    return [
        f"{render.line(each.story, locale=locale)}\n↳ {reason(each.reason, locale)}"
        for each in found
    ]


def _pages(story: SeenStory, locale: str) -> str:
    """There always are some: its outlets have a front page."""
    lines = [f"• {linked(text.escaped(each.name, LINE_LIMIT), each.url)}" for each in pages(story)]
    return _section("story.pages", fitting(lines, PAGES_ROOM), locale)


def _section(key: str, lines: Sequence[str], locale: str) -> str:
    return "\n".join([_bold(say(key, locale)), *lines]) if lines else ""


def _bold(title: str) -> str:
    return f"**{title}**"
