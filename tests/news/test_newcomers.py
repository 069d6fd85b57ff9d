"""A source that a server adds for itself: its address, its id, its name, what is said of it."""

from datetime import timedelta

import pytest

from news import catalogue, newcomers
from news.errors import Busy, FetchFailed, Mistake, NotAFeed, SourceTrouble
from news.models import Document, Source
from news.words import moment
from tests.builders import NOON, source

CLUB = "https://club.example/feed"


@pytest.mark.parametrize(
    "typed",
    [
        CLUB,
        f"  {CLUB}\n",
        f"<{CLUB}>",
        f'"{CLUB}"',
        f"feed:{CLUB}",
        "HTTPS://Club.Example/feed",
        "https://club.example:443/feed",
        "https://club.example./feed",
        f"{CLUB}#latest",
    ],
)
def test_one_address_has_one_spelling(typed: str) -> None:
    assert newcomers.spellings(typed) == [CLUB]


@pytest.mark.parametrize("typed", ["club.example/feed", "feed://club.example/feed"])
def test_without_a_scheme_the_safer_one_is_likelier(typed: str) -> None:
    assert newcomers.spellings(typed) == [CLUB, "http://club.example/feed"]


@pytest.mark.parametrize(
    ("typed", "spelled"),
    [
        ("https://club.example", "https://club.example/"),
        (
            "https://club.example/a%2Fb?x=%7E&utm_source=b",
            "https://club.example/a%2Fb?x=%7E&utm_source=b",
        ),
        ("https://bücher.example/neu", "https://xn--bcher-kva.example/neu"),
        ("https://[2606:4700::1111]:8443/feed", "https://[2606:4700::1111]:8443/feed"),
    ],
)
def test_all_else_stays_to_the_byte(typed: str, spelled: str) -> None:
    assert newcomers.spellings(typed) == [spelled]


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("", "feeds.no_address"),
        ("a b", "feeds.no_address"),
        ("javascript:alert(1)", "feeds.no_address"),
        ("mailto:ada@club.example", "source.credentials"),
        ("https://ada:secret@club.example/", "source.credentials"),
        ("https://club.example:22/", "source.other_port"),
        ("https://club.example/" + "x" * 2048, "source.long_address"),
        ("localhost", "feeds.inside"),
        ("http://192.168.0.1/feed", "feeds.inside"),
        ("127.1", "feeds.inside"),
        ("[::1]", "feeds.inside"),
        ("169.254.169.254", "feeds.inside"),
    ],
)
def test_what_is_no_address_is_a_mistake(typed: str, key: str) -> None:
    with pytest.raises(Mistake) as caught:
        newcomers.spellings(typed)
    assert caught.value.key == key
    assert caught.value.say()


def test_an_id_is_made_of_the_address_alone() -> None:
    first, second = (newcomers.newcomer(CLUB, guild_id) for guild_id in (1, 2))
    assert first.id == second.id
    assert first.id.startswith("own-club-example-")
    assert newcomers.source_id("https://club.example/other") != first.id


@pytest.mark.parametrize(
    "url", [CLUB, "https://[2606:4700::1111]/", "https://" + "long-name." * 20 + "example/"]
)
def test_an_id_can_be_typed_and_is_no_catalogues(url: str) -> None:
    found = newcomers.source_id(url)
    assert len(found) <= 40
    assert set(found) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not catalogue._ID.fullmatch(found)
    assert not catalogue._ID.fullmatch(newcomers.OWN + "club")


def test_a_newcomer_is_its_servers_alone() -> None:
    found = newcomers.newcomer(CLUB, 7, ("mars",))
    assert (found.private, found.owners, found.scope) == (True, frozenset({7}), found.id)
    assert found.topics == ("mars",)


@pytest.mark.parametrize(
    ("title", "outlet"),
    [
        ("Rocket Club", "Rocket Club"),
        ("", "club.example"),
        ("\u202eClub\n News", "Club News"),
        ("x" * 200, "x" * 79 + "…"),
    ],
)
def test_it_is_called_what_it_calls_itself(title: str, outlet: str) -> None:
    assert (
        newcomers.outlet(Document(title, "RSS 2.0", (), 0), "https://www.club.example/") == outlet
    )


@pytest.mark.parametrize(
    ("trouble", "key"),
    [
        (FetchFailed("source.timeout"), "feeds.nothing_there"),
        (FetchFailed("source.no_connection"), "feeds.nothing_there"),
        (FetchFailed("source.tls"), "feeds.nothing_there"),
        (FetchFailed("source.no_such_host"), "feeds.nothing_there"),
        (FetchFailed("source.forbidden_address"), "feeds.nothing_there"),
        (FetchFailed("source.inside"), "feeds.nothing_there"),
        (FetchFailed("source.broken_answer"), "feeds.nothing_there"),
        (FetchFailed("source.site_fails", status="502"), "feeds.nothing_there"),
        (FetchFailed("source.status", status="302"), "feeds.nothing_there"),
        (FetchFailed("source.status", status="418"), "source.status"),
        (FetchFailed("source.not_there", status="404"), "source.not_there"),
        (FetchFailed("source.too_big", megabytes=5), "source.too_big"),
        (NotAFeed("source.is_a_page"), "feeds.page_without"),
        (NotAFeed("source.is_a_list"), "feeds.is_a_list"),
        (Busy("source.busy", status="429"), "feeds.rests"),
        (NotAFeed("source.not_readable"), "feeds.not_a_feed"),
        (NotAFeed("source.something_new"), "feeds.nothing_there"),
    ],
    ids=lambda each: each if isinstance(each, str) else each.key,
)
def test_strangers_learn_what_helps_and_nothing_of_a_network(
    trouble: SourceTrouble, key: str
) -> None:
    told = newcomers.said(trouble)
    assert told.key == key
    assert told.say()


def test_who_is_told_that_a_site_rests_is_told_until_when() -> None:
    trouble = Busy("source.busy", retry_after=timedelta(hours=2), status="429")
    told = newcomers.said(trouble, NOON)
    assert told.key == "feeds.rests_until"
    assert f"try again {moment(NOON + timedelta(hours=2))}" in told.say()


@pytest.mark.parametrize(
    ("name", "others", "called"),
    [
        ("Rocket Club", [], "Rocket Club"),
        ("Rocket & Sky (Berlin) | News", [], "Rocket & Sky (Berlin) | News"),
        ("Orbit", [source("orbit")], "own-club"),
        ("Orbit", [source("x", outlet="orbit")], "own-club"),
        ("perigee", [source("perigee", outlet="X")], "own-club"),
        ("a `b` c", [], "own-club"),
        ("Club: news", [], "own-club"),
    ],
)
def test_a_source_is_asked_for_by_its_name_where_that_is_its_alone(
    name: str, others: list[Source], called: str
) -> None:
    club = source("own-club", outlet=name)
    assert newcomers.asked_for_by(club, [club, *others]) == called
