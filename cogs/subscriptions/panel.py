"""The panel of /subscriptions: a private message by whose menu and buttons each is looked after.

The 1 is the version of their custom ids, which hold a page of the list and the mark of one.
"""

import re
from typing import Self

import discord

from cogs.subscriptions.changing import Change
from cogs.subscriptions.panel_acts import ACTS, Done
from cogs.subscriptions.panel_sight import Sight, leaf, look, whole
from cogs.subscriptions.pressed import MARK, mark
from cogs.subscriptions.undoing import take_back
from cogs.ui.answers import Asked, guarded
from news.errors import Mistake
from news.words import say
from storage.subscriptions import Standing

Button = discord.ui.Button[discord.ui.View]
Menu = discord.ui.Select[discord.ui.View]

_LABELS = {
    "pause": "button.pause",
    "resume": "button.resume",
    "test": "button.test",
    "remove": "button.remove",
}
_STYLES = {"resume": discord.ButtonStyle.success, "remove": discord.ButtonStyle.danger}


async def show(asked: Asked) -> None:
    """Answers with the first page. Raises Mistake where the server has no subscription."""
    sight = await look(asked)
    if not sight.found:
        raise Mistake("subscriptions.none")
    view = discord.ui.View(timeout=None)
    await asked.answer(embeds=[_listed(sight, 0, view)], view=view)


class Leaf(discord.ui.DynamicItem[Button], template=r"panel_list:1:(?P<page>\d{1,4})"):
    """Goes to a page of the list."""

    def __init__(self, page: int, label: str = "·") -> None:
        self.page = page
        super().__init__(discord.ui.Button(label=label, custom_id=f"panel_list:1:{page}"))

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction, _item: object, match: re.Match[str], /
    ) -> Self:
        return cls(int(match["page"]))

    async def callback(self, interaction: discord.Interaction) -> None:
        await guarded(interaction, self._turn(Asked(interaction)))

    async def _turn(self, asked: Asked) -> None:
        await _show_list(await look(asked), self.page)


class Pick(discord.ui.DynamicItem[Menu], template=r"panel_pick:1:(?P<page>\d{1,4})"):
    """The menu of a page: its values are marks."""

    def __init__(self, page: int, menu: Menu) -> None:
        self.page = page
        super().__init__(menu)

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction, item: object, match: re.Match[str], /
    ) -> Self:
        assert isinstance(item, discord.ui.Select)
        return cls(int(match["page"]), item)

    async def callback(self, interaction: discord.Interaction) -> None:
        await guarded(interaction, self._pick(Asked(interaction)))

    async def _pick(self, asked: Asked) -> None:
        [its_mark] = self.item.values
        await _show(await look(asked), self.page, its_mark)


class Act(
    discord.ui.DynamicItem[Button],
    template=rf"panel_(?P<act>{'|'.join(ACTS)}):1:(?P<page>\d{{1,4}}):{MARK}",
):
    """Does something with one subscription."""

    def __init__(self, act: str, page: int, its_mark: str, label: str = "·") -> None:
        self.act, self.page, self.mark = act, page, its_mark
        style = _STYLES.get(act, discord.ButtonStyle.secondary)
        custom_id = f"panel_{act}:1:{page}:{its_mark}"
        super().__init__(discord.ui.Button(label=label, custom_id=custom_id, style=style))

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction, _item: object, match: re.Match[str], /
    ) -> Self:
        return cls(match["act"], int(match["page"]), match["mark"])

    async def callback(self, interaction: discord.Interaction) -> None:
        await guarded(interaction, self._act(Asked(interaction)))

    async def _act(self, asked: Asked) -> None:
        sight = await look(asked)
        each = sight.standing(self.mark)
        if each is None:
            await _show_list(sight, self.page, _ended(asked))
            return
        await asked.defer()
        done = await ACTS[self.act](each, sight)
        await _show(await look(asked), self.page, self.mark, done)


class TakeBackHere(
    discord.ui.DynamicItem[Button],
    template=r"panel_undo:1:(?P<page>\d{1,4}):(?P<key>[0-9a-f]{24})",
):
    """Takes back what was done here; the list stays."""

    def __init__(self, page: int, key: str, label: str = "·") -> None:
        self.page, self.key = page, key
        super().__init__(discord.ui.Button(label=label, custom_id=f"panel_undo:1:{page}:{key}"))

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction, _item: object, match: re.Match[str], /
    ) -> Self:
        return cls(int(match["page"]), match["key"])

    async def callback(self, interaction: discord.Interaction) -> None:
        await guarded(interaction, self._undo(Asked(interaction)))

    async def _undo(self, asked: Asked) -> None:
        undone = Done(await take_back(asked, self.key))
        await _show_list(await look(asked), self.page, undone)


ITEMS = (Act, Leaf, Pick, TakeBackHere)


def _ended(asked: Asked) -> Done:
    return Done(say("subscription.ended", asked.locale))


async def _show(sight: Sight, page: int, its_mark: str, done: Done | None = None) -> None:
    """The subscription, if it is there still; else what is left."""
    if each := sight.standing(its_mark):
        await _show_one(sight, each, page, done)
        return
    await _show_list(sight, page, done or _ended(sight.asked))


async def _show_list(sight: Sight, page: int, done: Done | None = None) -> None:
    view, asked = discord.ui.View(timeout=None), sight.asked
    embeds = [_listed(sight, page, view)] if sight.found else []
    said = [done.note if done else "", "" if embeds else say("subscriptions.none", asked.locale)]
    if done and done.undo:
        view.add_item(TakeBackHere(page, done.undo, say("button.undo", asked.locale)))
    await asked.edit("\n".join(filter(None, said)), embeds=embeds, view=view)


def _listed(sight: Sight, page: int, view: discord.ui.View) -> discord.Embed:
    """The page; puts its menu and its buttons into the view."""
    found, locale = leaf(sight, page), sight.asked.locale
    menu: Menu = discord.ui.Select(
        custom_id=f"panel_pick:1:{found.number}",
        placeholder=say("panel.choose", locale),
        options=[*found.options],
    )
    view.add_item(Pick(found.number, menu))
    if found.number:
        view.add_item(Leaf(found.number - 1, "◀"))
    if found.number + 1 < found.of:
        view.add_item(Leaf(found.number + 1, "▶"))
    return found.embed


async def _show_one(sight: Sight, each: Standing, page: int, done: Done | None = None) -> None:
    view, asked = discord.ui.View(timeout=None), sight.asked
    wanted, its_mark = each.subscription, mark(each.subscription)
    first, *rest = (
        Act(act, page, its_mark, say(_LABELS[act], asked.locale))
        for act in ("resume" if wanted.paused_at else "pause", "test", "remove")
    )
    for item in (first, Change(its_mark, say("button.change", asked.locale)), *rest):
        view.add_item(item)
    view.add_item(Leaf(page, say("button.back", asked.locale)))
    embeds = [await whole(each, sight), *(done.shown if done else ())]
    await asked.edit(done.note if done else "", embeds=embeds, view=view)
