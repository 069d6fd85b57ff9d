"""One entry of a feed, as feedparser gives it -> Article."""

from datetime import datetime
from typing import Any

from news import dates, identity, links, text
from news.models import Article, Source

_TITLE_LIMIT = 256
_MARKUP = {"text/html": True, "application/xhtml+xml": True}


class Item:
    """One entry while it is read: the parts that the whole document must be known for."""

    def __init__(self, entry: Any, base: str) -> None:
        self.entry = entry
        self.base = base
        self.guid = str(entry.get("id") or "") or None
        origin = str(entry.get("feedburner_origlink") or entry.get("link") or "")
        own = links.clean(origin, base) if origin else None
        # What has no page of its own leads to the site's.
        self.link = own or _link_in(self.guid) or base
        self.summary, markup = _summary(entry)
        self.summary = text.summary(self.summary, markup=markup)
        self.title = _title(entry) or text.clip(self.summary, 100)

    def article(self, source: Source, now: datetime, *, usable_link: bool) -> Article:
        published_at = dates.believed(_published(self.entry), now)
        day = published_at.date().isoformat() if published_at else ""
        keys = identity.keys(self.guid, self.link, self.title, day, usable_link=usable_link)
        image = _image(self.entry, self.base) if source.images else None
        return Article(
            key=identity.digest(source.id, *keys),
            keys=keys,
            source_id=source.id,
            outlet=source.outlet,
            url=self.link,
            title=self.title,
            scope=source.scope,
            kind=source.kind,
            language=source.language,
            summary="" if self.summary == self.title else self.summary,
            image=image,
            image_credit=source.licence if image else "",
            byline=text.clip(text.plain(str(self.entry.get("author") or "")), 100),
            categories=_categories(self.entry),
            published_at=published_at,
        )


def _title(entry: Any) -> str:
    detail = entry.get("title_detail") or {}
    title = str(entry.get("title") or "")
    return text.clip(text.plain(title, markup=_MARKUP.get(str(detail.get("type")))), _TITLE_LIMIT)


def _summary(entry: Any) -> tuple[str, bool | None]:
    if entry.get("summary"):
        detail = entry.get("summary_detail") or {}
        return str(entry.summary), _MARKUP.get(str(detail.get("type")))
    for content in entry.get("content") or ():
        if content.get("value"):
            return str(content.value), _MARKUP.get(str(content.get("type")))
    return "", None


def _published(entry: Any) -> datetime | None:
    # FeedParserDict answers "updated" with "published" where there is no "updated".
    for name in ("published_parsed", "updated_parsed", "created_parsed"):
        if name in entry:
            return dates.aware(entry[name])
    return None


def _link_in(guid: str | None) -> str | None:
    return links.clean(guid) if guid and guid.startswith(("http://", "https://")) else None


def _categories(entry: Any) -> tuple[str, ...]:
    terms = (str(tag.get("label") or tag.get("term") or "") for tag in entry.get("tags") or ())
    return tuple(text.clip(text.plain(term), 60) for term in terms if term)[:20]


def _image(entry: Any, base: str) -> str | None:
    """The widest picture that the feed itself names; a page's own pictures are not looked for."""
    media = [each for each in entry.get("media_content") or () if _is_image(each)]
    media.sort(key=lambda each: _width(each), reverse=True)
    enclosures = [each for each in entry.get("enclosures") or () if _is_image(each)]
    for each in (*media, *(entry.get("media_thumbnail") or ()), *enclosures):
        address = each.get("url") or each.get("href")
        if address and (image := links.clean(str(address), base)):
            return image
    return None


def _is_image(media: Any) -> bool:
    return media.get("medium") == "image" or str(media.get("type") or "").startswith("image/")


def _width(media: Any) -> int:
    width = str(media.get("width") or "")
    return int(width) if width.isdecimal() else 0
