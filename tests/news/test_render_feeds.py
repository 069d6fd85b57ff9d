"""What an admin is answered about the server's own feeds."""

from news import render, render_feeds
from news.models import Reading
from tests.builders import NOON, seen_story, source

CLUB = source(
    "own-club", outlet="**Club**", private=True, format="Atom 1.0", reading=Reading(items=1)
)


def test_what_was_found_is_said_in_its_order() -> None:
    card = render_feeds.added(CLUB, [seen_story("Rocket flies")])
    assert card.title == "Added: \\*\\*Club\\*\\*"
    found, newest, onward = card.description.split("\n\n")
    assert found == "Atom 1.0 · 1 item"
    assert "[Rocket flies](https://orbit.example/rocket-flies)" in newest
    assert "`/subscribe source:own-club`" in onward


def test_a_feed_that_holds_nothing_yet_is_answered_too() -> None:
    card = render_feeds.added(source("own-club"), [])
    assert card.description.startswith("0 items\n\nWhat it holds already")


def test_an_own_feed_is_listed_with_id_and_address() -> None:
    [entry] = render_feeds.own([CLUB], NOON)
    assert "(`own-club`)" in entry
    assert entry.endswith("\n`https://own-club.example/feed`")


def test_an_address_stays_one_piece_of_code() -> None:
    assert render.address("https://a.example/`x") == "`https://a.example/%60x`"
    assert len(render.address("https://a.example/" + "x" * 2000)) < 400
