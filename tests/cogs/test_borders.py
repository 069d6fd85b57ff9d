"""Nothing of one server's is seen or changed from another, whatever is typed, chosen or forged."""

import json
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest

from cogs import standing
from cogs.subscriptions.drafts import Whose
from cogs.subscriptions.pressed import mark
from sandbox.people import members
from storage import roster, subscriptions
from tests import contract
from tests.cogs import abroad
from tests.cogs.abroad import ID, PRIZE, SITE, Abroad, founded
from tests.cogs.owned import ELSEWHERE
from tests.cogs.test_custom_ids import FORMS
from tests.house import House

LINK = f"{SITE}/{PRIZE.lower().replace(' ', '-')}"

COMMANDS = {
    name.removeprefix("/"): promised
    for name, promised in contract.own().items()
    if name.startswith("/") and promised.audience != "moderators"
}


def typed(there: Abroad) -> dict[str, Sequence[str]]:
    """For every option into which people type: what names something of the other server's."""
    story = (there.story, PRIZE, LINK, "quokka crew", "garden prize")
    nobody = ("quokka",)
    return {
        "topic": nobody,
        "source": (ID, "Quokka Tribune", "quok"),
        "query": ("garden prize", "source:quokka crew", f"source:{ID}"),
        "since": nobody,
        "story": story,
        "link": story,
        "subscription": (str(there.subscription.id), "Quokka Tribune", f"#{abroad.CHANNEL}"),
        "url": (f"{there.house.feeds.root}/orbit",),
        "timezone": (abroad.ZONE[-4:],),
        "language": nobody,
        "news_languages": nobody,
        "digest_at": nobody,
        "quiet_from": nobody,
        "quiet_to": nobody,
    }


@dataclass(frozen=True, order=True)
class Forged:
    """A custom id as nobody here was given it; values: it is a select's, of these."""

    custom_id: str
    values: tuple[str, ...] = ()


def forged(there: Abroad, own: str) -> list[Forged]:
    """Every form of custom id that the bot answers, with what is the other server's in it.

    own: the mark of a subscription of this server.
    """
    ada = str(there.house.sandbox.world.user("ada").id)
    its = {"mark": mark(there.subscription), "story": there.story, "asker": ada}
    forms = [(each["id"], each.get("takes")) for each in FORMS["shipped"]]
    made = {
        Forged(form.format(**its, post=post), (takes.format(**its),) if takes else ())
        for form, takes in forms
        for post in (abroad.POST, abroad.PUBLIC_POST, abroad.NOTICE, abroad.WELCOME, abroad.UNDO)
    }
    return [
        *sorted(made),
        Forged(f"post_now:1:{own}:{there.story}"),
        Forged(f"page:1:0::{ID}::"),
        Forged("page:1:0::::garden prize"),
        Forged(f"page:1:0::::source:{ID}"),
        Forged(f"feed:1:{abroad.ADMIN}:mars", (f"{there.house.feeds.root}/quokka",)),
    ]


@pytest.fixture
async def there(house: House) -> AsyncIterator[Abroad]:
    """What it has is the same afterwards."""
    found = await founded(house)
    before = await found.rows()
    yield found
    assert await found.rows() == before


@asynccontextmanager
async def keeping_quiet(house: House, what: object, *known: str) -> AsyncIterator[None]:
    """Nothing of the other server's may be said meanwhile, but for what was known and typed."""
    house.clock.move(minutes=2)
    heard = house.sandbox.requests
    before = len(heard)
    yield
    assert len(heard) > before, f"{what} is not answered"
    told = "\n".join(json.dumps(each.body).lower() for each in heard[before:])
    for each in sorted((*known, *(ID for each in known if ID in each)), key=len, reverse=True):
        told = told.replace(each.lower(), "")
    leaked = [secret for secret in abroad.SECRETS if secret in told]
    assert not leaked, f"{what} tells {leaked}: {told}"


def calls(there: Abroad) -> Iterator[tuple[str, dict[str, str], Sequence[str]]]:
    """Commands with what is typed, and what of it is the other server's."""
    foreign = typed(there)
    for name, promised in COMMANDS.items():
        needed = {
            each: foreign[each][0]
            for each, one in promised.options.items()
            if one.required and one.kind == "text"
        }
        yield from (
            (name, needed | {option: value}, (value, *needed.values()))
            for option, one in promised.options.items()
            if one.kind == "text" and not one.choices
            for value in foreign[option]
        )


async def test_no_command_tells_of_another_server(there: Abroad) -> None:
    house = there.house
    for name, promised in COMMANDS.items():
        if not any(each.required for each in promised.options.values()):
            async with keeping_quiet(house, name):
                await house.admin(name)
    for name, options, known in calls(there):
        async with keeping_quiet(house, (name, options), *known):
            await house.admin(name, **options)


async def test_nothing_of_another_server_is_offered_while_one_types(there: Abroad) -> None:
    ada = there.house.sandbox.person("ada", "space-news")
    foreign = typed(there)
    for name, promised in COMMANDS.items():
        for option, one in promised.options.items():
            for value in ("", *foreign.get(option, ())) if one.completed else ():
                async with keeping_quiet(there.house, (name, option, value), value):
                    await ada.autocomplete(name, option, value)


@pytest.fixture
async def own(there: Abroad) -> str:
    """The mark of a subscription of this server, to everything."""
    await there.house.admin("subscribe", topic="all")
    [found] = await subscriptions.of_guild(there.house.db, there.house.sandbox.world.guild.id)
    return mark(found.subscription)


async def test_no_forged_custom_id_reaches_another_server(there: Abroad, own: str) -> None:
    house = there.house
    for person in ("ada", "mia"):
        for each in forged(there, own):
            message = there.forge(each.custom_id, each.values)
            known = [part for part in each.custom_id.split(":") if len(part) > 3]
            async with keeping_quiet(house, each, *known, *each.values):
                someone = house.sandbox.person(person, "space-news")
                if each.values:
                    await someone.choose(message, each.custom_id, *each.values)
                else:
                    await someone.press(message, each.custom_id)
                await house.tell()


def test_every_form_of_custom_id_is_tried() -> None:
    """Whoever adds one adds it to tests/fixtures/custom_ids.toml."""
    some = {"mark": "0" * 12, "story": "0" * 24, "asker": "1", "post": "0" * 24}
    tried = [each["id"].format(**some) for each in FORMS["shipped"]]
    forms = [each.__discord_ui_compiled_template__ for each in standing.ITEMS]
    assert [each.pattern for each in forms if not any(map(each.fullmatch, tried))] == []


async def test_what_others_filled_into_a_form_is_seen_by_nobody_else(
    there: Abroad, own: str
) -> None:
    house, custom_id = there.house, f"change_again:1:{own}"
    world, ada = house.sandbox.world, house.sandbox.person("ada", "space-news")
    abroad.fill_in(house, Whose(ELSEWHERE, ada.user.id, own))
    abroad.fill_in(house, Whose(world.guild.id, world.user("mia").id, own))
    async with keeping_quiet(house, custom_id):
        assert (await ada.press(there.forge(custom_id), custom_id)).modal


async def test_no_forged_form_changes_another_servers_subscription(there: Abroad, own: str) -> None:
    ada = there.house.sandbox.person("ada", "space-news")
    opened = await ada.press(there.forge(f"change:1:{own}"), f"change:1:{own}")
    assert opened.modal
    opened.modal["custom_id"] = f"changed:1:{mark(there.subscription)}"
    async with keeping_quiet(there.house, "a forged form"):
        answer = await ada.submit(opened, {"query": "lander"})
    assert answer.content


async def test_a_message_with_a_link_of_another_servers_tells_nothing(there: Abroad) -> None:
    house = there.house
    mia = house.sandbox.person("mia", "space-news")
    said = members.say(house.sandbox.world, mia.user, mia.channel, f"Look: {LINK}")
    async with keeping_quiet(house, "Related stories", LINK, PRIZE):
        await mia.menu("Related stories", said)


async def test_in_direct_messages_nothing_of_any_servers_own_is_told(there: Abroad) -> None:
    house, here = there.house, there.house.sandbox.world.guild.id
    async with house.db.transaction() as tx:
        await roster.own(tx, ID, here, house.clock())
    mia = house.sandbox.person("mia", house.sandbox.world.direct("mia"))
    for name, options, known in calls(there):
        if COMMANDS[name].audience == "members":
            async with keeping_quiet(house, (name, options), *known):
                await mia.command(name, **options)
    async with house.db.transaction() as tx:
        await roster.disown(tx, ID, here)


async def test_a_source_that_both_servers_added_stays_with_the_other(there: Abroad) -> None:
    house = there.house
    async with house.db.transaction() as tx:
        await roster.own(tx, ID, house.sandbox.world.guild.id, house.clock())
    assert "Quokka" in str((await house.admin("news latest", source=ID)).embeds)
    await house.admin("feed remove", source=ID)
    async with keeping_quiet(house, "news latest"):
        await house.member("news latest")


async def test_what_is_exported_is_a_servers_own(there: Abroad) -> None:
    house = there.house
    await house.admin("subscribe", source="orbit")
    async with keeping_quiet(house, "feed export"):
        answer = await house.admin("feed export")
    [file] = house.sandbox.world.attachments.files(answer.message)
    assert b"orbit" in file.content
    assert b"quokka" not in file.content.lower()
