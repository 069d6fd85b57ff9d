"""Which options of a subscription cannot be had together, or not in this sort of place."""

from news.errors import Mistake
from news.models import Pace, Place, Style, Subscription


def refuse(wanted: Subscription, place: Place) -> None:
    """Raises Mistake, which says what to leave out or to choose instead."""
    if wanted.publish and place is not Place.ANNOUNCEMENT:
        raise Mistake("subscribe.publish_elsewhere")
    if wanted.style is Style.COMPACT and place is Place.FORUM:
        raise Mistake("subscribe.compact_in_forum")
    if wanted.pace is not Pace.INSTANT and wanted.style is Style.COMPACT:
        raise Mistake("subscribe.digest_compact")
    if wanted.pace is not Pace.INSTANT and wanted.mention:
        raise Mistake("subscribe.digest_mentions")
    if wanted.pace is not Pace.INSTANT and wanted.max_per_hour:
        raise Mistake("subscribe.digest_budget")
    if wanted.silent and wanted.mention:
        raise Mistake("subscribe.silent_mention")
