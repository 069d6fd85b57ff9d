"""What is posted: a story as a card, or several in one message."""

from collections.abc import Sequence
from dataclasses import replace

from news import text
from news.models import Amendment, Article, Card, SeenStory
from news.render.bundles import bundle, plainly
from news.render.limits import (
    CONTENT_LIMIT,
    FOOTER_LIMIT,
    LINE_LIMIT,
    OUTLET_LIMIT,
    OUTLETS,
    ROOM,
    SUBJECT_LIMIT,
    SUMMARY_LIMIT,
    TITLE_LIMIT,
)
from news.render.lines import (
    author,
    briefly,
    fair,
    headline,
    known,
    line_ways,
    sources,
    subjects,
    titled,
)
from news.words import DEFAULT, moment, say

_AMENDED = {
    Amendment.CORRECTED: "card.is_corrected",
    Amendment.WITHDRAWN: "card.is_withdrawn",
}


def card(story: SeenStory, locale: str = DEFAULT, *, again: bool = False) -> Card:
    """One story as a card: outlet and topics, linked headline, summary, time.

    again: for a message that has shown it before; that tells of a changed headline, too.
    """
    lead = story.lead
    title = titled(lead, TITLE_LIMIT, locale, again=again)
    body = _body(lead, locale)
    facts = " · ".join([moment(story.told_at), *_others(story, locale)])
    return Card(
        author=author(story, locale),
        title=title,
        url=lead.url,
        description="\n\n".join([*body, facts]),
        text=_plain(story, title, body, locale),
        image=lead.image,
        footer=_image_credit(lead, locale),
        coverage=len(story.articles),
        lead=lead.key,
        shown=(story.key,),
        subject=text.clip(text.unmarked(lead.title), SUBJECT_LIMIT),
        topics=tuple(each.id for each in known(story)),
    )


def roundup(stories: Sequence[SeenStory], expired: int = 0, locale: str = DEFAULT) -> Card:
    """Several stories in one message, a line each; `expired` more are only counted."""
    closing = [say("card.expired", locale, count=expired)] if expired else []
    lines = fair([line_ways(story, locale) for story in stories], ROOM)
    title = say("card.roundup", locale, count=len(stories))
    plain = plainly([f"**{title}**"], stories, closing, locale)
    made = bundle(title, [*lines, *closing], stories, plain)
    return replace(made, footer=say("card.together", locale))


def compact(stories: Sequence[SeenStory], locale: str = DEFAULT) -> Card:
    """Up to COMPACT_LINES stories, a line each; without a title."""
    ways = [(_compact_line(story, locale), *briefly(story, locale)) for story in stories]
    title = say("card.roundup", locale, count=len(stories))
    found = bundle(title, fair(ways, ROOM), stories, plainly([], stories, locale=locale))
    return replace(found, title="")


def outlets(story: SeenStory, locale: str = DEFAULT) -> str:
    """Who tells it: the lead's outlet, and how many others."""
    first = text.escaped(story.lead.outlet, OUTLET_LIMIT)
    if more := len(story.outlets) - 1:
        return say("line.outlets", locale, outlet=first, count=more)
    return first


def _compact_line(story: SeenStory, locale: str) -> str:
    emoji = "".join(each.emoji for each in known(story))
    told = " ".join(filter(None, [f"• **{headline(story.lead, locale)}**", emoji]))
    return f"{told} · {outlets(story, locale)} · {moment(story.told_at)}"


def _body(lead: Article, locale: str) -> list[str]:
    """What became of the article since, and its summary, as far as there are such."""
    key = _AMENDED.get(lead.amended)
    outlet = text.escaped(lead.outlet, LINE_LIMIT)
    amended = say(key, locale, outlet=outlet) if key else ""
    return [each for each in (amended, text.escaped(lead.summary, SUMMARY_LIMIT)) if each]


def _others(story: SeenStory, locale: str) -> list[str]:
    """Who else tells it."""
    shown = [text.escaped(each, OUTLET_LIMIT) for each in story.outlets[1 : OUTLETS + 1]]
    more = len(story.outlets) - 1 - len(shown)
    if not shown:
        return []
    if not more:
        return [say("card.also", locale, outlets=", ".join(shown))]
    return [say("card.also_more", locale, outlets=", ".join(shown), count=more)]


def _image_credit(article: Article, locale: str) -> str:
    if not article.image_credit:
        return ""
    said = say("card.image", locale, credit=article.image_credit)
    return text.clip(text.unmarked(said), FOOTER_LIMIT)


def _plain(story: SeenStory, title: str, body: Sequence[str], locale: str) -> str:
    lead = story.lead
    told_by = (text.escaped(each, LINE_LIMIT) for each in sources(lead, locale))
    facts = [*told_by, *subjects(story, locale), moment(story.told_at), *_others(story, locale)]
    said = "\n".join([f"**{title}**", *body, " · ".join(facts)])
    whole = f"{said}\n<{lead.url}>"
    return whole if len(whole) <= CONTENT_LIMIT else said
