"""SeenStory -> Card: inside Discord's limits; what strangers wrote is shown, not obeyed."""

from collections.abc import Mapping, Sequence

from news import text, topics
from news.entities import entity
from news.models import ALL, Article, Card, SeenStory, Source, Subscription, Topic
from news.words import DEFAULT, say
from news.words import moment as moment

TITLE_LIMIT = 256  # Discord: embed title
AUTHOR_LIMIT = 256  # Discord: embed author
FOOTER_LIMIT = 256  # ours; Discord: 2048
DESCRIPTION_LIMIT = 4096  # Discord: embed description
MESSAGE_LIMIT = 6000  # Discord: all embeds of a message together
CONTENT_LIMIT = 2000  # Discord: message content
SUMMARY_LIMIT = 300  # ours: a card is not the article
LINE_LIMIT = 90
OUTLET_LIMIT = 30
OUTLETS = 4
"""Further outlets that a card names; the others it counts."""
URL_LIMIT = 250
ADDRESS_LIMIT = 300
ROOM = MESSAGE_LIMIT - 300
"""For the lines of a list, beside its title, its footer and a closing line."""


def card(story: SeenStory, locale: str = DEFAULT) -> Card:
    """One story as a card: outlet and topics, linked headline, summary, time."""
    lead = story.lead
    title = text.escaped(lead.title, TITLE_LIMIT)
    summary = text.escaped(lead.summary, SUMMARY_LIMIT)
    facts = " · ".join([moment(story.told_at), *_others(story, locale)])
    return Card(
        author=author(story, locale),
        title=title,
        url=lead.url,
        description=f"{summary}\n\n{facts}" if summary else facts,
        text=_plain_card(story, title, summary, locale),
        image=lead.image,
        footer=_image_credit(lead, locale),
        coverage=len(story.articles),
        lead=lead.key,
    )


def roundup(stories: Sequence[SeenStory], expired: int = 0, locale: str = DEFAULT) -> Card:
    """Several stories in one message, a line each; `expired` more are only counted."""
    closing = [say("card.expired", locale, count=expired)] if expired else []
    lines = [line(story, room=ROOM // len(stories) - 1) for story in stories]
    first, *rest = columns([*lines, *closing])
    title = say("card.roundup", locale, count=len(stories))
    return Card(
        author="",
        title=title,
        url=None,
        description=first,
        continued=tuple(rest),
        text=_plain_roundup(title, stories, closing),
        coverage=sum(len(story.articles) for story in stories),
    )


def line(story: SeenStory, room: int = ROOM) -> str:
    """One story in one line: linked headline, outlet, time; less of it where room is scarce."""
    lead = story.lead
    brief = text.escaped(lead.title, LINE_LIMIT * 2 // 3)
    outlet = text.escaped(lead.outlet, OUTLET_LIMIT)
    ways = (
        f"• {_headline(lead)} · {outlet} · {moment(story.told_at)}",
        f"• {linked(brief, lead.url)} · {outlet}",
        f"• {linked(brief, lead.url)}",
    )
    fitting = (way for way in ways if len(way) <= room)
    return next(fitting, f"• **{brief}** · {outlet}")


def entry(story: SeenStory, headline: str | None = None) -> str:
    """One story in a list to read: headline, then outlet, topics and time.

    headline: already escaped, with words of its own in bold; else the lead's title is bold.
    """
    lead = story.lead
    shown = linked(headline, lead.url) if headline else f"**{_headline(lead)}**"
    outlet = text.escaped(lead.outlet, OUTLET_LIMIT)
    return f"{shown}\n{' · '.join([outlet, *_topics(story), moment(story.told_at)])}"


def entries(stories: Sequence[SeenStory], marked: Sequence[str] = ()) -> list[str]:
    """Several stories in a list to read; `marked` are their headlines with matched words marked."""
    if not marked:
        return [entry(story) for story in stories]
    headlines = (text.bold(each, LINE_LIMIT * 2) for each in marked)
    return [entry(*each) for each in zip(stories, headlines, strict=True)]


def listing(title: str, entries: Sequence[str], footer: str = "") -> Card:
    """Several entries under a title."""
    body = "\n\n".join(entries)
    return Card(author="", title=title, url=None, description=body, text=body, footer=footer)


def topic_list(topics: Sequence[Topic], counts: Mapping[str, int], locale: str = DEFAULT) -> Card:
    """The vocabulary, with how many stories of each were told this week."""
    lines = [
        f"{each.emoji} **{each.name}** (`{each.id}`): {each.description} "
        f"· {say('topics.stories', locale, count=counts.get(each.id, 0))}"
        for each in topics
    ]
    return listing(say("topics.title", locale), ["\n".join(lines)])


def reports(stories: Sequence[SeenStory], locale: str = DEFAULT) -> Card:
    """Who reports these stories, for the button of their post."""
    lines = [each for story in stories for each in coverage(story, locale)]
    first, *rest = columns(fitting(lines, ROOM))
    title = say("coverage.title", locale, count=len(lines))
    return Card(
        author="", title=title, url=None, description=first, continued=tuple(rest), text=first
    )


def wanted(
    subscription: Subscription,
    known: Sequence[Source],
    locale: str = DEFAULT,
    *,
    markup: bool = True,
) -> str:
    """What a subscription asks for, in words; without markup for where Discord reads none."""
    parts: list[str] = []
    if subscription.topic == ALL:
        parts.append(say("topic.all", locale))
    elif subscription.topic:
        parts.append(_subject(subscription.topic))
    if subscription.source_id:
        outlets = {source.id: source.outlet for source in known}
        outlet = outlets.get(subscription.source_id, subscription.source_id)
        parts.append(text.escaped(outlet, LINE_LIMIT) if markup else text.tidy(outlet))
    return " + ".join(parts)


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


def coverage(story: SeenStory, locale: str = DEFAULT) -> list[str]:
    """Who reports a story: a line an article, the lead first."""
    return [
        " · ".join(
            [
                f"• {_headline(article)}",
                *(text.escaped(each, OUTLET_LIMIT) for each in _outlets(article, locale)),
                *([moment(article.published_at)] if article.published_at else []),
            ]
        )
        for article in story.articles
    ]


def author(story: SeenStory, locale: str = DEFAULT) -> str:
    """Outlet and topics, for a place where Discord reads no markup."""
    outlets = (text.unmarked(each) for each in _outlets(story.lead, locale))
    return text.clip(" · ".join([*outlets, *_topics(story)]), AUTHOR_LIMIT)


def linked(shown: str, url: str) -> str:
    """Markdown's link; an address too long for a list is left out rather than broken."""
    return f"[{shown}]({url})" if len(url) <= URL_LIMIT else shown


def address(url: str) -> str:
    """As code, so that it can be copied as it is; cut where it is very long."""
    return f"`{text.clip(url, ADDRESS_LIMIT).replace('`', '%60')}`"


def _headline(article: Article) -> str:
    return linked(text.escaped(article.title, LINE_LIMIT), article.url)


def _outlets(article: Article, locale: str) -> list[str]:
    """Who tells it, and from whom they have it."""
    via = [say("card.via", locale, credit=article.credit)] if article.credit else []
    return [article.outlet, *via]


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


def _subject(subject_id: str) -> str:
    """What a topic or an entity is called; one that is gone from the vocabulary: its id."""
    if topic := topics.topic(subject_id):
        return f"{topic.emoji} {topic.name}"
    named = entity(subject_id)
    return named.name if named else subject_id


def _topics(story: SeenStory) -> list[str]:
    known = [found for each in story.topics if (found := topics.topic(each))]
    return [f"{each.emoji} {each.name}" for each in known]


def _plain_card(story: SeenStory, title: str, summary: str, locale: str) -> str:
    lead = story.lead
    outlets = (text.escaped(each, LINE_LIMIT) for each in _outlets(lead, locale))
    facts = " · ".join([*outlets, *_topics(story), moment(story.told_at), *_others(story, locale)])
    said = "\n".join(filter(None, [f"**{title}**", summary, facts]))
    whole = f"{said}\n<{lead.url}>"
    return whole if len(whole) <= CONTENT_LIMIT else said


def _plain_roundup(title: str, stories: Sequence[SeenStory], closing: Sequence[str]) -> str:
    head, *rest = [f"**{title}**", *closing]
    room = (CONTENT_LIMIT - len("\n".join([head, *rest]))) // len(stories) - len("\n• ")
    lines = [f"• {text.escaped(story.lead.title, room)}" for story in stories]
    return "\n".join([head, *lines, *rest])
