"""No item is new twice, and no new item is taken for an old one, whatever sources change."""

import string
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from news import identity
from news.models import Article, Fetched
from news.parse import parse
from tests.builders import NOON, article, source

YESTERDAY = NOON - timedelta(days=1)


class Memory:
    """What storage.stories remembers of one source: key -> the item it was first seen with."""

    def __init__(self) -> None:
        self.known: dict[str, str] = {}

    def read(self, *document: Article) -> list[Article]:
        pairs = identity.matched(document, self.known)
        for each, item in pairs:
            for key in filter(None, identity.evidence(each)):
                self.known.setdefault(key, item or each.key)
        return [each for each, item in pairs if item is None]


def titles(articles: Iterable[Article]) -> list[str]:
    return [each.title for each in articles]


@pytest.fixture
def memory() -> Memory:
    return Memory()


def test_a_first_document_is_new_in_its_order(memory: Memory) -> None:
    assert titles(memory.read(article("C"), article("A"), article("B"))) == ["C", "A", "B"]


def test_the_same_document_again_has_nothing_new(memory: Memory) -> None:
    document = [article("A"), article("B", guid=None), article("C", published_at=NOON)]
    memory.read(*document)
    assert memory.read(*reversed(document)) == []


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param(article("Moon", guid="g2", url="https://o.example/1"), id="its guid"),
        pytest.param(article("Moon", guid=None, url="https://o.example/1"), id="its guid is gone"),
        pytest.param(article("Moon", guid="g1", url="https://o.example/2"), id="its link"),
        pytest.param(article("Luna", guid="g1", url="https://o.example/1"), id="its title"),
        pytest.param(
            article("Moon", guid="g1", url="https://o.example/1", published_at=NOON), id="its date"
        ),
        pytest.param(article("Luna", guid="g1", url="https://o.example/2"), id="all but its guid"),
        pytest.param(article("Luna", guid="g2", url="https://o.example/1"), id="all but its link"),
        pytest.param(article("Moon", guid="g2", url="https://o.example/2"), id="all but its title"),
        pytest.param(article("MOON!", guid="g2", url="https://o.example/2"), id="its typing"),
        pytest.param(
            article("Moon", guid="g2", url="http://www.o.example/1/#top"), id="its links spelling"
        ),
    ],
)
def test_an_item_stays_known_when_it_changes(memory: Memory, changed: Article) -> None:
    memory.read(article("Moon", guid="g1", url="https://o.example/1"))
    assert memory.read(changed) == []


def test_an_item_stays_known_while_everything_changes_one_at_a_time(memory: Memory) -> None:
    memory.read(article("Moon", guid="g1", url="https://o.example/1"))
    assert memory.read(article("Moon", guid="g2", url="https://o.example/1")) == []
    assert memory.read(article("Moon", guid="g2", url="https://o.example/2")) == []
    assert memory.read(article("Luna", guid="g2", url="https://o.example/2")) == []
    # Nothing of the first reading is left: what was learnt on the way is.
    assert memory.read(article("Selene", guid="g3", url="https://o.example/2")) == []


def test_an_item_that_vanished_and_comes_back_is_known(memory: Memory) -> None:
    memory.read(article("A"), article("B"))
    memory.read(article("B"))
    assert memory.read(article("A"), article("B")) == []


def test_dates_never_decide(memory: Memory) -> None:
    memory.read(article("A", published_at=NOON))
    assert titles(memory.read(article("B", published_at=NOON - timedelta(days=900)))) == ["B"]


def test_a_second_item_under_a_known_link_is_new(memory: Memory) -> None:
    live = "https://o.example/live"
    memory.read(article("Countdown begins", guid="1", url=live))
    document = [article("Lift-off", guid="2", url=live), article("Countdown begins", guid="1")]
    assert titles(memory.read(*document)) == ["Lift-off"]


def test_a_second_item_under_a_known_headline_is_new(memory: Memory) -> None:
    memory.read(article("Launch delayed", guid="1", url="https://o.example/1"))
    second = article("Launch delayed", guid="2", url="https://o.example/2")
    found = memory.read(second, article("Launch delayed", guid="1", url="https://o.example/1"))
    assert found == [second]


def test_the_same_headline_on_another_day_is_new(memory: Memory) -> None:
    memory.read(article("Image of the day", url="https://o.example/1", published_at=YESTERDAY))
    today = article("Image of the day", url="https://o.example/2", published_at=NOON)
    assert memory.read(today) == [today]


def picture(title: str, day: int) -> str:
    date = (NOON - timedelta(days=day)).strftime("%a, %d %b %Y 05:00:00 GMT")
    return f"<item><title>{title}</title><link>/today</link><pubDate>{date}</pubDate></item>"


def pictures(*items: str) -> tuple[Article, ...]:
    """A picture of the day: no guid, and each picture under the same address."""
    body = f"<rss version='2.0'><channel><title>P</title>{''.join(items)}</channel></rss>"
    return parse(Fetched("https://p.example/feed", body.encode()), source("p"), NOON).articles


def test_each_picture_of_the_day_is_new_once(memory: Memory) -> None:
    known = [picture("Saturn", 2), picture("Image of the day", 1)]
    memory.read(*pictures(*known))
    assert memory.read(*pictures(*known)) == []
    today = picture("Image of the day", 0)
    [found] = memory.read(*pictures(today, *known))
    assert found.published_at == NOON.replace(hour=5)
    assert memory.read(*pictures(today, known[1])) == []


def test_twins_in_one_document_are_new_together_and_then_known(memory: Memory) -> None:
    twins = [
        article("UFO report", guid=str(number), url="https://o.example/r") for number in (1, 2)
    ]
    assert len(memory.read(*twins)) == 2
    assert memory.read(*twins) == []
    third = article("UFO report", guid="3", url="https://o.example/r")
    assert memory.read(third, *twins) == [third]


def test_an_item_answers_for_one_known_item_only(memory: Memory) -> None:
    memory.read(article("A", guid="1", url="https://o.example/1"))
    document = [
        article("A", guid="2", url="https://o.example/2"),
        article("B", guid="3", url="https://o.example/1"),
    ]
    # One of them is the known one, the other new: not both old, and not both new.
    assert titles(memory.read(*document)) == ["B"]


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


def test_no_item_is_lost_or_repeated_while_a_feed_lives() -> None:
    random = Random(4)
    for _ in range(30):
        memory, published, told = Memory(), 0, 0
        window: list[tuple[int, str, str]] = []
        for _ in range(40):
            for _ in range(random.randrange(3)):
                window.insert(0, (published, f"guid {published}", f"Story {published}"))
                published += 1
            window = window[:12]
            if window and random.random() < 0.5:  # one of them changes its guid or its title
                at = random.randrange(len(window))
                number, guid, title = window[at]
                changed = (f"{guid}'", title) if random.random() < 0.5 else (guid, f"{title}!!")
                window[at] = (number, *changed)
            document = [
                article(title, guid=guid, url=f"https://o.example/{number}")
                for number, guid, title in window
            ]
            told += len(memory.read(*document))
        assert told == published


def replayed(folder: Path) -> list[tuple[list[Article], list[Article]]]:
    """Each version of a real feed with what was new in it."""
    memory = Memory()
    versions = []
    for path in sorted(folder.iterdir()):
        fetched = Fetched("https://feed.example/x", path.read_bytes())
        document = parse(fetched, source(), NOON).articles
        versions.append((list(document), memory.read(*document)))
    assert len(versions) > 5
    return versions


def test_a_real_feed_whose_items_vanish_and_return_is_told_once(shared: Path) -> None:
    versions = replayed(shared / "corpus" / "sequences" / "apnews")
    # Here every item has an address of its own that never changes (its guid is the same one): each
    # address is one item, new in the first version that has it, however its title and date change.
    met: set[str] = set()
    for document, new in versions:
        expected = [each.url for each in document if each.url not in met]
        assert [each.url for each in new] == expected
        met.update(expected)
    assert len(met) > 100
    # The case is a real one: some came back after a version without them, some were renamed.
    assert any(returned(versions))
    assert len({(each.url, each.title) for document, _ in versions for each in document}) > len(met)


def returned(versions: list[tuple[list[Article], list[Article]]]) -> set[str]:
    """Addresses that a version lacks between two that have them."""
    found: set[str] = set()
    before: set[str] = set()
    gone: set[str] = set()
    for document, _ in versions:
        here = {each.url for each in document}
        gone |= before - here
        found |= gone & here
        before |= here
    return found


def test_a_real_feed_that_gives_each_item_a_new_id_every_time_is_told_once(shared: Path) -> None:
    (first, told), *later = replayed(shared / "corpus" / "sequences" / "ufo_nasa_atom")
    assert told == first
    # Its sixteen items stay the same ones; no guid is ever seen twice.
    guids = [each.keys.guid for document, _ in [(first, told), *later] for each in document]
    assert len(set(guids)) == len(guids)
    # An item is known by its link or by its headline of a day. Once the feed dates three items anew
    # (to the day of its own making): two of them have a link that is theirs alone and are known by
    # it; the third shares its link with another item, so nothing is left to know it by. That one is
    # told again until a source whose ids churn is adopted as a whole, which comes later.
    known = {each.keys.title for each in first} | {each.keys.link for each in first}
    for document, new in later:
        lost = [each for each in document if not {each.keys.title, each.keys.link} & known]
        assert new == lost
        known |= {each.keys.title for each in document} | {each.keys.link for each in document}
        known.discard(None)
    assert sum(len(new) for _, new in later) <= 1
