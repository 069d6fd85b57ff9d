"""What somebody is answered who subscribes a channel, or changes what it is subscribed to."""

from collections.abc import Sequence

import discord

from cogs.subscriptions.changing import Change
from cogs.subscriptions.posting_now import PostNow
from cogs.subscriptions.pressed import mark
from cogs.subscriptions.undoing import offer_undo
from cogs.subscriptions.wording import Wording, coming, wording
from cogs.ui import cards
from cogs.ui.answers import Asked
from cogs.ui.mentions import CONTENT_LIMIT
from news import filters, overlap, text
from news.models import SeenStory, Subscription
from news.overlap import Overlap
from news.render_rehearsal import rehearsal
from news.words import join, say
from pipeline.rehearsing import rehearse
from pipeline.subscribing import Subscribed
from storage import subscriptions

_NAMED = 3
"""Subscriptions that a sentence names."""


async def tell(
    asked: Asked, made: Subscribed, channel: str, *, changed: str = "subscribe.changed"
) -> None:
    """What was chosen, in words, what it would have brought, and how to go on.

    channel: its mention; changed: the key of what is said where it is not new.
    """
    wanted = made.subscription
    others = await subscriptions.of_channel(asked.room.db, wanted.channel_id)
    words = await wording(asked, [wanted, *others])
    over = overlap.idle(wanted, others, words.known)
    first = _told(over, made, channel, words, "subscribe.done" if made.is_new else changed)
    hint = filters.hint(filters.stored(wanted.query))
    sentences = [
        first,
        "" if over and not over.strays else coming(wanted, words, asked),
        _silenced(wanted, others, channel, words),
        say(hint, asked.locale) if hint else "",
    ]
    shown = await rehearse(asked.room, wanted)
    await asked.answer(
        text.clip(" ".join(filter(None, sentences)), CONTENT_LIMIT),
        embeds=cards.embeds(rehearsal(shown, asked.locale)),
        view=_buttons(made, shown.newest, asked.locale),
    )


def _told(over: Overlap | None, made: Subscribed, channel: str, words: Wording, key: str) -> str:
    wanted, locale = made.subscription, words.locale
    what, how = words.what(wanted), words.how(wanted)
    if over is None:
        return say(key, locale, channel=channel, what=what, how=how)
    other = {"other": words.what(over.by), "other_how": words.how(over.by)}
    if not over.strays:
        return say("subscribe.idle", locale, channel=channel, what=what, how=how, **other)
    nearly = say("subscribe.nearly_idle", locale, channel=channel, **other)
    return f"{say(key, locale, channel=channel, what=what, how=how)} {nearly}"


def _silenced(
    wanted: Subscription, others: Sequence[Subscription], channel: str, words: Wording
) -> str:
    idle, locale = overlap.silenced(wanted, others, words.known), words.locale
    if not idle:
        return ""
    named = [f"{words.what(each)} ({words.how(each)})" for each in idle[:_NAMED]]
    if (more := len(idle) - _NAMED) > 0:
        named.append(say("notice.more", locale, count=more))
    return say("subscribe.silences", locale, channel=channel, others=join(named, locale))


def _buttons(made: Subscribed, shown: Sequence[SeenStory], locale: str) -> discord.ui.View:
    view, its_mark = discord.ui.View(timeout=None), mark(made.subscription)
    if shown:
        keys = [each.key for each in shown]
        view.add_item(PostNow(its_mark, keys, say("button.post_now", locale)))
    view.add_item(Change(its_mark, say("button.change", locale)))
    offer_undo(view, made.undo, locale)
    return view
