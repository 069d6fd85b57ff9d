"""SeenStory -> Card: inside Discord's limits; what strangers wrote is shown, not obeyed."""

from news.render.digests import digest, grouped
from news.render.limits import (
    AUTHOR_LIMIT,
    COMPACT_LINES,
    CONTENT_LIMIT,
    DESCRIPTION_LIMIT,
    DIGEST_LINES,
    LINE_LIMIT,
    MESSAGE_LIMIT,
    OUTLET_LIMIT,
    ROOM,
    TITLE_LIMIT,
)
from news.render.lines import (
    address,
    amended,
    author,
    columns,
    coverage,
    entries,
    entry,
    fitting,
    headline,
    line,
    linked,
)
from news.render.lists import listing, narrowed, page, reports, topic_list
from news.render.posts import card, compact, roundup
from news.render.subscriptions import manner, subject, wanted
from news.words import moment

__all__ = [
    "AUTHOR_LIMIT",
    "COMPACT_LINES",
    "CONTENT_LIMIT",
    "DESCRIPTION_LIMIT",
    "DIGEST_LINES",
    "LINE_LIMIT",
    "MESSAGE_LIMIT",
    "OUTLET_LIMIT",
    "ROOM",
    "TITLE_LIMIT",
    "address",
    "amended",
    "author",
    "card",
    "columns",
    "compact",
    "coverage",
    "digest",
    "entries",
    "entry",
    "fitting",
    "grouped",
    "headline",
    "line",
    "linked",
    "listing",
    "manner",
    "moment",
    "narrowed",
    "page",
    "reports",
    "roundup",
    "subject",
    "topic_list",
    "wanted",
]
