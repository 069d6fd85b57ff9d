"""Ephemeral messages: who is told of them, and how long they are kept."""

import pytest

from sandbox.desk import Desk
from sandbox.desk.inflight import Interaction, Kind, Used
from sandbox.desk.whispers import MOST
from sandbox.models import File, Json, User
from sandbox.world import World
from tests.sandbox.client import Clock

SECRET: Json = {"content": "psst", "flags": 64}


class Heard(list[tuple[str, str, Json]]):
    def __call__(self, user: User, event: str, data: Json) -> None:
        self.append((user.name, event, data))


@pytest.fixture
def desk(clock: Clock) -> Desk:
    world = World.default()
    world.clock = clock
    return Desk(world)


def asked(desk: Desk, name: str = "mia") -> Interaction:
    world = desk.world
    where = world.channel("general")
    return desk.open(Kind.COMMAND, world.user(name), where, used=Used("say"))


async def test_listeners_hear_what_one_person_sees(desk: Desk) -> None:
    heard = Heard()
    desk.listeners.append(heard)
    interaction = asked(desk)
    gap = desk.think(interaction, {"flags": 64})
    filled = desk.edit(interaction, int(gap["id"]), {"content": "psst"})
    desk.delete(interaction, int(gap["id"]))
    gone = {"id": gap["id"], "channel_id": gap["channel_id"]}
    assert (gap["flags"], filled["flags"]) == (64 | 128, 64)
    assert heard == [
        ("mia", "MESSAGE_CREATE", gap),
        ("mia", "MESSAGE_UPDATE", filled),
        ("mia", "MESSAGE_DELETE", gone),
    ]


async def test_listeners_hear_nothing_of_what_all_see(desk: Desk) -> None:
    heard = Heard()
    desk.listeners.append(heard)
    desk.reply(asked(desk), {"content": "hello"})
    assert heard == []


async def test_the_newest_are_kept_and_older_ones_while_their_token_lives(
    desk: Desk, clock: Clock
) -> None:
    oldest = desk.reply(asked(desk), SECRET)
    clock.pass_by(minutes=10)
    for _ in range(MOST):
        last = desk.reply(asked(desk), SECRET)
    assert desk.whispers.find(int(oldest["id"])) == oldest
    clock.pass_by(minutes=6)
    desk.reply(asked(desk), SECRET)
    assert desk.whispers.find(int(oldest["id"])) is None
    assert desk.whispers.find(int(last["id"])) == last


async def test_its_files_go_with_it(desk: Desk, clock: Clock) -> None:
    body = {**SECRET, "attachments": [{"file": File("feeds.opml", b"<opml/>")}]}
    interaction = asked(desk)
    kept, deleted, old = (desk.reply(interaction, body) for _ in range(3))
    files = desk.world.attachments.files
    desk.delete(interaction, int(deleted["id"]))
    assert [len(files(one)) for one in (kept, deleted, old)] == [1, 0, 1]
    changed = desk.edit(interaction, int(kept["id"]), {"content": "Nothing", "attachments": []})
    assert (changed["attachments"], files(kept)) == ([], [])
    clock.pass_by(minutes=16)
    for _ in range(MOST):
        desk.reply(asked(desk), SECRET)
    assert files(old) == []


async def test_each_is_seen_by_whom_it_was_said_to(desk: Desk) -> None:
    message = desk.reply(asked(desk, "theo"), SECRET)
    seen = [one for one in ("mia", "theo") if _sees(desk, one, message)]
    assert seen == ["theo"]


def _sees(desk: Desk, name: str, message: Json) -> bool:
    return desk.whispers.visible(int(message["id"]), desk.world.user(name))
