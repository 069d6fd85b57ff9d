"""What a source has changed in an article that it told before."""

import html
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

from news.corrections.signs import GRAVE, graver, labelled, noted
from news.identity import words
from news.likeness import alike
from news.models import Amendment, Article, Story

CORRECTABLE = timedelta(days=7)
"""Since it was told: who read it longer ago has forgotten it."""

UPDATABLE = timedelta(days=1)
"""As long another headline is news of the same event."""

_SAID = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
_THOUSANDS = re.compile(r"(?<=\d)[,’'\s](?=\d{3}(?!\d))")
_CUT = ("…", "...")
_SHORTEST = 20


@dataclass(frozen=True, slots=True)
class Told:
    """An article as we have it, with the number of its story."""

    key: str
    story_id: int
    title: str
    summary: str
    amended: Amendment
    told_at: datetime


@dataclass(frozen=True, slots=True)
class Change:
    """How an article reads from now on.

    shows: what messages that show it are to say of that; of a headline that is as it was before,
    they say so by showing it.
    """

    key: str
    story_id: int
    title: str
    summary: str
    amended: Amendment
    shows: Amendment


def is_fresh(article: Article, now: datetime) -> bool:
    """Whether a change of it may still matter, by its own date."""
    return article.published_at is None or article.published_at > now - CORRECTABLE


def changed(told: Told, article: Article, now: datetime) -> Change | None:
    """What the article changes in what we have of it; None: nothing that readers should know.

    A summary alone counts only where it says that the article is corrected or withdrawn.
    """
    if (told.title, told.summary) == (article.title, article.summary):
        return None
    label, title = labelled(article.title)
    grade = graver(label, noted(article.summary))
    if grade in GRAVE and _is_graver(grade, told):
        return _change(told, article, title or told.title, grade)
    if now - told.told_at >= UPDATABLE or _is_same(title, labelled(told.title)[1], article.outlet):
        return None
    if article.keys.title is None or not _is_of_it(told, article):
        return None
    if grade in GRAVE and told.amended not in GRAVE:
        title = article.title  # marked so from the first
    return _change(told, article, title or told.title, _grade(told, article))


def amends(article: Article, story: Story, story_id: int) -> list[Change]:
    """What a new article makes of others of its outlet in its story: if it is their correction.

    An outlet tells an event again only under nearly the same headline (news.cluster), so it is of
    them that it says so.
    """
    grade, _ = labelled(article.title)
    return [
        Change(each.key, story_id, each.title, each.summary, grade, grade)
        for each in story.articles
        if grade in GRAVE and each.outlet == article.outlet and labelled(each.title)[0] not in GRAVE
        if graver(each.amended, grade) is not each.amended
    ]


def _is_graver(grade: Amendment, told: Told) -> bool:
    """Not what it was marked as when it came: then all who read it have read that."""
    known = graver(told.amended, labelled(told.title)[0], noted(told.summary))
    return graver(known, grade) is not known


def _grade(told: Told, article: Article) -> Amendment:
    """Of another headline. A graver mark stays; one that began with it is as it was."""
    if told.amended in GRAVE:
        return told.amended
    return Amendment.NONE if article.key == told.key else Amendment.UPDATED


def _change(told: Told, article: Article, title: str, grade: Amendment) -> Change:
    shows = grade if grade in GRAVE and grade is not told.amended else Amendment.UPDATED
    return Change(told.key, told.story_id, title, article.summary, grade, shows)


def _is_of_it(told: Told, article: Article) -> bool:
    """An item may have become another one under its old address: no card is to follow it there."""
    return alike(words(told.title), words(article.title)) or alike(
        words(told.summary), words(article.summary)
    )


def _is_same(title: str, before: str, outlet: str) -> bool:
    """Whether two headlines differ in how they are written alone, or one of them is cut short."""
    one, other = _said(title, outlet), _said(before, outlet)
    if one == other:
        return True
    for short, whole, written in ((one, other, title), (other, one, before)):
        if written.endswith(_CUT) and len(short) >= _SHORTEST and whole.startswith(short):
            return True
    return False


def _said(title: str, outlet: str) -> str:
    """The letters and numbers of a headline, without the outlet's name at an end of it."""
    said, name = _bare(title), _bare(outlet)
    shorter = said.removesuffix(name).removeprefix(name) if name else said
    return shorter or said


def _bare(text: str) -> str:
    # Sites escape twice, and mend it later.
    text = unicodedata.normalize("NFKD", html.unescape(html.unescape(text)).casefold())
    letters = "".join(char for char in text if not unicodedata.combining(char))
    return "".join(_SAID.findall(_THOUSANDS.sub("", letters)))
