"""By what an item is known again."""

import string

from news import identity


def test_nothing_of_an_item_makes_it_new_each_time() -> None:
    assert list(identity.keys(None, None, "", "", usable_link=True)) == []
    assert list(identity.keys("", "", "!?", "", usable_link=True)) == []


def test_a_guid_counts_to_the_character() -> None:
    upper, lower = (identity.keys(guid, None, "", "", usable_link=True) for guid in ("AB", "ab"))
    assert upper.guid != lower.guid


def test_kinds_of_keys_are_never_taken_for_each_other() -> None:
    same = "https://o.example/1"
    keys = list(identity.keys(same, same, same, "", usable_link=True))
    assert len({*keys}) == 3
    assert [key[0] for key in keys] == ["g", "l", "t"]


def test_a_digest_knows_where_its_parts_end() -> None:
    assert identity.digest("ab", "c") != identity.digest("a", "bc")
    assert set(identity.digest("x", "\ud800")) <= set(string.hexdigits)
    assert len(identity.digest("x")) == 24


def test_repeated_values_are_those_that_stand_more_than_once() -> None:
    assert identity.repeated(["a", "b", "a", None, None, "", ""]) == {"a"}
