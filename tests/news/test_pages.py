"""Pages: where there is more to read about a story."""

from news import pages
from news.pages import MOST, Page
from news.topics import TOPICS
from tests.builders import article, seen_story


def names(*entities: str, topics: tuple[str, ...] = (), **changed: str) -> list[str]:
    told = article(entities=entities, **changed)
    return [page.name for page in pages.pages(seen_story(articles=[told], topics=topics))]


def test_each_topic_has_a_page_and_each_page_is_safe_to_open() -> None:
    known = pages._OF_TOPIC
    assert known.keys() == {topic.id for topic in TOPICS}
    assert all(page.url.startswith("https://") for each in known.values() for page in each)


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
