"""A server's subscriptions as pages that Discord takes."""

from news.models import Fate
from news.render import DESCRIPTION_LIMIT
from news.render_panel import ROWS, Row, brought, listing, pages


def test_lines_stand_under_their_channel_those_first_that_had_one_first() -> None:
    rows = [Row(1, 20, "Mars"), Row(2, 10, "Moon"), Row(3, 20, "all")]
    [page] = pages(rows)
    assert [row.number for row in page] == [1, 3, 2]
    assert listing(page) == "<#20>\n• Mars\n• all\n\n<#10>\n• Moon"


def test_a_page_holds_what_fits_a_menu_and_an_embed() -> None:
    short = [Row(number, number // 9, "Mars") for number in range(60)]
    assert [len(page) for page in pages(short)] == [ROWS, ROWS, 10]
    long = [Row(number, 1, "x" * 500) for number in range(20)]
    cut = pages(long)
    assert [row for page in cut for row in page] == long
    assert all(len(listing(page)) <= DESCRIPTION_LIMIT for page in cut)


def test_what_came_of_it_counts_what_waits_in_a_pause_too() -> None:
    came = {Fate.TOLD: 1200, Fate.DIGEST: 1, Fate.PAUSED: 2, Fate.IN_PAUSE: 5, Fate.EXPIRED: 9}
    assert brought(came) == "1,200 stories posted. 3 wait."
    assert brought({}) == "0 stories posted."
    assert brought({Fate.TOLD: 1}) == "1 story posted."
