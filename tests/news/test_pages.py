"""Pages: where there is more to read about a story."""

import re
from collections import Counter
from urllib.parse import urlsplit

from news import pages
from news.entities import ENTITIES
from news.links import clean, identity
from news.pages import MOST, Page
from news.topics import TOPICS
from tests.builders import article, seen_story

_PUBLIC_HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}")

OF_TOPICS = [page.url for each in pages._OF_TOPIC.values() for page in each]
OF_ENTITIES = [each.home for each in ENTITIES if each.home]


def names(*entities: str, topics: tuple[str, ...] = (), **changed: str) -> list[str]:
    told = article(entities=entities, **changed)
    return [page.name for page in pages.pages(seen_story(articles=[told], topics=topics))]


def test_each_topic_has_a_page() -> None:
    assert pages._OF_TOPIC.keys() == {topic.id for topic in TOPICS}


def test_each_page_is_safe_to_open_and_says_nothing_of_who_opens_it() -> None:
    for url in OF_TOPICS + OF_ENTITIES:
        parts = urlsplit(url)
        assert (parts.scheme, parts.query, parts.fragment) == ("https", "", ""), url
        assert _PUBLIC_HOST.fullmatch(parts.netloc), url
        assert parts.path, url
        assert clean(url) == url


def test_no_page_belongs_to_two() -> None:
    for urls in (OF_TOPICS, OF_ENTITIES):
        often = Counter(map(identity, urls))
        assert [url for url, times in often.items() if times > 1] == []


def test_each_topics_first_page_comes_before_any_second_one() -> None:
    both = names(topics=("sun", "earth"))
    assert both == [
        "NOAA: Space Weather Prediction Center",
        "NASA Worldview: today's satellite images",
        "Orbit",
    ]
    assert names(topics=("sun",))[:2] == [
        "NOAA: Space Weather Prediction Center",
        "NASA Science: Heliophysics",
    ]


def test_what_is_named_comes_first_then_what_it_belongs_to_its_topics_its_outlet() -> None:
    found = names("europa-clipper", topics=("planets",))
    assert found[:2] == ["Europa Clipper", "NASA"]
    assert found[-2:] == ["NASA Science: Solar System", "Orbit"]


def test_an_outlets_page_is_its_front_page() -> None:
    told = article(url="https://orbit.example/2026/11/lander?x=1")
    assert pages.pages(seen_story(articles=[told])) == [Page("Orbit", "https://orbit.example/")]


def test_no_page_is_offered_twice() -> None:
    assert names("nasa", url="https://www.nasa.gov/news/one") == ["NASA"]


def test_there_are_never_more_than_six() -> None:
    told = [article(source_id=f"outlet{n}") for n in range(9)]
    story = seen_story(articles=told, topics=("moon", "mars", "crew"))
    assert len(pages.pages(story)) == MOST
