"""What people do with the app in their own accounts, whatever servers it is in; raises Refused."""

from __future__ import annotations

from sandbox.models import User
from sandbox.people.refused import Refused
from sandbox.world import World


def add_app(world: World, user: User) -> None:
    """From now on they have its commands everywhere that are made for this."""
    if user.id in world.accounts:
        raise Refused(f"You have added {world.bot.display_name} already.")
    world.accounts.add(user.id)
    world.changed()


def remove_app(world: World, user: User) -> None:
    if user.id not in world.accounts:
        raise Refused(f"You have not added {world.bot.display_name}.")
    world.accounts.discard(user.id)
    world.changed()
