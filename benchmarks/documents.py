"""Documents like those of real outlets, the same for the same number in every run."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from random import Random

ITEMS = 30
_NEWEST = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)

_WHO = """A lander|The rover|An orbiter|The observatory|A start-up|The agency|A capsule
The space telescope|A cubesat|The launch team"""
_DID = """finds water ice near|sends its first pictures of|begins the long way to|maps
delays its flight to|hears a faint signal from|returns with samples of"""
_WHAT = """the Moon's south pole|Mars|a near-Earth asteroid|Jupiter's moon Europa|Venus|a comet
an exoplanet 40 light years away|the rings of Saturn|low Earth orbit"""
_HEADLINE = [re.split(r"[|\n]", each) for each in (_WHO, _DID, _WHAT)]
_PROSE = """the mission team said on Tuesday that instruments aboard recorded a signal stronger than
any before and engineers will spend weeks with the data while scientists in four countries compare
it with what earlier spacecraft had seen from orbit and on the ground a launch window opens in
spring after tests of the engine tank and software if weather and budget allow"""
_WORDS = _PROSE.split()


def document(number: int, items: int = ITEMS) -> tuple[bytes, str]:
    """RSS or Atom by turns, with its content type."""
    random = Random(number)  # noqa: S311 - nothing here is secret
    site = f"https://outlet-{number}.example"
    found = [_Item(random, site, at) for at in range(items)]
    if number % 2:
        return _atom(number, site, found).encode(), "application/atom+xml; charset=utf-8"
    return _rss(number, site, found).encode(), "application/rss+xml; charset=utf-8"


class _Item:
    def __init__(self, random: Random, site: str, at: int) -> None:
        self.title = " ".join(random.choice(each) for each in _HEADLINE)
        self.title += f", part {random.randrange(10_000)}"
        self.link = f"{site}/{_NEWEST.year}/{self.title.lower().replace(' ', '-')}"
        self.told_at = _NEWEST - timedelta(hours=7 * at, minutes=random.randrange(300))
        self.summary = _summary(random)
        self.author = random.choice(("Ada Moreau", "Lin Sato", "Tomás Rey"))
        self.categories = random.sample(["Science", "Launches", "Moon", "Business", "Mars"], 2)
        self.image = f"{site}/pictures/{random.randrange(10**6)}.jpg"


def _summary(random: Random) -> str:
    """HTML of 300 to 600 characters."""
    wanted = random.randrange(220, 500)
    sentences: list[str] = []
    while sum(map(len, sentences)) < wanted:
        words = " ".join(random.choices(_WORDS, k=random.randrange(8, 18)))
        sentences.append(words.capitalize() + ".")
    half = len(sentences) // 2
    first, second = " ".join(sentences[:half]), " ".join(sentences[half:])
    return f"<p>{first} &ldquo;Nobody</p><p><em>expected</em> this&rdquo; &amp; more. {second}</p>"


def _rss(number: int, site: str, items: list[_Item]) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:media="http://search.yahoo.com/mrss/"><channel>'
        f"<title>Outlet {number}</title><link>{site}/</link>"
        f"<description>Space, daily</description><ttl>60</ttl>{''.join(map(_rss_item, items))}"
        "</channel></rss>\n"
    )


def _rss_item(item: _Item) -> str:
    categories = "".join(f"<category>{each}</category>" for each in item.categories)
    return (
        f"<item><title>{escape(item.title)}</title><link>{item.link}</link>"
        f'<guid isPermaLink="true">{item.link}</guid>'
        f"<pubDate>{format_datetime(item.told_at)}</pubDate>"
        f"<dc:creator>{item.author}</dc:creator>{categories}"
        f'<media:content url="{item.image}" medium="image" width="1200" height="800"/>'
        f"<description>{escape(item.summary)}</description></item>\n"
    )


def _atom(number: int, site: str, items: list[_Item]) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
        f"<id>{site}/</id><title>Outlet {number}</title>"
        f"<updated>{_NEWEST.isoformat()}</updated>"
        f'<link href="{site}/"/>{"".join(map(_entry, items))}</feed>\n'
    )


def _entry(item: _Item) -> str:
    at = item.told_at.isoformat()
    categories = "".join(f'<category term="{each}"/>' for each in item.categories)
    return (
        f"<entry><id>{item.link}</id><title>{escape(item.title)}</title>"
        f'<link rel="alternate" href="{item.link}"/><published>{at}</published>'
        f"<updated>{at}</updated><author><name>{item.author}</name></author>{categories}"
        f'<summary type="html">{escape(item.summary)}</summary></entry>\n'
    )


def large(size: int) -> Iterator[bytes]:
    """An RSS document of at least this many bytes, of items that can all be read."""
    yield b'<?xml version="1.0"?><rss version="2.0"><channel><title>All</title>'
    number = held = 0
    while held < size:
        random = Random(number)  # noqa: S311
        item = _rss_item(_Item(random, f"https://outlet-{number}.example", 0)).encode()
        number, held = number + 1, held + len(item)
        yield item.replace(b"dc:creator", b"author").replace(b"media:content", b"enclosure")
    yield b"</channel></rss>"
