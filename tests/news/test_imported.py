"""What became of each line of a list: for a message, and as a text."""

from news.imported import Outcome, lines, report

ADDED = Outcome("Orbit", "import.added", {"id": "own-orbit"}, is_added=True)
KNOWN = Outcome("**Perigee** <@1>", "feeds.public", {"source": "Perigee", "id": "perigee"})


def test_what_was_not_added_comes_first() -> None:
    first, second = lines([ADDED, KNOWN])
    assert first.startswith("➖")
    assert second == "✅ **Orbit**: added as `own-orbit`"


def test_a_name_out_of_the_file_formats_and_pings_nothing() -> None:
    [line] = lines([KNOWN])
    assert "**Perigee**" not in line.replace("\\*", "")
    assert "<@1>" not in line


def test_the_text_is_in_the_order_of_the_list() -> None:
    first, second = report([ADDED, KNOWN]).splitlines()
    assert first == "✅ Orbit: added as `own-orbit`"
    assert second.startswith("➖ **Perigee** <@1>: Every server has Perigee already")
