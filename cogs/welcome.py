"""The first words in a server, and what their buttons do. The 1 is the version of their ids."""

import re
from collections.abc import Collection, Sequence
from typing import Self

import discord

from cogs.subscriptions.answering import tell
from cogs.subscriptions.wording import coming, wording
from cogs.ui import pages
from cogs.ui.answers import Asked, guarded
from cogs.ui.buttons import OfPost
from cogs.ui.places import Destination, chosen, sort, writable
from news import topics
from news.errors import Mistake
from news.models import ALL, Subscription
from news.topics import TOPICS
from news.words import join, say
from pipeline import subscribing
from pipeline.subscribing import Subscribed
from pipeline.welcoming import Arrival
from storage import subscriptions

MOST = 25  # Discord: options of a menu

Menu = discord.ui.Select[discord.ui.View]


def arrivals(bot: discord.Client, welcomed: Collection[int]) -> Sequence[Arrival]:
    """Of a server that is out nothing is known yet: it is looked at when it is back."""
    new = [each for each in bot.guilds if each.id not in welcomed and not each.unavailable]
    return [
        Arrival(each.id, str(each.preferred_locale), _hall(each), each.me.joined_at) for each in new
    ]


def _hall(guild: discord.Guild) -> int | None:
    """Where Discord itself greets who comes, if the bot may show a card there."""
    channel = guild.system_channel
    if channel is None:
        return None
    may = channel.permissions_for(guild.me)
    return channel.id if may.view_channel and may.send_messages and may.embed_links else None


class Everything(OfPost, template=r"welcome_all:1:(?P<post>[0-9a-f]{24})"):
    """As /subscribe topic:all, in the channel where it stands."""

    name = "welcome_all"
    says = "button.welcome_all"

    async def answer(self, asked: Asked) -> None:
        place = await _place(asked)
        await asked.defer()
        made = await _subscribe(asked, place, ALL)
        await tell(asked, made, place.mention)


class Topics(OfPost, template=r"welcome_topics:1:(?P<post>[0-9a-f]{24})"):
    """A menu of topics, for whoever has pressed it."""

    name = "welcome_topics"
    says = "button.welcome_topics"

    async def answer(self, asked: Asked) -> None:
        await _place(asked)
        view = discord.ui.View(timeout=None)
        view.add_item(ChosenTopics(_menu(asked.locale)))
        await asked.answer(say("welcome.choose", asked.locale), view=view)


class Newest(OfPost, template=r"welcome_newest:1:(?P<post>[0-9a-f]{24})"):
    """As /news latest."""

    name = "welcome_newest"
    says = "button.welcome_newest"

    async def answer(self, asked: Asked) -> None:
        await pages.show(asked.interaction, pages.Page())


class ChosenTopics(discord.ui.DynamicItem[Menu], template=r"welcome_chosen:1"):
    """Subscribes the channel where it stands to what is taken from the menu."""

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction, item: object, _match: re.Match[str], /
    ) -> Self:
        assert isinstance(item, discord.ui.Select)
        return cls(item)

    async def callback(self, interaction: discord.Interaction) -> None:
        await guarded(interaction, self._choose(Asked(interaction)))

    async def _choose(self, asked: Asked) -> None:
        place = await _place(asked)
        await asked.defer()
        had = await _topics_of(asked, place)
        new = [each.id for each in TOPICS if each.id in {*self.item.values} - had]
        if not new:
            raise Mistake("welcome.already", channel=place.mention)
        made = [(await _subscribe(asked, place, each)).subscription for each in new]
        words = await wording(asked, made)
        what, how = join([words.what(each) for each in made], asked.locale), words.how(made[0])
        said = say("welcome.done", asked.locale, channel=place.mention, what=what, how=how)
        await asked.answer(" ".join(filter(None, [said, coming(made[0], words, asked)])))


BUTTONS = (Everything, Topics, Newest)


def buttons(post_key: str, locale: str) -> discord.ui.View:
    """Of the post that says hello."""
    view = discord.ui.View(timeout=None)
    for button in BUTTONS:
        view.add_item(button(post_key, say(button.says, locale)))
    return view


def _menu(locale: str) -> Menu:
    options = [
        discord.SelectOption(label=topics.name(each, locale), value=each.id, emoji=each.emoji)
        for each in TOPICS[:MOST]
    ]
    return discord.ui.Select(
        custom_id="welcome_chosen:1",
        placeholder=say("welcome.topics", locale),
        options=options,
        max_values=len(options),
    )


async def _place(asked: Asked) -> Destination:
    """The channel in which it is pressed, by somebody who may subscribe it. Raises Mistake."""
    interaction = asked.interaction
    if not asked.knows_server:
        raise Mistake("answer.server_unknown")
    if not interaction.permissions.manage_guild:
        raise Mistake("welcome.for_admins")
    return writable(interaction, await chosen(interaction, None), "subscribe.you_may_not")


async def _subscribe(asked: Asked, place: Destination, topic: str) -> Subscribed:
    """Raises Mistake where the channel has it already."""
    wanted = Subscription(
        guild_id=place.guild.id,
        channel_id=place.id,
        topic=topic,
        created_by=asked.interaction.user.id,
    )
    locale = str(asked.interaction.guild_locale or "en")
    return await subscribing.subscribe(asked.room, wanted, sort(place), locale)


async def _topics_of(asked: Asked, place: Destination) -> set[str | None]:
    """Those that the channel gets already, however it chose to be told of them."""
    standing = await subscriptions.of_channel(asked.room.db, place.id)
    return {each.topic for each in standing if not each.source_id and not each.query}
