"""What members do by themselves, and what Discord does not let them."""

from collections.abc import Callable
from typing import Any

import pytest

from sandbox.models import Channel, Forum, User
from sandbox.people import members
from sandbox.people.refused import Refused
from sandbox.rules.access import may_begin_threads, may_write
from sandbox.world import World


@pytest.fixture
def world() -> World:
    return World.default()


@pytest.fixture
def mia(world: World) -> User:
    return world.user("mia")


@pytest.fixture
def milo(world: World) -> User:
    """A moderator."""
    return world.user("milo")


@pytest.fixture
def general(world: World) -> Channel:
    return world.channel("general")


@pytest.fixture
def forum(world: World) -> Forum:
    found = world.channel("mission-log")
    assert isinstance(found, Forum)
    return found


def test_what_a_member_says_is_in_the_channel(world: World, mia: User, general: Channel) -> None:
    content = f" Hello <@{world.user('theo').id}> <@&{world.role('launch-pings').id}> @everyone "
    said = members.say(world, mia, general, content)
    assert world.messages("general") == [said]
    assert said["content"] == content.strip()
    assert said["author"]["username"] == "mia"
    assert [one["username"] for one in said["mentions"]] == ["theo"]
    assert said["mention_roles"] == [str(world.role("launch-pings").id)]
    assert not said["mention_everyone"]


def test_every_message_has_an_id_of_its_own(world: World, mia: User, general: Channel) -> None:
    ids = {members.say(world, mia, general, "x")["id"] for _ in range(3)}
    known = {str(one.id) for one in world.places()}
    assert len(ids - known) == 3


Act = Callable[[World, dict[str, Any]], object]


@pytest.mark.parametrize(
    ("act", "sentence"),
    [
        pytest.param(
            lambda world, the: members.say(world, the["mia"], the["general"], "  "),
            "An empty message cannot be sent.",
            id="say nothing",
        ),
        pytest.param(
            lambda world, the: members.say(world, the["mia"], the["general"], "x" * 2001),
            "Content: Must be 2000 or fewer in length.",
            id="say too much",
        ),
        pytest.param(
            lambda world, the: members.say(world, the["mia"], the["announcements"], "x"),
            "You do not have permission to do this here.",
            id="say where it is not allowed",
        ),
        pytest.param(
            lambda world, the: members.say(world, the["mia"], the["staff"], "x"),
            "You cannot see this channel.",
            id="say where one sees nothing",
        ),
        pytest.param(
            lambda world, the: members.say(world, the["mia"], the["forum"], "x"),
            "A forum takes posts, not messages.",
            id="say in a forum",
        ),
        pytest.param(
            lambda world, the: members.delete(world, the["mia"], the["general"], the["theirs"]),
            "You do not have permission to do this here.",
            id="delete another's",
        ),
        pytest.param(
            lambda world, the: members.delete(world, the["mia"], the["general"], 1),
            "The message is gone.",
            id="delete what is gone",
        ),
        pytest.param(
            lambda world, the: members.pin(world, the["mia"], the["general"], the["theirs"]),
            "You do not have permission to do this here.",
            id="pin",
        ),
        pytest.param(
            lambda world, the: members.open_thread(
                world, the["mia"], the["general"], the["theirs"], "x"
            ),
            "You do not have permission to do this here.",
            id="begin a thread",
        ),
        pytest.param(
            lambda world, the: members.open_thread(
                world, the["milo"], the["general"], the["theirs"], " "
            ),
            "Name: Must be between 1 and 100 in length.",
            id="begin a thread with no name",
        ),
        pytest.param(
            lambda world, the: members.open_post(
                world, the["mia"], the["forum"], "Mars", "x", ["1"]
            ),
            "This forum has no such tag.",
            id="post with an unknown tag",
        ),
        pytest.param(
            lambda world, the: members.open_post(
                world, the["mia"], the["forum"], "Mars", "x" * 2001, []
            ),
            "Content: Must be 2000 or fewer in length.",
            id="post too much",
        ),
        pytest.param(
            lambda world, the: members.open_post(world, the["mia"], the["general"], "x", "x", []),
            "Only a forum takes posts.",
            id="post in a channel",
        ),
    ],
)
def test_what_may_not_be_is_refused_in_a_sentence(
    world: World, mia: User, milo: User, general: Channel, act: Act, sentence: str
) -> None:
    theirs = members.say(world, milo, general, "stays")
    the = {
        "mia": mia,
        "milo": milo,
        "general": general,
        "announcements": world.channel("announcements"),
        "staff": world.channel("staff-only"),
        "forum": world.channel("mission-log"),
        "theirs": int(theirs["id"]),
    }
    with pytest.raises(Refused) as refusal:
        act(world, the)
    assert str(refusal.value) == sentence
    assert world.messages("general") == [theirs]
    assert len(world.guild.threads) == 1


def test_one_deletes_ones_own_and_moderators_any(
    world: World, mia: User, milo: User, general: Channel
) -> None:
    own, other = (members.say(world, mia, general, "x") for _ in range(2))
    members.delete(world, mia, general, int(own["id"]))
    members.delete(world, milo, general, int(other["id"]))
    assert world.messages("general") == []


def test_a_moderator_pins_and_unpins(world: World, mia: User, milo: User, general: Channel) -> None:
    said = members.say(world, mia, general, "keep this")
    members.pin(world, milo, general, int(said["id"]))
    assert [one["content"] for one in members.pins(world, mia, general)] == ["keep this"]
    members.unpin(world, milo, general, int(said["id"]))
    assert members.pins(world, mia, general) == []


def test_a_moderator_begins_a_thread_and_members_talk_there(
    world: World, mia: User, milo: User, general: Channel
) -> None:
    said = members.say(world, mia, general, "Which engine is that?")
    thread = members.open_thread(world, milo, general, int(said["id"]), "Engines")
    members.say(world, mia, thread, "The new one!")
    assert [one["content"] for one in world.messages(thread)] == ["", "The new one!"]
    assert thread.members.keys() == {milo.id, mia.id}


def test_a_member_posts_in_the_forum(world: World, mia: User, forum: Forum) -> None:
    tag = next(iter(forum.tags))
    thread = members.open_post(world, mia, forum, "Mars", "Dust again", [str(tag)])
    assert (thread.owner_id, thread.applied_tags) == (mia.id, [tag])
    assert [one["content"] for one in world.messages("Mars")] == ["Dust again"]


def test_the_forum_has_a_post_from_the_start(world: World, mia: User, forum: Forum) -> None:
    [post] = world.guild.threads_in(forum)
    messages, more = members.history(world, mia, post)
    assert [one["author"]["username"] for one in messages] == ["theo", "mia"]
    assert (messages[0]["id"], more) == (str(post.id), False)


def test_history_is_paged_backwards(world: World, mia: User, general: Channel) -> None:
    said = [members.say(world, mia, general, str(number)) for number in range(5)]
    newest, more = members.history(world, mia, general, limit=2)
    assert (newest, more) == (said[3:], True)
    oldest, more = members.history(world, mia, general, before=int(said[3]["id"]), limit=3)
    assert (oldest, more) == (said[:3], False)


@pytest.mark.parametrize(
    ("name", "place", "writes", "begins"),
    [
        pytest.param("mia", "general", True, False, id="member"),
        pytest.param("milo", "general", True, True, id="moderator"),
        pytest.param("mia", "announcements", False, False, id="member of the audience"),
        pytest.param("mia", "staff-only", False, False, id="outside"),
        pytest.param("mia", "mission-log", True, False, id="posts in a forum"),
        pytest.param("milo", "Seen from the garden: station passes", True, False, id="in a post"),
    ],
)
def test_a_client_can_tell_what_they_may_do_where(
    world: World, name: str, place: str, writes: bool, begins: bool
) -> None:
    user, channel = world.user(name), world.channel(place)
    assert may_write(world, user, channel) is writes
    assert may_begin_threads(world, user, channel) is begins


def test_a_locked_thread_is_for_moderators_alone(
    world: World, mia: User, milo: User, forum: Forum
) -> None:
    [post] = world.guild.threads_in(forum)
    world.threads.change(post, locked=True)
    assert [may_write(world, user, post) for user in (mia, milo)] == [False, True]
