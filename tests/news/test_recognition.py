"""No item is new twice, and no new item is taken for an old one, whatever sources change."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from news import identity, recognition
from news.identity import BURST, SEVERAL
from news.likeness import GUID, Known, another
from news.likeness import LINK as BY_LINK
from news.models import Article, Fetched
from news.parse import parse
from news.recognition import Match
from tests.builders import NOON, article, source

YESTERDAY = NOON - timedelta(days=1)


class Memory:
    """What storage.seen remembers of one source: key -> the item that it leads to, and what the
    items said."""

    def __init__(self) -> None:
        self.known: dict[str, str] = {}
        self.archive: dict[str, Known] = {}

    def read(self, *document: Article) -> list[Article]:
        matches, before = self._matches(document), set(self.known)
        for match in matches:
            each, item = match.article, match.item or match.article.key
            for key in filter(None, identity.evidence(each)):
                self.known.setdefault(key, item)
            if not match.item:
                self.archive[each.key] = Known(
                    each.key, each.title, each.published_at, each.summary, each.url
                )
                self.known |= {key: item for key in identity.evidence(each) if key in before}
        return [match.article for match in matches if not match.item]

    def _matches(self, document: Sequence[Article]) -> list[Match]:
        doubtful = recognition.doubtful(document, self.known)
        remembered = {item: self.archive[item] for item in doubtful}
        matches = recognition.matched(document, self.known, remembered)
        if recognition.is_suspicious(matches):
            return recognition.recognised(matches, list(self.archive.values()))
        return matches


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
        pytest.param(
            article("Moon rises", guid="g2", url="https://o.example/1"),
            id="all but its link and a word",
        ),
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
    assert memory.read(article("Luna", guid="g3", url="https://o.example/3")) == []


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


def test_twins_whose_guids_change_are_told_apart_by_their_links(memory: Memory) -> None:
    def twins(guid: str) -> list[Article]:
        links = ("https://o.example/1", "https://o.example/2")
        return [article("UFO report", guid=guid + link, url=link) for link in links]

    memory.read(*twins("a"))
    assert memory.read(*reversed(twins("b"))) == []


def test_an_item_answers_for_one_known_item_only(memory: Memory) -> None:
    memory.read(article("A", guid="1", url="https://o.example/1"))
    document = [
        article("A", guid="2", url="https://o.example/2"),
        article("B", guid="3", url="https://o.example/1"),
    ]
    # One of them is the known one, the other new: not both old, and not both new.
    assert titles(memory.read(*document)) == ["B"]


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
    # Its items stay the same ones, and no guid is ever seen twice.
    guids = [each.keys.guid for document, _ in [(first, told), *later] for each in document]
    assert len(set(guids)) == len(guids)
    assert {each.title for document, _ in later for each in document} <= {
        each.title for each in first
    }
    # Once three items are dated anew, and one of these has not even a link of its own: nothing but
    # its headline is left to know it by.
    assert [new for _, new in later if new] == []


# Under one address, something else each day


def daily(title: str, day: int, **changed: Any) -> Article:
    """The one item of a document whose link is always the same; its first day is 0."""
    described = {"guid": None, "url": "https://p.example/today", "summary": f"Of day {day}."}
    return article(title, **(described | changed))


@pytest.mark.parametrize("guid", [None, "p"], ids=["without a guid", "with one for each"])
@pytest.mark.parametrize("dated", [False, True], ids=["undated", "dated"])
def test_each_item_under_a_constant_link_is_new_once(
    memory: Memory, guid: str | None, dated: bool
) -> None:
    titles_of_days = ["The Ring Nebula", "Saturn at dusk", "The Orion Nebula", "The Crab Nebula"]
    said = [
        "A shell of gas that a dying star has thrown off.",
        "Its moons stand in a row above the roofs.",
        "New suns light their cradle from within.",
        "Remains of what China's astronomers saw in 1054.",
    ]
    for day, (title, summary) in enumerate(zip(titles_of_days, said, strict=True)):
        today = daily(
            title,
            day,
            guid=guid and f"{guid}{day}",
            summary=summary,
            published_at=NOON + timedelta(days=day) if dated else None,
        )
        assert memory.read(today) == [today]
        assert memory.read(today) == []
        edited = replace(today, title=f"{title} (corrected)")
        assert memory.read(anew(edited)) == []


def anew(changed: Article) -> Article:
    """The article with the keys of what it says now; its guid stays."""
    keys = replace(
        identity.keys(
            None,
            changed.url,
            changed.title,
            changed.published_at.date().isoformat() if changed.published_at else "",
            usable_link=True,
        ),
        guid=changed.keys.guid,
    )
    return replace(changed, keys=keys, key=identity.digest("orbit", *keys))


LINK = "https://o.example/1"
WAS = Known("i", "Rover climbs a steep dune", NOON, "It took all day.", LINK)


@pytest.mark.parametrize(
    ("title", "summary", "after", "expected"),
    [
        pytest.param("Dune climbed: rover is up", "It is up.", timedelta(0), False, id="its date"),
        pytest.param("Rover climbs a dune", "It took all day.", timedelta(1), False, id="words"),
        pytest.param("Rover climbs a steep dune", "It took days.", timedelta(1), False, id="all"),
        pytest.param("Rover climbs a steep dune", "Now up.", timedelta(1), True, id="bulletin"),
        pytest.param("Moon rises", "Over Rome.", timedelta(1), True, id="neither"),
        pytest.param("Rover leaves a steep dune", "Of a rock.", timedelta(1), True, id="pattern"),
        pytest.param("Rover leaves a steep dune", "", timedelta(1), False, id="nothing below"),
        pytest.param("", "", timedelta(1), False, id="nothing at all"),
    ],
)
def test_an_edit_keeps_its_date_or_its_words_and_the_next_item_neither(
    title: str, summary: str, after: timedelta, expected: bool
) -> None:
    now = article(title, url=LINK, summary=summary, published_at=NOON + after)
    assert another(now, WAS, BY_LINK) is expected


def test_without_dates_words_alone_tell_an_edit_from_the_next_item() -> None:
    undated = replace(WAS, published_at=None)
    edit = article("Rover climbs a very steep dune", url=LINK, summary="It took all day.")
    assert not another(edit, undated, BY_LINK)
    assert another(article("Moon rises", url=LINK), undated, BY_LINK)


def test_who_is_known_by_a_part_of_its_keys_is_looked_at_again() -> None:
    memory = Memory()
    one = article("One", guid="1", url="https://o.example/1")
    memory.read(one, article("Two", guid="2", url="https://o.example/2"))
    again = [
        article("Uno", guid="3", url="https://o.example/1"),
        article("Two", guid="2", url="https://o.example/2"),
    ]
    assert recognition.doubtful(again, memory.known) == [one.key]


@pytest.mark.parametrize(
    ("link", "title", "expected"),
    [
        pytest.param("/2026/11/22/dune", "Moon rises", False, id="a date"),
        pytest.param("/?p=48151", "Moon rises", False, id="a number"),
        pytest.param("/rover-climbs-a-steep-dune", "Moon rises", False, id="the headline"),
        pytest.param("/2026/live", "Moon rises", True, id="a year"),
        pytest.param("/rover", "Moon rises", True, id="a word"),
        pytest.param("/rover-climbs-steep", "Rover climbs steep rock", True, id="both headlines"),
    ],
)
def test_a_link_that_was_made_for_one_item_is_never_anothers(
    link: str, title: str, expected: bool
) -> None:
    url = f"https://o.example{link}"
    now = article(title, url=url, summary="Over Rome.", published_at=NOON + timedelta(1))
    assert another(now, replace(WAS, url=url), BY_LINK) is expected


def test_a_number_tells_the_next_item_of_a_series_from_an_edit() -> None:
    first = Known("i", "Campaign update 1", NOON, "", LINK)
    second = article("Campaign update 2", url=LINK, published_at=NOON + timedelta(1))
    assert another(second, first, BY_LINK)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        pytest.param({}, True, id="nothing is left"),
        pytest.param({"url": LINK}, True, id="a link that is anybody's"),
        pytest.param({"url": LINK, "published_at": NOON}, False, id="its link and date"),
        pytest.param({"title": "Rover climbs"}, False, id="its headline"),
        pytest.param({"summary": "It took all day long."}, False, id="its summary"),
        pytest.param({"summary": ""}, True, id="a day later, and nothing said"),
        pytest.param({"summary": "", "published_at": NOON}, False, id="its date"),
    ],
)
def test_a_known_guid_is_believed_while_anything_else_of_its_item_is_left(
    changed: dict[str, Any], expected: bool
) -> None:
    described = {"title": "Moon rises", "url": "https://o.example/2", "summary": "Over Rome."}
    described |= {"published_at": NOON + timedelta(1)} | changed
    assert another(article(**described), WAS, GUID) is expected


# Given out anew

OLD = [
    article(f"Report {n} of the old days", guid=f"{n}", url=f"https://o.example/{n}")
    for n in range(98)
]


def renamed(number: int, **changed: Any) -> Article:
    """An old report with a guid, a link and a date of today."""
    described = {
        "guid": f"new {number}",
        "url": f"https://new.example/{number}",
        "published_at": NOON,
    }
    return article(OLD[number].title, **(described | changed))


def test_many_old_items_given_out_anew_are_known_by_their_headlines(memory: Memory) -> None:
    memory.read(*OLD)
    assert memory.read(*(renamed(number) for number in range(98))) == []


def test_what_is_truly_new_among_them_is_new(memory: Memory) -> None:
    memory.read(*OLD)
    fresh = article("Something unheard of")
    assert memory.read(fresh, *(renamed(number) for number in range(98))) == [fresh]


def test_a_small_document_of_which_nothing_is_known_is_looked_at_again(memory: Memory) -> None:
    memory.read(*OLD[:SEVERAL])
    assert memory.read(*(renamed(number) for number in range(SEVERAL))) == []


def test_one_item_of_which_nothing_is_known_is_new(memory: Memory) -> None:
    # The next "Image of the day", in a document that holds one.
    memory.read(OLD[0])
    assert memory.read(renamed(0)) == [renamed(0)]


def test_a_headline_heard_once_before_does_not_make_a_burst_old(memory: Memory) -> None:
    last_week = article("Weekly round-up", guid="w1", published_at=NOON - timedelta(days=7))
    memory.read(*OLD[:5], last_week)
    weekly = article("Weekly round-up", guid="w2", url="https://o.example/2", published_at=NOON)
    burst = [weekly, *(article(f"Launch {n} of many") for n in range(BURST + 1))]
    assert memory.read(*burst) == burst


def test_a_recurring_headline_is_never_known_again(memory: Memory) -> None:
    days = [
        article("Image of the day", guid=f"d{n}", published_at=NOON - timedelta(days=n), url=LINK)
        for n in (2, 1)
    ]
    memory.read(*OLD[:30], *days)
    today = article("Image of the day", guid="d0", published_at=NOON, url="https://o.example/d")
    assert memory.read(today, *(renamed(number) for number in range(30))) == [today]


def match_of(number: int, by: int | None, **changed: Any) -> Match:
    return Match(renamed(number, **changed), None if by is None else f"i{number}", by)


@pytest.mark.parametrize(
    ("matches", "expected"),
    [
        pytest.param([], False, id="nothing"),
        pytest.param([match_of(1, 2), match_of(2, 0)], True, id="half by headline"),
        pytest.param([match_of(1, 3), match_of(2, 0)], True, id="half by link"),
        pytest.param([match_of(1, 2), match_of(2, 0), match_of(3, 1)], False, id="fewer"),
        pytest.param(
            [match_of(1, 2, guid=None), match_of(2, 3, guid=None)], False, id="there are no guids"
        ),
        pytest.param([match_of(n, None) for n in range(BURST + 1)], True, id="many new"),
        pytest.param(
            [match_of(98 - 1, 0), *(match_of(n, None, published_at=None) for n in range(BURST))],
            False,
            id="as many as one reading brings",
        ),
        pytest.param(
            [match_of(98 - 1, 0), *(match_of(n, None) for n in range(SEVERAL))],
            True,
            id="several of one time",
        ),
        pytest.param([match_of(n, None) for n in range(SEVERAL)], True, id="all of several"),
        pytest.param([match_of(n, None) for n in range(SEVERAL - 1)], False, id="all of few"),
    ],
)
def test_a_document_of_old_items_under_new_names_is_suspicious(
    matches: list[Match], expected: bool
) -> None:
    assert recognition.is_suspicious(matches) is expected


def test_a_source_known_to_rename_is_not_believed_a_single_headline(memory: Memory) -> None:
    memory.read(*OLD[:4])
    churned = [article(OLD[n].title, guid=f"x{n}", url=f"https://o.example/{n}") for n in range(3)]
    # The fourth has changed in all but its headline; two beside it are truly new.
    fresh = [article("Comet seen"), article("Comet gone")]
    assert memory.read(*fresh, renamed(3), *churned) == fresh
