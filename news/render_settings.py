"""What a server has chosen in /settings, a line each; `chosen`: it has, or it is so anyway."""

from collections.abc import Collection, Sequence
from datetime import datetime

from news import languages, zones
from news.hours import Hours, clock, next_digest, quiet_until
from news.models import Pace
from news.words import say


def timezone(hours: Hours, now: datetime, locale: str) -> str:
    time = zones.clock(hours.timezone, now)
    if hours.timezone is None:
        return say("settings.timezone_unset", locale, time=time)
    return say("settings.timezone", locale, zone=hours.timezone, time=time)


def news_languages(
    codes: Sequence[str], told: Collection[str], locale: str, *, chosen: bool
) -> str:
    """told: the languages of the sources that the server sees."""
    names = languages.named(codes, locale)
    if not chosen:
        return say("settings.news_languages_unset", locale, languages=names)
    line = say("settings.news_languages", locale, languages=names)
    unheard = [code for code in codes if not languages.understood([code]) & {*told}]
    if not unheard:
        return line
    missing = languages.named(unheard, locale)
    return f"{line}\n{say('settings.no_source_in', locale, languages=missing)}"


def digests(hours: Hours, now: datetime, locale: str, *, chosen: bool) -> str:
    """When they come, and when the next of a day would."""
    due = next_digest(hours, Pace.DAILY, now)
    told = quiet_until(hours, due) or due
    key = "settings.digests" if chosen else "settings.digests_unset"
    # A time of day of a reader elsewhere would seem to be another time.
    zone = hours.timezone or "UTC"
    line = say(key, locale, time=clock(hours.digest_at), zone=zone, next=told)
    if not hours.digest_is_quiet or hours.quiet_to is None:
        return line
    return f"{line}\n{say('settings.digests_wait', locale, end=clock(hours.quiet_to))}"


def quiet(hours: Hours, locale: str) -> str:
    if hours.quiet is None:
        return say("settings.quiet_unset", locale)
    begin, end = (clock(each) for each in hours.quiet)
    return say("settings.quiet", locale, begin=begin, end=end)
