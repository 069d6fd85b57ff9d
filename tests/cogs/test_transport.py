"""How a post becomes a message of a channel or a thread."""

from dataclasses import replace

import pytest

from news.errors import ChannelForbidden, ChannelGone, SendFailed
from news.models import Card, Place
from sandbox.models import ChannelType, MessageFlag
from sandbox.models.thread import Thread
from sandbox.rest import ratelimits
from sandbox.rest.windows import Rule
from tests.cogs.sending import CARD, Sender
from tests.house import House

MESSAGES = r"/channels/\d+/messages$"


@pytest.fixture
async def sender(house: House) -> Sender:
    return Sender(house, "space-news")


def thread(house: House) -> Sender:
    """In a thread of #launches."""
    world = house.sandbox.world
    now = world.clock()
    world.threads.add(
        Thread(
            world.next_id(),
            "countdown",
            type=ChannelType.PUBLIC_THREAD,
            parent_id=world.channel("launches").id,
            owner_id=world.user("milo").id,
            created_at=now,
            archive_timestamp=now,
            auto_archive_duration=1440,
        )
    )
    return Sender(house, "countdown", Place.THREAD)


async def test_a_role_is_mentioned_and_nobody_else(sender: Sender) -> None:
    role = sender.sandbox.world.role("launch-pings")
    card = replace(CARD, text=f"@everyone <@{sender.sandbox.world.user('mia').id}>")
    await sender.send(sender.post("card", mention=role.id), card)
    await sender.send(sender.post("plain", mention=role.id, plain=True), card)
    whole, plain = sender.messages()
    assert whole["content"] == f"<@&{role.id}>"
    assert whole["embeds"]
    assert plain["content"] == f"<@&{role.id}>\n{card.text}"
    for message in (whole, plain):
        assert message["mention_roles"] == [str(role.id)]
        assert (message["mentions"], message["mention_everyone"]) == ([], False)


async def test_a_role_that_may_not_be_mentioned_any_more_is_not(sender: Sender) -> None:
    """Discord itself lets an administrator mention any, and bots are often made one."""
    world = sender.sandbox.world
    world.allow("space-news", "mention_everyone")
    fans, staff = world.role("launch-pings"), world.role("moderator")
    await sender.send(sender.post("fans", mention=fans.id))
    await sender.send(sender.post("staff", mention=staff.id))
    assert [each["mention_roles"] for each in sender.messages()] == [[str(fans.id)], []]


async def test_what_a_story_says_pings_nobody(sender: Sender) -> None:
    role = sender.sandbox.world.role("launch-pings")
    card = replace(CARD, text=f"<@&{role.id}>")
    await sender.send(sender.post(plain=True), card)
    [message] = sender.messages()
    assert message["mention_roles"] == []


async def test_a_silent_post_makes_no_sound(sender: Sender) -> None:
    await sender.send(sender.post("loud"))
    await sender.send(sender.post("quiet", silent=True))
    loud, quiet = (each["flags"] & MessageFlag.SUPPRESS_NOTIFICATIONS for each in sender.messages())
    assert quiet
    assert not loud


async def test_a_mention_above_the_longest_plain_text_still_fits(sender: Sender) -> None:
    role = sender.sandbox.world.role("launch-pings")
    card = replace(CARD, text="words " * 333 + "x")
    await sender.send(sender.post(mention=role.id, plain=True), card)
    [message] = sender.messages()
    assert message["content"].startswith(f"<@&{role.id}>\nwords")


async def test_a_card_without_a_title_has_none(sender: Sender) -> None:
    await sender.send(sender.post(), replace(CARD, title="", url=None))
    [message] = sender.messages()
    assert not message["embeds"][0].get("title")


@pytest.mark.parametrize("after_effect", [False, True], ids=["not posted", "posted"])
async def test_a_repeat_of_discord_pys_own_makes_no_twin(
    sender: Sender, after_effect: bool
) -> None:
    sender.sandbox.faults.add("POST", MESSAGES, status=502, after_effect=after_effect)
    message_id = await sender.send(sender.post())
    assert [each["id"] for each in sender.messages()] == [str(message_id)]


async def test_a_send_is_not_held_up_for_the_next_one(
    sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = Rule(2, 3600.0)
    monkeypatch.setitem(ratelimits.RULES, ("POST", ratelimits.MESSAGES), window)
    sender.sandbox.limits = True
    await sender.send(sender.post("one"))
    await sender.send(sender.post("two"))
    with pytest.raises(SendFailed) as failed:
        await sender.send(sender.post("three"))
    assert failed.value.retry_after
    assert [one.status for one in sender.sandbox.requests if one.status == 429] == []


async def test_who_comes_too_soon_waits_and_is_not_refused(
    sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = Rule(2, 0.2)
    monkeypatch.setitem(ratelimits.RULES, ("POST", ratelimits.MESSAGES), window)
    sender.sandbox.limits = True
    for name in map(str, range(5)):
        await sender.send(sender.post(name))
    assert len(sender.messages()) == 5
    assert [one.status for one in sender.sandbox.requests if one.status == 429] == []


async def test_an_archived_thread_opens_for_a_post(house: House) -> None:
    sender = thread(house)
    house.sandbox.world.archive("countdown")
    await sender.send(sender.post())
    assert len(sender.messages()) == 1


@pytest.mark.parametrize("archived", [False, True], ids=["open", "archived"])
async def test_a_locked_thread_waits_until_it_is_opened(house: House, archived: bool) -> None:
    sender = thread(house)
    if archived:
        house.sandbox.world.archive("countdown")
    house.sandbox.world.lock("countdown")
    with pytest.raises(ChannelForbidden) as failed:
        await sender.send(sender.post())
    assert failed.value.key == "delivery.locked"


async def test_a_thread_that_was_deleted_is_gone(house: House) -> None:
    sender = thread(house)
    post = sender.post()
    found = sender.channel
    assert isinstance(found, Thread)
    house.sandbox.world.threads.remove(found)
    with pytest.raises(ChannelGone):
        await sender.send(post)


async def test_every_kind_of_card_can_be_found_again(sender: Sender) -> None:
    card: Card = replace(CARD, coverage=3)
    post = sender.post("two")
    await sender.send(sender.post("one"), card)
    message_id = await sender.send(post, card)
    assert await sender.posting.find(post) == message_id
    assert await sender.posting.find(sender.post("three")) is None
