"""One story whole, and what is related to it -> Card: the answers to /news story and related."""

from collections.abc import Sequence
from dataclasses import replace

from news import render, text
from news.entities import entity
from news.models import Card, SeenStory
from news.pages import Page, pages
from news.related import Reason, Related
from news.words import DEFAULT, moment, say

COVERAGE_ROOM = 2000
RELATED_ROOM = 1700
"""Characters: with the card itself and the pages they stay below Discord's limit of a message."""

NAMES = 8
"""Entities that a story is said to be about."""

LINE_LIMIT = 90
OUTLET_LIMIT = 30


def whole(story: SeenStory, found: Sequence[Related], locale: str = DEFAULT) -> Card:
    """The story with who reports it, what is related and where to read on."""
    card = render.card(story, locale)
    about = _about(story, locale)
    sections = [
        _coverage(story, locale),
        _section("story.related", _relations(found, locale), locale),
        _section("story.pages", _links(pages(story)), locale),
    ]
    return replace(
        card,
        description="\n".join(filter(None, [card.description, about])),
        continued=tuple(filter(None, sections)),
    )


def relations(story: SeenStory, found: Sequence[Related], locale: str = DEFAULT) -> Card:
    """What is related to the story, and where to read on."""
    lead = story.lead
    shown = render.linked(text.escaped(lead.title, LINE_LIMIT), lead.url)
    lines = _relations(found, locale) or [say("story.none_related", locale)]
    body = "\n".join([say("story.related_to", locale, headline=shown), "", *lines])
    return Card(
        author="",
        title=say("story.related", locale),
        url=None,
        description=body,
        continued=tuple(filter(None, [_section("story.pages", _links(pages(story)), locale)])),
        text=text.clip(body, render.CONTENT_LIMIT),
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
    shown = _fitting(lines, COVERAGE_ROOM)
    more = len(lines) - len(shown)
    closing = [say("story.more", locale, count=more)] if more else []
    return "\n".join([_bold(say("coverage.title", locale, count=len(lines))), *shown, *closing])


def _relations(found: Sequence[Related], locale: str) -> list[str]:
    lines = [f"{_line(each.story)}\n↳ {reason(each.reason, locale)}" for each in found]
    return _fitting(lines, RELATED_ROOM)


def _line(story: SeenStory) -> str:
    lead = story.lead
    headline = render.linked(text.escaped(lead.title, LINE_LIMIT), lead.url)
    outlet = text.escaped(lead.outlet, OUTLET_LIMIT)
    return f"• {headline} · {outlet} · {moment(story.told_at)}"


def _links(found: Sequence[Page]) -> list[str]:
    return [f"• {render.linked(text.escaped(each.name, LINE_LIMIT), each.url)}" for each in found]


def _section(key: str, lines: Sequence[str], locale: str) -> str:
    return "\n".join([_bold(say(key, locale)), *lines]) if lines else ""


def _bold(title: str) -> str:
    return f"**{title}**"


def _fitting(lines: Sequence[str], room: int) -> list[str]:
    kept: list[str] = []
    for each in lines:
        room -= len(each) + 1
        if room < 0:
            break
        kept.append(each)
    return kept
