"""The worker process."""

import pytest

from news.errors import NotAFeed
from news.models import Fetched
from pipeline.parsing import Worker
from tests.builders import NOON, source

FEED = b"""<rss version="2.0"><channel><title>Orbit</title><link>https://orbit.example/</link>
<item><guid>1</guid><title>Lander touches down</title><link>/1</link></item></channel></rss>"""


async def test_a_document_is_read_in_another_process(worker: Worker) -> None:
    fetched = Fetched("https://orbit.example/feed", FEED)
    [article] = (await worker.parse(fetched, source(), NOON)).articles
    assert (article.title, article.url) == ("Lander touches down", "https://orbit.example/1")


async def test_what_is_no_feed_is_said_across_the_processes(worker: Worker) -> None:
    with pytest.raises(NotAFeed) as caught:
        await worker.parse(Fetched("https://orbit.example/", b"<html></html>"), source(), NOON)
    assert caught.value.key == "source.not_a_feed"
