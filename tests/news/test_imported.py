"""What became of each line of a list: for a message, as a text, and what is to be tried again."""

from news.imported import NAMED, Outcome, later, report, told
from news.opml import Outline
from news.render import DESCRIPTION_LIMIT
from tests.builders import NOON

ADDED = Outcome("Orbit", "import.added", is_added=True)
KNOWN = Outcome("**Perigee** <@1>", "feeds.public", {"source": "P\\*", "id": "perigee"})


def untried(number: int) -> Outcome:
    url = f"https://{number}.example/feed"
    values = {"count": 30, "at": NOON}
    return Outcome(f"Club {number}", "import.too_often", values, url=url)


def test_the_lines_stand_in_the_order_of_the_list() -> None:
    found = told([ADDED, KNOWN])
    first, second = found.said.splitlines()
    assert first == "✅ **Orbit**: added."
    assert second.startswith("➖ ")
    assert found.is_whole
    assert told([KNOWN, ADDED]).said.splitlines() == [second, first]


def test_a_name_out_of_the_file_formats_and_pings_nothing() -> None:
    for outcomes in ([KNOWN], [KNOWN] * 2, [KNOWN] * 9):
        said = told(outcomes).said
        assert "**Perigee**" not in said.replace("\\*", "")
        assert "<@1>" not in said


def test_what_became_of_several_is_said_once() -> None:
    found = told([untried(1), ADDED, untried(2)])
    first, names, added, rest = found.said.splitlines()
    assert first.startswith("➖ **2 feeds**: not tried: 30 addresses")
    assert names == "Club 1 and Club 2"
    assert added == "✅ **Orbit**: added."
    assert rest.startswith("2 lines are in the file rest.opml")
    assert found.is_whole


def test_of_many_alike_only_the_first_are_named() -> None:
    found = told([untried(number) for number in range(NAMED + 170)])
    assert found.said.count("not tried") == 1
    assert "Club 4 and 170 more in the file" in found.said
    assert "Club 5" not in found.said
    assert not found.is_whole


def test_how_many_more_there_are_is_said_where_there_is_no_room() -> None:
    many = [
        Outcome("x" * 90, "feeds.public", {"source": str(number), "id": "a" * 90})
        for number in range(200)
    ]
    found = told(many)
    *shown, last = found.said.splitlines()
    assert len(found.said) <= DESCRIPTION_LIMIT
    assert last == f"… and {200 - len(shown)} more in the file report.txt."
    assert not found.is_whole


def test_lines_that_nobody_looked_at_can_be_tried_again() -> None:
    assert later([ADDED, untried(1), KNOWN]) == [Outline("https://1.example/feed", "Club 1")]


def test_the_text_is_in_the_order_of_the_list_and_holds_no_markup() -> None:
    first, second, third = report([ADDED, KNOWN, untried(1)]).splitlines()
    assert first == "✅ Orbit: added."
    assert second.startswith("➖ **Perigee** <@1>: Every server has P* already")
    assert third.endswith("Import the rest on 2026-11-22 at 12:00 UTC.")
