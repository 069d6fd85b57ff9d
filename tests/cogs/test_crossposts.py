"""Messages of an announcement channel, shown in the channels that follow it."""

import pytest

from news.errors import MessageDeleted, PostRefused, SendFailed
from news.models import Place, PostKind
from sandbox.models import ChannelType
from tests.cogs.sending import Sender
from tests.house import House

CROSSPOST = r"/crosspost$"
PUBLISHED = 1 << 0
"""Discord: the flag CROSSPOSTED of a message."""


@pytest.fixture
async def sender(house: House) -> Sender:
    return Sender(house, "announcements", Place.ANNOUNCEMENT)


async def sent(sender: Sender, *names: str) -> list[int]:
    return [await sender.send(sender.post(name)) for name in names]


def published(sender: Sender) -> int:
    return sum(bool(each["flags"] & PUBLISHED) for each in sender.messages())


async def publish(sender: Sender, message_id: int) -> None:
    post = sender.post("crosspost", kind=PostKind.CROSSPOST, message_id=message_id)
    await sender.posting.publish(post)


async def test_a_message_is_published_once_however_often_it_is_asked(sender: Sender) -> None:
    [message_id] = await sent(sender, "one")
    await publish(sender, message_id)
    await publish(sender, message_id)
    assert published(sender) == 1


@pytest.mark.parametrize("after_effect", [False, True], ids=["not published", "published"])
async def test_a_lost_answer_harms_nothing(sender: Sender, after_effect: bool) -> None:
    [message_id] = await sent(sender, "one")
    sender.sandbox.faults.add("POST", CROSSPOST, reset=True, after_effect=after_effect)
    with pytest.raises(SendFailed):
        await publish(sender, message_id)
    await publish(sender, message_id)
    assert published(sender) == 1


async def test_ten_an_hour_are_taken_and_the_next_one_is_told_how_long_to_wait(
    sender: Sender,
) -> None:
    messages = await sent(sender, *map(str, range(11)))
    sender.sandbox.limits = True
    for message_id in messages[:10]:
        await publish(sender, message_id)
    with pytest.raises(SendFailed) as failed:
        await publish(sender, messages[10])
    assert published(sender) == 10
    assert failed.value.retry_after
    assert 3500 < failed.value.retry_after.total_seconds() <= 3600


async def test_a_message_that_was_deleted_is_told_of(sender: Sender) -> None:
    [message_id] = await sent(sender, "one")
    sender.sandbox.world.delete_message("announcements", message_id)
    with pytest.raises(MessageDeleted):
        await publish(sender, message_id)


async def test_a_channel_that_is_no_announcement_channel_any_more_publishes_nothing(
    sender: Sender,
) -> None:
    [message_id] = await sent(sender, "one")
    sender.channel.type = ChannelType.TEXT
    with pytest.raises(PostRefused):
        await publish(sender, message_id)
