"""The bot itself: what it asks of Discord, which cogs it has, how it ends."""

import logging
from collections.abc import Mapping

import discord
from discord import app_commands
from discord.ext import commands

from cogs import standing
from cogs.buckets import Bucket
from cogs.feeds import Feeds
from cogs.help import Help
from cogs.menus import Menus
from cogs.news import News
from cogs.polling import Polling
from cogs.posting import Posting
from cogs.registration import Registration
from cogs.servers import Servers
from cogs.settings import ServerSettings
from cogs.subscriptions import Subscriptions
from cogs.subscriptions.drafts import Drafts
from cogs.traffic import Traffic
from cogs.ui import acknowledging
from cogs.ui.costs import Costs
from cogs.ui.tree import Tree
from cogs.ui.wording import Translator
from cogs.why import Why
from news.errors import StartRefused, TokenRefused
from news.settings import Settings
from pipeline.adding import Adding
from pipeline.newsroom import Newsroom

log = logging.getLogger(__name__)

PERMISSIONS = discord.Permissions(
    view_channel=True,
    send_messages=True,
    embed_links=True,
    attach_files=True,
    read_message_history=True,
    create_public_threads=True,
    send_messages_in_threads=True,
    pin_messages=True,
)
"""What the invitation asks for; the README says why."""

LONGEST_RATE_LIMIT = 30.0
"""Seconds that discord.py may sleep through a limit; longer ones become RateLimited."""


# Else each start warns that libraries for speaking are missing.
discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False

# It asks for no class of ours.
discord.http.Ratelimit = Bucket  # type: ignore[misc]


class Downlink(commands.Bot):
    """Owns the newsroom while it runs. `refused` says why it ended, if it had to."""

    def __init__(self, newsroom: Newsroom, settings: Settings) -> None:
        room = newsroom.room
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            intents=discord.Intents(guilds=True),
            tree_cls=Tree,
            # Said, not left out: Discord would put in what it thinks, and so differ from us.
            allowed_contexts=app_commands.AppCommandContext(guild=True),
            allowed_installs=app_commands.AppInstallationType(guild=True),
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_ratelimit_timeout=LONGEST_RATE_LIMIT,
            http_trace=Traffic(room.refusals, room.window, self._token_is_refused).trace,
        )
        self.newsroom = newsroom
        self.adding = Adding(room)
        self.costs = Costs(room.clock)
        self.drafts = Drafts()
        self.settings = settings
        self.refused: StartRefused | None = None
        self.command_ids: Mapping[str, int] = {}
        """The whole name of each slash command -> its id, when they are registered."""

    async def setup_hook(self) -> None:
        await self.tree.set_translator(Translator())
        self.add_dynamic_items(*standing.ITEMS)
        for_all = (News(), Help(), Menus(self))
        for_admins = (Subscriptions(), Feeds(), ServerSettings(), Why())
        for asked in (*for_all, *for_admins):
            await self.add_cog(asked)
        for clock in (Polling(self.newsroom), Posting(self), Servers(self)):
            await self.add_cog(clock)
        # Last: it registers the commands of all others.
        await self.add_cog(Registration(self))
        log.info("invite the bot with %s", self.invitation())
        log.info("or add it to your own account with %s", self.own_link())

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        acknowledging.watch(interaction)

    async def on_ready(self) -> None:
        log.info("here as %s; servers: %d", self.user, len(self.guilds))

    def invitation(self) -> str:
        """The link with which an admin brings the bot into a server."""
        assert self.application_id is not None
        return discord.utils.oauth_url(
            self.application_id,
            permissions=PERMISSIONS,
            scopes=("bot", "applications.commands"),
        )

    def own_link(self) -> str:
        """The link with which anybody takes the bot along: to direct messages, and everywhere."""
        assert self.application_id is not None
        link = discord.utils.oauth_url(self.application_id, scopes=("applications.commands",))
        return f"{link}&integration_type=1"  # Discord: USER_INSTALL

    def _token_is_refused(self) -> None:
        # A login that fails is the start's business.
        if self.user is not None:
            self.stop_for(TokenRefused("token.refused"))

    def stop_for(self, reason: StartRefused) -> None:
        """Ends the bot from within; the reason is told to the operator."""
        if self.refused is None:
            self.refused = reason
            self.closing = self.loop.create_task(self.close())

    async def close(self) -> None:
        """Settles the posts in flight before the connection goes."""
        if not self.is_closed():
            await self.newsroom.close()
        await super().close()
