"""Messages that are edited, and the limits that Discord has for it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from news.errors import EditLater, MessageDeleted, PostRefused, SendFailed
from news.models import Place, Post, PostKind
from tests.cogs.sending import CARD, Sender
from tests.house import House

MESSAGE = r"/messages/\d+$"
VIA = {"Via": "1.1 sandbox"}


@pytest.fixture
async def sender(house: House) -> Sender:
    return Sender(house, "announcements", Place.ANNOUNCEMENT)


async def edited(sender: Sender, **changed: Any) -> Post:
    """An edit of a message that has been sent."""
    message_id = await sender.send(sender.post(**changed))
    return edit_of(sender, message_id, **changed)


def edit_of(sender: Sender, message_id: int, **changed: Any) -> Post:
    edits = sender.post().key
    return sender.post("edit", kind=PostKind.EDIT, message_id=message_id, edits=edits, **changed)


async def test_an_edit_leaves_the_mention_and_the_key_as_they_are(sender: Sender) -> None:
    role = sender.sandbox.world.role("launch-pings")
    message_id = await sender.send(sender.post(mention=role.id))
    edit = edit_of(sender, message_id)
    await sender.posting.edit(edit, replace(CARD, title="Lander falls over"))
    [message] = sender.messages()
    assert message["content"] == f"<@&{role.id}>"
    assert message["embeds"][0]["title"] == "Lander falls over"
    assert await sender.posting.find(sender.post()) == message_id


async def test_a_plain_message_stays_plain(sender: Sender) -> None:
    edit = await edited(sender, plain=True)
    await sender.posting.edit(edit, replace(CARD, text="It fell over."))
    [message] = sender.messages()
    assert (message["content"], message["embeds"]) == ("It fell over.", [])


async def test_an_old_message_takes_few_edits_and_says_how_long_to_wait(sender: Sender) -> None:
    edit = await edited(sender)
    sender.house.clock.move(hours=2)
    sender.sandbox.limits = True
    for _ in range(3):
        await sender.posting.edit(edit, CARD)
    with pytest.raises(EditLater) as failed:
        await sender.posting.edit(edit, CARD)
    assert failed.value.retry_after
    assert failed.value.retry_after > timedelta(minutes=1)


async def test_a_published_message_takes_three_edits_an_hour(sender: Sender) -> None:
    edit = await edited(sender)
    await sender.posting.publish(edit)
    sender.sandbox.limits = True
    for _ in range(3):
        await sender.posting.edit(edit, CARD)
    with pytest.raises(EditLater) as failed:
        await sender.posting.edit(edit, CARD)
    assert failed.value.retry_after
    assert failed.value.retry_after > timedelta(minutes=30)


@pytest.mark.parametrize(
    ("body", "header", "wait"),
    [
        pytest.param({"code": 30046, "retry_after": 700.5}, "1", 700.5, id="long, in the body"),
        pytest.param({"code": 30046, "retry_after": 0.2}, "90", 90, id="long, in the header"),
        pytest.param({"code": 30046, "retry_after": 3}, None, 3, id="short, and not slept through"),
        pytest.param({"code": 30046}, "5", 5, id="in the header alone"),
        pytest.param({"code": 20022}, None, None, id="nowhere"),
        pytest.param({"code": 30046, "retry_after": None}, "5", 5, id="empty in the body"),
    ],
)
async def test_an_edit_that_came_too_soon_waits_as_long_as_it_is_told(
    sender: Sender, body: dict[str, object], header: str | None, wait: float | None
) -> None:
    edit = await edited(sender)
    headers = VIA | ({"Retry-After": header} if header else {})
    said = {"message": "Slow down.", "global": False} | body
    fault = sender.sandbox.faults.add(
        "PATCH", MESSAGE, status=429, json=said, headers=headers, times=None
    )
    with pytest.raises(EditLater) as failed:
        await sender.posting.edit(edit, CARD)
    assert failed.value.retry_after == (None if wait is None else timedelta(seconds=wait))
    assert fault.hits == 1
    sender.forget_forged()


async def test_a_limit_that_says_nothing_is_a_limit_for_a_new_message_too(sender: Sender) -> None:
    sender.sandbox.faults.add(
        "POST", "/messages$", status=429, json={"message": "Slow.", "code": 20028}, headers=VIA
    )
    with pytest.raises(SendFailed):
        await sender.send(sender.post())
    sender.forget_forged()


async def test_a_deleted_message_is_told_of(sender: Sender) -> None:
    edit = await edited(sender)
    assert edit.message_id is not None
    sender.sandbox.world.delete_message("announcements", edit.message_id)
    with pytest.raises(MessageDeleted):
        await sender.posting.edit(edit, CARD)


async def test_a_message_of_somebody_else_is_left_alone(sender: Sender) -> None:
    sender.sandbox.faults.add("PATCH", MESSAGE, status=403, json={"code": 50005, "message": "No."})
    edit = await edited(sender)
    with pytest.raises(PostRefused):
        await sender.posting.edit(edit, CARD)
