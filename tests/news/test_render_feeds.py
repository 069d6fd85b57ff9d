"""What an admin is answered about the server's own feeds."""

from news import render, render_feeds
from news.models import Reading
from tests.builders import NOON, seen_story, source

CLUB = source(
    "own-club", outlet="**Club**", private=True, format="Atom 1.0", reading=Reading(items=1)
)


def test_what_was_found_is_said_in_its_order() -> None:
    card = render_feeds.added(CLUB, [seen_story("Rocket flies")], "Club")
    assert card.title == "Added: \\*\\*Club\\*\\*"
    found, newest, onward = card.description.split("\n\n")
    assert found == "Atom 1.0 · 1 item"
    assert "[Rocket flies](https://orbit.example/rocket-flies)" in newest
    assert onward.startswith("What it holds already is posted nowhere. To have")
    assert onward.endswith("`/subscribe source:Club`")


def test_where_its_stories_go_already_is_said() -> None:
    card = render_feeds.added(CLUB, [], "Club", [7, 8])
    assert card.description.endswith("Its new stories are posted in <#7> and <#8>.")


def test_a_feed_that_holds_nothing_yet_is_answered_too() -> None:
    card = render_feeds.added(source("own-club"), [], "own-club")
    assert card.description.startswith("It holds nothing yet. To have")


def test_an_own_feed_is_listed_with_its_address() -> None:
    club = source("own-club", outlet="Club", private=True)
    [entry] = render_feeds.own([club, source("orbit")], NOON)
    assert entry.startswith("• **Club** · ")
    assert entry.endswith("\n`https://own-club.example/feed`")


def test_an_own_feed_is_listed_with_its_id_where_another_has_its_name() -> None:
    club = source("own-club", outlet="Orbit", private=True)
    [entry] = render_feeds.own([club, source("orbit")], NOON)
    assert entry.startswith("• **Orbit** (`own-club`) · ")


def test_an_address_stays_one_piece_of_code() -> None:
    assert render.address("https://a.example/`x") == "`https://a.example/%60x`"
    assert len(render.address("https://a.example/" + "x" * 2000)) < 400
