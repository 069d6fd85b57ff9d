"""A server's subscriptions as pages that Discord takes."""

from news.models import Fate
from news.render import DESCRIPTION_LIMIT
from news.render_panel import ROWS, brought, listing, pages
from tests.builders import subscription


def test_lines_stand_under_their_channel_those_first_that_had_one_first() -> None:
    found = [subscription(id=number, channel_id=at) for number, at in ((1, 20), (2, 10), (3, 20))]
    [page] = pages(found)
    assert [each.id for each in page] == [1, 3, 2]
    told = listing([(20, "Mars"), (20, "all"), (10, "Moon")])
    assert told == "<#20>\n• Mars\n• all\n\n<#10>\n• Moon"


def test_a_page_holds_what_fits_a_menu_and_an_embed() -> None:
    found = [subscription(id=number, channel_id=number // 9) for number in range(2 * ROWS + 1)]
    cut = pages(found)
    assert [len(page) for page in cut] == [ROWS, ROWS, 1]
    assert [each for page in cut for each in page] == found
    longest = [(10**20 - number, "x" * 5000) for number in range(1, ROWS + 1)]
    assert len(listing(longest)) <= DESCRIPTION_LIMIT


def test_what_came_of_it_counts_what_waits_in_a_pause_too() -> None:
    came = {Fate.TOLD: 1200, Fate.DIGEST: 1, Fate.PAUSED: 2, Fate.IN_PAUSE: 5, Fate.EXPIRED: 9}
    assert brought(came) == "1,200 stories posted. 3 wait."
    assert brought({}) == "0 stories posted."
    assert brought({Fate.TOLD: 1}) == "1 story posted."
