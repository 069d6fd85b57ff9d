"""What stands in messages for ever, and is answered whenever it is used: after a restart, too."""

from typing import Any

import discord

from cogs import welcome
from cogs.subscriptions import changing, panel, posting_now, undoing
from cogs.ui import buttons, digests, pages
from cogs.ui.candidates import Candidates

ITEMS: tuple[type[discord.ui.DynamicItem[Any]], ...] = (
    Candidates,
    changing.Change,
    changing.ChangeAgain,
    posting_now.PostNow,
    undoing.TakeBack,
    buttons.Coverage,
    buttons.Health,
    buttons.Related,
    digests.Turn,
    pages.Turn,
    *panel.ITEMS,
    *welcome.BUTTONS,
    welcome.ChosenTopics,
)
