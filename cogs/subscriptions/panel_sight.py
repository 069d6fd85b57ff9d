"""What the panel of /subscriptions shows: all of a server's, by channel, or one of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import discord

from cogs.subscriptions.pressed import mark, require_admin
from cogs.subscriptions.state import Outlook, outlook, state
from cogs.subscriptions.wording import Wording, coming, names, wording
from cogs.ui.answers import Asked
from cogs.ui.cards import COLOUR
from news.models import Subscription
from news.render_panel import brought, listing, pages
from news.words import say
from storage import fates, subscriptions
from storage.subscriptions import Standing

LATELY = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Sight:
    """All that the panel is made of. found: the server's subscriptions."""

    asked: Asked
    found: Sequence[Standing]
    words: Wording
    seen: Outlook

    def standing(self, its_mark: str) -> Standing | None:
        """None: it has ended, or was never this server's."""
        return next((each for each in self.found if mark(each.subscription) == its_mark), None)


async def look(asked: Asked) -> Sight:
    """Raises Mistake where whoever asks may not see it."""
    require_admin(asked)
    found = await subscriptions.of_guild(asked.room.db, asked.guild_id)
    words = await wording(asked, [each.subscription for each in found])
    return Sight(asked, found, words, await outlook(asked, words.known, found))


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of the list. options: of its menu, by the marks of its subscriptions."""

    embed: discord.Embed
    options: Sequence[discord.SelectOption]
    number: int
    of: int


def leaf(sight: Sight, number: int) -> Leaf:
    """The page of this number or, where there are fewer by now, the last. There is at least one."""
    locale = sight.asked.locale
    by_number = {each.subscription.id: each for each in sight.found}
    found = pages([each.subscription for each in sight.found])
    number = min(number, len(found) - 1)
    lines = [(each.channel_id, _line(by_number[each.id], sight)) for each in found[number]]
    title = say("subscriptions.title", locale, count=len(sight.found))
    embed = discord.Embed(title=title, description=listing(lines), colour=COLOUR)
    if len(found) > 1:
        embed.set_footer(text=say("panel.page", locale, page=number + 1, pages=len(found)))
    return Leaf(embed, _options(found[number], sight), number, len(found))


def _line(each: Standing, sight: Sight) -> str:
    wanted, words = each.subscription, sight.words
    return " · ".join([words.what(wanted, begins=True), words.how(wanted), state(each, sight.seen)])


def _options(shown: Sequence[Subscription], sight: Sight) -> list[discord.SelectOption]:
    named = names(shown, sight.seen.guild, sight.words)
    return [
        discord.SelectOption(label=called.name, value=mark(each))
        for each, called in zip(shown, named, strict=True)
    ]


async def whole(each: Standing, sight: Sight) -> discord.Embed:
    """One of them: what it asks for, how it is told, how it does, what came of it lately."""
    wanted, words, asked = each.subscription, sight.words, sight.asked
    since = asked.room.clock() - LATELY
    came = brought(await fates.of_subscription(asked.room.db, wanted, since), asked.locale)
    channel, how = f"<#{wanted.channel_id}>", words.how(wanted)
    lines = [
        f"**{words.what(wanted, begins=True)}**",
        say("panel.where", asked.locale, channel=channel, how=how),
        say("panel.state", asked.locale, state=state(each, sight.seen)),
        say("panel.week", asked.locale, brought=came),
        "" if wanted.paused_at else coming(wanted, words, asked),
    ]
    return discord.Embed(description="\n".join(filter(None, lines)), colour=COLOUR)
