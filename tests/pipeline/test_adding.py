"""A server adds a feed of its own: what is found, what is kept, what strangers learn of it."""

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from aiohttp import web

from news.errors import Mistake, NotAFeed
from news.imported import later
from news.models import Fate, Place, Reading, Source, Story
from news.opml import Outline
from news.query import Filter
from pipeline import adding
from pipeline.adding import Added, Adding
from pipeline.importing import bring
from pipeline.newsroom import Newsroom
from pipeline.room import Room
from pipeline.seeking import Several
from pipeline.session import open_session
from pipeline.subscribing import give_up, subscribe
from storage import deliveries, guilds, lists, roster, sources, subscriptions
from storage.database import Database
from tests.builders import CHANNEL, GUILD, NOON, Clock, chosen, source, subscription
from tests.feeds import rss
from tests.pipeline.messenger import Discord
from tests.pipeline.names import Names
from tests.pipeline.site import Site
from tests.storage.stock import keep

OTHER = 1002
NOTHING = "feeds.nothing_there"
HTML = "text/html; charset=utf-8"
LIST = (
    '<?xml version="1.0"?><opml version="2.0"><head><title>Clubs</title></head>'
    '<body><outline type="rss" text="Club" xmlUrl="https://club.example/feed"/></body></opml>'
)


@dataclass
class Pages:
    """path -> answer; what is not there is not found."""

    site: Site
    answers: dict[str, web.Response] = field(default_factory=dict)

    def put(self, path: str, body: str, kind: str = "application/rss+xml") -> str:
        self.answers[path] = web.Response(body=body.encode(), headers={"Content-Type": kind})
        return self.site.root + path

    def lead(self, path: str, to: str, status: int = 301) -> str:
        self.answers[path] = web.Response(status=status, headers={"Location": to})
        return self.site.root + path

    def asked(self, path: str) -> int:
        return sum(request.path == path for request in self.site.requests)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        found = self.answers.get(request.path, web.Response(status=404))
        body = found.body if isinstance(found.body, bytes) else b""
        return web.Response(status=found.status, body=body, headers=found.headers)


@pytest.fixture
def pages(site: Site) -> Pages:
    opened = Pages(site)
    site.answer = opened.answer
    return opened


@pytest.fixture
def club(pages: Pages) -> str:
    """The address of a feed."""
    return pages.put("/club", rss(["Rocket club builds a stove", "Club moves house"]))


@pytest.fixture
def desk(room: Room) -> Adding:
    return Adding(room)


async def add(desk: Adding, typed: str, guild_id: int = GUILD, topic: str = "") -> Added:
    found = await desk.add(guild_id, typed, (topic,) if topic else ())
    assert isinstance(found, Added)
    return found


async def refused(desk: Adding, typed: str, guild_id: int = GUILD) -> Mistake:
    with pytest.raises(Mistake) as caught:
        await desk.add(guild_id, typed)
    return caught.value


async def told(db: Database, guild_id: int, source_id: str) -> list[str]:
    """The headlines of a source that a server sees."""
    view = await guilds.view(db, guild_id)
    wanted = Filter(source_id=source_id)
    found: list[Story] = await lists.newest(db, view, wanted, limit=10)
    return [each.lead.title for each in found]


async def everyone(db: Database) -> list[Source]:
    return await sources.everyone(db)


def page(*links: str) -> str:
    return f"<!doctype html><html><head>{''.join(links)}</head><body>Hello</body></html>"


def link(href: str, title: str = "News") -> str:
    return f'<link rel="alternate" type="application/rss+xml" title="{title}" href="{href}">'


async def test_a_feed_is_found_and_read_once(desk: Adding, pages: Pages, club: str) -> None:
    found = await add(desk, club)
    assert (found.source.outlet, found.source.format) == ("Orbit", "RSS 2.0")
    assert found.source.reading.items == 2
    assert {each.lead.title for each in found.newest} == {
        "Rocket club builds a stove",
        "Club moves house",
    }
    assert pages.asked("/club") == 1


async def test_it_is_the_servers_own(desk: Adding, db: Database, club: str) -> None:
    own = (await add(desk, club, topic="rover")).source
    assert (own.private, own.owners, own.topics) == (True, frozenset({GUILD}), ("rover",))
    assert own.id.startswith("own-127-0-0-1-")
    assert await sources.visible(db, OTHER) == []
    assert await told(db, OTHER, own.id) == []


async def test_the_first_reading_is_owed_to_nobody_and_the_next_one_is(
    desk: Adding, newsroom: Newsroom, db: Database, clock: Clock, pages: Pages, club: str
) -> None:
    await subscribe(newsroom.room, subscription(topic="all"), Place.TEXT, "en")
    await add(desk, club)
    assert Fate.OWED not in (await deliveries.fates(db, CHANNEL)).values()
    pages.put(
        "/club",
        rss(["Club rocket fires its engine", "Rocket club builds a stove", "Club moves house"]),
    )
    clock.move(hours=3)
    await newsroom.poll_once()
    await newsroom.finish()
    assert list((await deliveries.fates(db, CHANNEL)).values()).count(Fate.OWED) == 1


async def test_the_usual_reading_does_not_begin_at_the_same_time(
    desk: Adding, newsroom: Newsroom, club: str
) -> None:
    await add(desk, club)
    assert await newsroom.poll_once() == 0


async def test_what_was_found_but_not_kept_is_read_again_before_long(
    desk: Adding,
    newsroom: Newsroom,
    db: Database,
    clock: Clock,
    club: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def refusing(*_given: object) -> None:
        raise NotAFeed("source.not_readable")

    monkeypatch.setattr(adding, "keep", refusing)
    own = (await add(desk, club)).source
    assert await newsroom.poll_once() == 0
    clock.move(minutes=2)
    assert await newsroom.poll_once() == 1
    await newsroom.finish()
    assert len(await told(db, GUILD, own.id)) == 2


@pytest.mark.parametrize(
    "form", ["{}", " {} ", "<{}>", "feed:{}", "{}#newest", "`{}`"], ids=lambda form: form
)
async def test_an_address_may_be_typed_in_many_ways(
    desk: Adding, pages: Pages, club: str, form: str
) -> None:
    assert (await add(desk, form.format(club))).source.url == club


@pytest.mark.parametrize("scheme", ["", "feed://"])
async def test_without_a_scheme_it_is_looked_for_under_both(
    desk: Adding, club: str, scheme: str
) -> None:
    bare = club.removeprefix("http://")
    assert (await add(desk, scheme + bare)).source.url == club


async def test_a_page_leads_to_the_feed_that_it_names(
    desk: Adding, pages: Pages, club: str
) -> None:
    home = pages.put("/", page(link("/club")), HTML)
    assert (await add(desk, home)).source.url == club


async def test_of_several_feeds_one_must_be_chosen(desk: Adding, pages: Pages, club: str) -> None:
    home = pages.put("/", page(link("/club", "All"), link("/more", "More")), HTML)
    found = await desk.add(GUILD, home)
    assert isinstance(found, Several)
    assert [(each.title, each.url) for each in found.candidates] == [
        ("All", club),
        ("More", f"{pages.site.root}/more"),
    ]
    assert pages.asked("/club") == 0


async def test_where_a_page_names_none_the_usual_places_are_looked_at(
    desk: Adding, pages: Pages
) -> None:
    home = pages.put("/", page(), HTML)
    pages.put("/feed.xml", page(), HTML)
    feed = pages.put("/rss.xml", rss(["One"]))
    assert (await add(desk, home)).source.url == feed
    assert len(pages.site.requests) <= 9


async def test_a_page_without_feeds_is_said_to_be_one(desk: Adding, pages: Pages) -> None:
    home = pages.put("/", page(), HTML)
    assert (await refused(desk, home)).key == "feeds.page_without"
    assert len(pages.site.requests) <= 9


async def test_what_has_moved_for_good_is_kept_at_its_new_address(
    desk: Adding, pages: Pages, club: str
) -> None:
    old = pages.lead("/old", "/club", status=301)
    assert (await add(desk, old)).source.url == club
    assert (await refused(desk, club)).key == "feeds.already"


async def test_what_has_moved_for_a_while_is_kept_at_the_old_one(
    desk: Adding, pages: Pages, club: str
) -> None:
    old = pages.lead("/old", "/club", status=302)
    assert (await add(desk, old)).source.url == old


async def test_the_language_of_the_document_is_the_sources(desk: Adding, pages: Pages) -> None:
    feed = pages.put(
        "/de", rss(["Rakete startet"]).replace("<item>", "<language>de-at</language><item>", 1)
    )
    found = await add(desk, feed)
    assert found.source.language == "de"
    assert [each.lead.language for each in found.newest] == ["de"]


async def test_a_feed_without_a_title_is_called_by_its_host(desk: Adding, pages: Pages) -> None:
    feed = pages.put("/bare", rss(["One"]).replace("<title>Orbit</title>", "", 1))
    assert (await add(desk, feed)).source.outlet == "127.0.0.1"


async def test_fifty_servers_that_add_one_address_have_one_source(
    desk: Adding, db: Database, pages: Pages, club: str
) -> None:
    guild_ids = range(1, 51)
    found = await asyncio.gather(*(add(desk, club, guild_id) for guild_id in guild_ids))
    assert len({each.source.id for each in found}) == 1
    [one] = await everyone(db)
    assert one.owners == frozenset(guild_ids)
    assert pages.asked("/club") == 1


async def test_who_comes_later_is_answered_as_the_first_was(
    desk: Adding, pages: Pages, club: str
) -> None:
    first = await add(desk, club)
    later = await add(desk, club, OTHER, topic="mars")
    assert later.newest == first.newest
    shown = ("id", "outlet", "format", "language", "topics", "url")
    assert all(getattr(later.source, each) == getattr(first.source, each) for each in shown)
    assert later.source.reading == first.source.reading
    assert pages.asked("/club") == 1


async def test_a_public_source_need_not_be_added(desk: Adding, db: Database, club: str) -> None:
    await keep(db, source("orbit", url=club))
    mistake = await refused(desk, club)
    assert (mistake.key, mistake.values["id"]) == ("feeds.public", "orbit")


async def test_a_public_source_behind_a_page_need_not_be_added(
    desk: Adding, db: Database, pages: Pages, club: str
) -> None:
    await keep(db, source("orbit", url=club))
    home = pages.put("/", page(link("/club")), HTML)
    assert (await refused(desk, home)).key == "feeds.public"
    assert pages.asked("/club") == 0


async def test_what_the_operator_switched_off_stays_off(
    desk: Adding, db: Database, club: str
) -> None:
    await keep(db, source("orbit", url=club, enabled=False))
    assert (await refused(desk, club)).key == "feeds.off"


async def test_the_same_twice_is_said(desk: Adding, pages: Pages, club: str) -> None:
    own = (await add(desk, club)).source
    mistake = await refused(desk, club)
    assert (mistake.key, mistake.values["called"]) == ("feeds.already", own.outlet)
    assert pages.asked("/club") == 1


async def test_a_source_that_stopped_is_read_again_when_it_is_added_anew(
    desk: Adding, db: Database, club: str
) -> None:
    own = (await add(desk, club)).source
    stopped = Reading(read_at=NOON, stopped="source.gone", failures=1)
    async with db.transaction() as tx:
        await sources.record(tx, [sources.Record(own.id, stopped, NOON)])
    assert (await add(desk, club)).source.reading.stopped is None


async def test_a_source_that_proved_to_be_another_is_counted_once_and_not_added_again(
    desk: Adding, db: Database, pages: Pages, club: str
) -> None:
    former = (await add(desk, pages.put("/old", rss(["One"])))).source
    heir = (await add(desk, club)).source
    async with db.transaction() as tx:
        await roster.merge(tx, former, heir)
    assert [each.id for each in await sources.own(db, GUILD)] == [heir.id]
    pages.lead("/old", "/club", status=308)
    mistake = await refused(desk, former.url)
    assert (mistake.key, mistake.values["called"]) == ("feeds.already", heir.outlet)


async def test_what_fails_for_others_is_not_added(
    desk: Adding, db: Database, pages: Pages, club: str
) -> None:
    own = (await add(desk, club)).source
    async with db.transaction() as tx:
        await sources.record(tx, [sources.Record(own.id, Reading(read_at=NOON, failures=1), NOON)])
    pages.answers["/club"] = web.Response(status=500)
    assert (await refused(desk, club, OTHER)).key == NOTHING
    [one] = await everyone(db)
    assert one.owners == {GUILD}


@pytest.mark.parametrize(
    ("body", "kind", "status", "key"),
    [
        pytest.param("", "text/xml", 404, "source.not_there", id="not there"),
        pytest.param("", "text/xml", 403, "source.withheld", id="not for us"),
        pytest.param("", "text/xml", 410, "source.gone", id="gone"),
        pytest.param("", "text/xml", 418, "source.status", id="another 4xx"),
        pytest.param("", "text/xml", 500, NOTHING, id="the site fails"),
        pytest.param("", "text/xml", 200, "feeds.not_a_feed", id="nothing in it"),
        pytest.param("hello", "text/plain", 200, "feeds.not_a_feed", id="a text"),
        pytest.param(LIST, "text/x-opml", 200, "feeds.is_a_list", id="a list of feeds"),
        pytest.param("", "text/xml", 429, "feeds.rests", id="the site rests"),
        pytest.param("x" * (5 * 1024 * 1024 + 1), "text/xml", 200, "source.too_big", id="big"),
    ],
)
async def test_what_was_wrong_is_said(
    desk: Adding, db: Database, pages: Pages, body: str, kind: str, status: int, key: str
) -> None:
    feed = pages.put("/x", body, kind)
    pages.answers["/x"].set_status(status)
    assert (await refused(desk, feed)).key == key
    assert await everyone(db) == []


async def test_whom_a_site_asks_to_wait_is_told_until_when(
    desk: Adding, pages: Pages, clock: Clock
) -> None:
    feed = pages.put("/x", "")
    pages.answers["/x"] = web.Response(status=429, headers={"Retry-After": "7200"})
    mistake = await refused(desk, feed)
    assert mistake.key == "feeds.rests_until"
    assert mistake.values["at"] == clock() + timedelta(hours=2)


async def test_of_a_host_that_rests_already_it_is_said_until_when(
    desk: Adding, room: Room, pages: Pages, clock: Clock, club: str
) -> None:
    until = clock() + timedelta(hours=3)
    room.hosts.rest("127.0.0.1", until)
    mistake = await refused(desk, club)
    assert (mistake.key, mistake.values) == ("feeds.rests_until", {"at": until})
    assert pages.site.requests == []


@pytest.mark.parametrize(
    "typed",
    ["", "two words", "javascript:alert(1)", "file:///etc/passwd", "http://", "ftp://a.example/x"],
)
async def test_what_is_no_address_is_said_to_be_none(desk: Adding, typed: str) -> None:
    assert (await refused(desk, typed)).key == "feeds.no_address"


async def test_whatever_happens_inside_a_network_sounds_the_same(
    db: Database, room: Room, pages: Pages, club: str, unused_tcp_port: int
) -> None:
    closed = await refused(Adding(room), f"http://127.0.0.1:{unused_tcp_port}/feed")
    public = chosen(FETCH_PRIVATE_NETWORKS="false")
    names = Names(("in.example", ["127.0.0.1"]))
    async with open_session(public, resolver=names) as session:
        guarded = Adding(Room(db, session, room.worker, public, room.clock))
        inside = [
            await refused(guarded, f"http://{name}/x") for name in ("in.example", "no.example")
        ]
        for address in ("http://127.0.0.1/x", "http://localhost/x", "http://[::1]/", "10.0.0.1"):
            assert (await refused(guarded, address)).key == "feeds.inside"
    assert {each.say() for each in inside} == {closed.say()}
    assert closed.key == NOTHING
    assert pages.site.requests == []


async def test_the_log_gets_the_cause_and_no_address(
    desk: Adding, pages: Pages, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    await refused(desk, f"{pages.site.root}/feed?token=hunter2")
    assert "127.0.0.1" in caplog.text
    assert "status 404" in caplog.text
    ours = [each for each in caplog.records if each.name.startswith("pipeline")]
    assert not [each for each in ours if "hunter2" in each.getMessage()]


async def test_a_server_has_room_for_so_many(
    newsroom: Newsroom, db: Database, room: Room, pages: Pages
) -> None:
    few = Room(db, room.session, room.worker, chosen(SERVER_FEEDS="1"), room.clock)
    desk = Adding(few)
    first = pages.put("/1", rss(["One"]))
    second = pages.put("/2", rss(["Two"], "https://two.example"))
    own = (await add(desk, first)).source
    mistake = await refused(desk, second)
    assert (mistake.key, mistake.values["count"]) == ("feeds.too_many", 1)
    assert pages.asked("/2") == 0
    await add(desk, second, OTHER)
    await give_up(few, GUILD, own.id)
    await add(desk, second)


def test_where_servers_may_add_none_nobody_begins(db: Database, room: Room) -> None:
    none = Room(db, room.session, room.worker, chosen(SERVER_FEEDS="0"), room.clock)
    with pytest.raises(Mistake, match="lets servers add no feeds"), Adding(none).place(GUILD):
        raise AssertionError


async def test_what_is_subscribed_to_everything_gets_it_already(
    desk: Adding, room: Room, club: str
) -> None:
    await subscribe(room, subscription(topic="all"), Place.TEXT, "en")
    await subscribe(room, subscription(topic="mars", channel_id=CHANNEL + 1), Place.TEXT, "en")
    assert (await add(desk, club)).channels == [CHANNEL]
    assert (await add(desk, club, OTHER)).channels == []


async def test_a_feed_is_called_by_its_name_unless_another_has_it(
    desk: Adding, pages: Pages, club: str
) -> None:
    assert (await add(desk, club)).called == "Orbit"
    second = await add(desk, pages.put("/more", rss(["One"], "https://m.example")))
    assert second.called == second.source.id


async def test_so_many_addresses_an_hour_are_looked_at(
    desk: Adding, pages: Pages, clock: Clock, club: str
) -> None:
    for number in range(30):
        clock.move(minutes=1)
        await refused(desk, f"{pages.site.root}/{number}")
    mistake = await refused(desk, club)
    assert mistake.key == "feeds.too_often"
    assert mistake.values["at"] == NOON + timedelta(minutes=61)
    assert pages.asked("/club") == 0
    await add(desk, club, OTHER)
    clock.now = NOON + timedelta(minutes=61)
    await add(desk, club)
    assert (await refused(desk, f"{pages.site.root}/one-too-many")).key == "feeds.too_often"


def test_two_additions_of_a_server_go_on_at_once(desk: Adding) -> None:
    both = (desk.place(GUILD), desk.place(GUILD), desk.place(OTHER))
    third = pytest.raises(Mistake, match="is adding feeds")
    with both[0], both[1], both[2], third, desk.place(GUILD):
        raise AssertionError
    with desk.place(GUILD):
        pass


async def test_who_gives_a_source_up_sees_nothing_of_it_any_more(
    desk: Adding, db: Database, room: Room, newsroom: Newsroom, clock: Clock, club: str
) -> None:
    own = (await add(desk, club)).source
    wanted = subscription(topic=None, source_id=own.id)
    await subscribe(room, wanted, Place.TEXT, "en")
    await subscribe(room, subscription(topic="mars"), Place.TEXT, "en")
    assert await give_up(room, GUILD, own.id) == 1
    assert await sources.own(db, GUILD) == []
    assert await told(db, GUILD, own.id) == []
    [left] = await subscriptions.of_guild(db, GUILD)
    assert left.subscription.topic == "mars"
    clock.move(days=1)
    assert await newsroom.poll_once() == 0


async def test_what_is_owed_from_it_is_not_told_any_more(
    desk: Adding, newsroom: Newsroom, db: Database, clock: Clock, pages: Pages, discord: Discord
) -> None:
    await subscribe(newsroom.room, subscription(topic="all"), Place.TEXT, "en")
    own = (await add(desk, pages.put("/rocket", rss(["Rocket flies"])))).source
    pages.put("/rocket", rss(["Rocket lands", "Rocket flies"]))
    clock.move(hours=3)
    await newsroom.poll_once()
    await newsroom.finish()
    await give_up(newsroom.room, GUILD, own.id)
    await newsroom.deliver_once(discord)
    await newsroom.finish()
    assert discord.sent == []
    assert Fate.HIDDEN in (await deliveries.fates(db, CHANNEL)).values()


async def test_what_others_own_is_read_on(
    desk: Adding, db: Database, room: Room, newsroom: Newsroom, clock: Clock, club: str
) -> None:
    own = (await add(desk, club)).source
    await add(desk, club, OTHER)
    await give_up(room, GUILD, own.id)
    assert await told(db, OTHER, own.id)
    clock.move(days=1)
    assert await newsroom.poll_once() == 1


async def test_nobodys_source_stays_private(
    desk: Adding, db: Database, room: Room, club: str
) -> None:
    own = (await add(desk, club)).source
    await give_up(room, GUILD, own.id)
    [left] = await everyone(db)
    assert (left.private, left.enabled, left.owners) == (True, False, frozenset())
    assert await told(db, GUILD, own.id) == []
    async with db.transaction() as tx:
        await roster.keep(tx, [], NOON)
    assert await sources.visible(db, GUILD) == []


async def test_what_is_added_again_goes_on_where_it_was(
    desk: Adding, db: Database, room: Room, pages: Pages, club: str
) -> None:
    first = (await add(desk, club)).source
    await give_up(room, GUILD, first.id)
    pages.put("/club", rss(["A new stove", "Rocket club builds a stove", "Club moves house"]))
    again = await add(desk, club)
    assert again.source.id == first.id
    assert sorted(await told(db, GUILD, first.id)) == [
        "A new stove",
        "Club moves house",
        "Rocket club builds a stove",
    ]


@pytest.mark.parametrize("stopped", [None, "source.gone"])
async def test_what_came_while_it_was_not_read_is_posted_nowhere(
    desk: Adding, db: Database, room: Room, pages: Pages, club: str, stopped: str | None
) -> None:
    own = (await add(desk, club)).source
    await subscribe(room, subscription(topic="all"), Place.TEXT, "en")
    if stopped:
        ended = Reading(read_at=NOON, stopped=stopped, failures=1)
        async with db.transaction() as tx:
            await sources.record(tx, [sources.Record(own.id, ended, NOON)])
    else:
        await give_up(room, GUILD, own.id)
    pages.put("/club", rss(["A new stove", "Rocket club builds a stove", "Club moves house"]))
    await add(desk, club)
    assert set((await deliveries.fates(db, CHANNEL)).values()) == {Fate.FIRST_READING}


async def test_long_addresses_are_remembered_for_who_chooses(desk: Adding) -> None:
    word = desk.offer("https://club.example/" + "x" * 200)
    assert len(word) <= 100
    assert desk.offered(word) == "https://club.example/" + "x" * 200
    for number in range(adding.OFFERED):
        desk.offer(f"https://club.example/{number}")
    assert desk.offered(word) is None


async def test_each_line_of_an_import_has_its_outcome(
    desk: Adding, db: Database, pages: Pages, club: str
) -> None:
    await keep(db, source("orbit", url=pages.put("/orbit", rss(["One"]))))
    home = pages.put("/", page(link("/club"), link("/more")), HTML)
    lines = [
        Outline(club, "The club"),
        Outline(f"{pages.site.root}/orbit", "Known"),
        Outline(f"{pages.site.root}/missing"),
        Outline(home, "A page"),
        Outline("two words", "No address"),
        Outline(club, "The club again"),
    ]
    found = await bring(desk, GUILD, lines)
    assert [(each.name, each.key, each.is_added) for each in found] == [
        ("The club", "import.added", True),
        ("Known", "feeds.public", False),
        (f"{pages.site.root}/missing", "source.not_there", False),
        ("A page", "import.several", False),
        ("No address", "import.no_address", False),
    ]
    assert [each.url for each in found] == [each.url for each in lines[:-1]]


async def test_an_import_stops_at_the_limits(db: Database, room: Room, pages: Pages) -> None:
    few = Room(db, room.session, room.worker, chosen(SERVER_FEEDS="2"), room.clock)
    lines = [
        Outline(pages.put(f"/{number}", rss([f"Story {number}"], f"https://{number}.example")))
        for number in range(6)
    ]
    found = await bring(Adding(few), GUILD, lines)
    assert sum(each.is_added for each in found) == 2
    assert [each.key for each in found].count("import.too_many") == 4
    assert {each.url for each in later(found)} < {each.url for each in lines}
    assert len(later(found)) == 4
    assert len(await everyone(db)) == 2


async def test_what_is_not_ready_in_time_was_not_tried(
    desk: Adding, db: Database, site: Site
) -> None:
    site.never()
    found = await bring(desk, GUILD, [Outline(f"{site.root}/x", "Slow")], timedelta(0))
    assert [each.key for each in found] == ["import.no_time"]


async def test_a_mistake_of_ours_costs_one_line(
    desk: Adding, pages: Pages, club: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_whole = desk.add

    async def broken(guild_id: int, typed: str) -> Added | Several:
        if typed == "bad":
            raise RuntimeError("ours")
        return await add_whole(guild_id, typed)

    monkeypatch.setattr(desk, "add", broken)
    found = await bring(desk, GUILD, [Outline("bad"), Outline(club)])
    assert [each.key for each in found] == ["import.our_mistake", "import.added"]
