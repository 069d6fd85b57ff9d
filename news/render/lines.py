"""A story in a line or two, and what such lines are made of."""

from collections.abc import Sequence

from news import text, topics
from news.models import Amendment, Article, SeenStory, Topic
from news.render.limits import (
    ADDRESS_LIMIT,
    AUTHOR_LIMIT,
    BRIEF_LIMIT,
    DESCRIPTION_LIMIT,
    LINE_LIMIT,
    OUTLET_LIMIT,
    ROOM,
    URL_LIMIT,
)
from news.words import DEFAULT, moment, say

_AMENDED = {
    Amendment.UPDATED: "card.updated",
    Amendment.CORRECTED: "card.corrected",
    Amendment.WITHDRAWN: "card.withdrawn",
}


def line(story: SeenStory, room: int = ROOM, locale: str = DEFAULT) -> str:
    """One story in one line: linked headline, outlet, time; less of it where room is scarce."""
    return _longest(line_ways(story, locale), room)


def line_ways(story: SeenStory, locale: str = DEFAULT) -> tuple[str, ...]:
    """The lines in which a story may be told, the fullest first."""
    outlet = text.escaped(story.lead.outlet, OUTLET_LIMIT)
    whole = f"• {headline(story.lead, locale)} · {outlet} · {moment(story.told_at)}"
    return (whole, *briefly(story, locale))


def briefly(story: SeenStory, locale: str = DEFAULT) -> tuple[str, ...]:
    """The lines for where there is little room; the last has 99 characters at most."""
    lead = story.lead
    brief = titled(lead, BRIEF_LIMIT, locale)
    outlet = text.escaped(lead.outlet, OUTLET_LIMIT)
    link = f"• {linked(brief, lead.url)}"
    return (f"{link} · {outlet}", link, f"• **{brief}** · {outlet}")


def fair(ways: Sequence[Sequence[str]], room: int) -> list[str]:
    """A line of each story's, so that they fit beneath each other; what one spares others get."""
    chosen: dict[int, str] = {}
    for place in sorted(range(len(ways)), key=lambda each: len(ways[each][0])):
        share = room // (len(ways) - len(chosen)) - 1
        chosen[place] = _longest(ways[place], share)
        room -= len(chosen[place]) + 1
    return [chosen[place] for place in range(len(ways))]


def _longest(ways: Sequence[str], room: int) -> str:
    return next((way for way in ways if len(way) <= room), ways[-1])


def entry(story: SeenStory, found: str | None = None, locale: str = DEFAULT) -> str:
    """One story in a list to read: headline, then outlet, topics and time.

    found: a headline already escaped, with words of its own in bold; else the lead's title is bold.
    """
    lead = story.lead
    shown = (
        linked(amended(lead.amended, found, locale), lead.url)
        if found
        else f"**{headline(lead, locale)}**"
    )
    outlet = text.escaped(lead.outlet, OUTLET_LIMIT)
    return f"{shown}\n{' · '.join([outlet, *subjects(story, locale), moment(story.told_at)])}"


def entries(
    stories: Sequence[SeenStory], marked: Sequence[str] = (), locale: str = DEFAULT
) -> list[str]:
    """Several stories in a list to read; `marked` are their headlines with matched words marked."""
    if not marked:
        return [entry(story, locale=locale) for story in stories]
    headlines = (text.bold(each, LINE_LIMIT * 2) for each in marked)
    return [entry(*each, locale) for each in zip(stories, headlines, strict=True)]


def coverage(story: SeenStory, locale: str = DEFAULT) -> list[str]:
    """Who reports a story: a line an article, the lead first."""
    return [
        " · ".join(
            [
                f"• {headline(article, locale)}",
                *(text.escaped(each, OUTLET_LIMIT) for each in sources(article, locale)),
                *([moment(article.published_at)] if article.published_at else []),
            ]
        )
        for article in story.articles
    ]


def author(story: SeenStory, locale: str = DEFAULT) -> str:
    """Outlet and topics, for a place where Discord reads no markup."""
    outlets = (text.unmarked(each) for each in sources(story.lead, locale))
    return text.clip(" · ".join([*outlets, *subjects(story, locale)]), AUTHOR_LIMIT)


def titled(article: Article, limit: int, locale: str = DEFAULT, *, again: bool = False) -> str:
    """The headline, escaped; if it is withdrawn or corrected, that stands before it.

    again: for those who have read it as it was; they are told of every change of it.
    """
    room = limit - len(amended(article.amended, "", locale, again=again))
    return amended(article.amended, text.escaped(article.title, room), locale, again=again)


def amended(state: Amendment, shown: str, locale: str = DEFAULT, *, again: bool = False) -> str:
    """A headline as it is shown, behind what has become of its article. again: as in titled()."""
    key = _AMENDED.get(state)
    if key is None or (state is Amendment.UPDATED and not again):
        return shown
    return say(key, locale, headline=shown)


def headline(article: Article, locale: str = DEFAULT) -> str:
    return linked(titled(article, LINE_LIMIT, locale), article.url)


def sources(article: Article, locale: str = DEFAULT) -> list[str]:
    """Who tells it, and from whom they have it."""
    via = [say("card.via", locale, credit=article.credit)] if article.credit else []
    return [article.outlet, *via]


def known(story: SeenStory) -> list[Topic]:
    """The story's topics that the vocabulary still has, most telling first."""
    return [found for each in story.topics if (found := topics.topic(each))]


def subjects(story: SeenStory, locale: str = DEFAULT) -> list[str]:
    return [topics.shown(each, locale) for each in known(story)]


def linked(shown: str, url: str) -> str:
    """Markdown's link; an address too long for a list is left out rather than broken."""
    return f"[{shown}]({url})" if len(url) <= URL_LIMIT else shown


def address(url: str) -> str:
    """As code, so that it can be copied as it is; cut where it is very long."""
    return f"`{text.clip(url, ADDRESS_LIMIT).replace('`', '%60')}`"


def columns(lines: Sequence[str]) -> list[str]:
    """The lines, put together into texts of which each fits an embed's description."""
    texts = [lines[0]]
    for each in lines[1:]:
        if len(texts[-1]) + 1 + len(each) > DESCRIPTION_LIMIT:
            texts.append(each)
        else:
            texts[-1] += f"\n{each}"
    return texts


def fitting(lines: Sequence[str], room: int) -> list[str]:
    """The first ones, as many as have room beneath each other."""
    kept: list[str] = []
    for each in lines:
        room -= len(each) + 1
        if room < 0:
            break
        kept.append(each)
    return kept
