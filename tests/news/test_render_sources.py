"""How sources do, as people read it."""

import re
from datetime import timedelta

import pytest

from news import render, render_notices, render_sources
from news.health import health
from news.models import Kind, Notice, Reading, Source, Trouble
from tests import builders
from tests.builders import GUILD, NOON, source

DAY = timedelta(days=1)
STATUS = Trouble("source.status", {"status": "503"})
NASTY = "@everyone **free** [x](https://evil.example) </a:1>\n# big"


def failing(id: str = "orbit", **changed: object) -> Source:  # noqa: A002
    reading = Reading(read_at=NOON - DAY, failures=2, failing_since=NOON - DAY, trouble=STATUS)
    return source(id, reading=reading, **changed)


def notice(key: str = "notice.failing", **changed: object) -> Notice:
    values = {"source_id": "club", "outlet": "Club", "trouble": STATUS} | changed
    return builders.notice(key, **values)


def test_sources_stand_under_their_kind_and_the_servers_own_come_last() -> None:
    found = [
        source("club", private=True, owners=frozenset({GUILD})),
        source("blog", kind=Kind.OPINION),
        source("agency", kind=Kind.OFFICIAL),
        source("journal"),
        source("paper"),
    ]
    lines = "\n".join(render_sources.groups(found, NOON)).splitlines()
    assert [line.split(" · ")[0].replace("**", "") for line in lines] == [
        "Official",
        "`1` Agency",
        "Press",
        "`2` Journal",
        "`3` Paper",
        "Opinion",
        "`4` Blog",
        "This server's own",
        "`5` Club",
    ]
    # The rows of their chart have the same numbers.
    named = [each.outlet for each in render_sources.listed(found)]
    assert named == ["Agency", "Journal", "Paper", "Blog", "Club"]


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_has_its_place_in_the_list(kind: Kind) -> None:
    assert "Orbit" in "".join(render_sources.groups([source(kind=kind)], NOON))


def test_a_source_is_listed_with_language_newest_story_and_health() -> None:
    told = Reading(read_at=NOON, news_at=NOON - DAY)
    [line] = render_sources.groups([source(language="pt-BR", reading=told)], NOON)
    newest = render.moment(NOON - DAY)
    assert line.endswith(f"`1` **Orbit** · Portuguese (Brazil) · last story {newest} · all is well")
    [unread] = render_sources.groups([source(language="xx-unheard-of")], NOON)
    assert unread.endswith("`1` **Orbit** · xx-unheard-of · no story yet · not read yet")


def test_a_long_list_is_cut_between_its_sources() -> None:
    many = [failing(f"source-{number}", outlet="Observatory " * 9) for number in range(60)]
    columns = render.columns(render_sources.groups(many, NOON))
    assert len(columns) > 1
    assert all(len(column) <= render.DESCRIPTION_LIMIT for column in columns)
    assert sum(column.count("` **") for column in columns) == 60


def test_what_fails_comes_first_with_its_error_and_its_next_reading() -> None:
    well = source("aurora", reading=Reading(read_at=NOON))
    lines = render_sources.troubled_first([well, failing(next_check_at=NOON + DAY)], NOON)
    assert [line.split("`")[1] for line in lines] == ["orbit", "aurora"]
    assert "The site answered with status 503." in lines[0]
    assert f"next reading {render.moment(NOON + DAY)}" in lines[0]


def test_a_reading_that_is_due_or_nearly_is_in_a_moment() -> None:
    for at in (NOON - timedelta(minutes=1), NOON, NOON + timedelta(seconds=30)):
        due = failing(next_check_at=at)
        assert render_sources.troubled_first([due], NOON)[0].endswith("next reading in a moment")
        assert "**Next reading:** in a moment" in render_sources.details(due, NOON).description


def test_an_id_that_was_made_for_a_servers_own_source_is_not_shown_where_its_name_will_do() -> None:
    club = source("own-club-1a2b", outlet="Rocket Club", private=True)
    other = source("own-club-3c4d", outlet="rocket club", private=True)
    assert "own-" not in render_sources.troubled_first([club], NOON)[0]
    assert "(`own-club-1a2b`)" in render_sources.troubled_first([club, other], NOON)[0]


def test_nobody_learns_what_a_network_holds() -> None:
    told = set()
    for key in ("source.timeout", "source.no_such_host", "source.inside", "source.tls"):
        reading = Reading(failures=1, failing_since=NOON - DAY, trouble=Trouble(key))
        club = source("club", reading=reading)
        told.add(render_sources.details(club, NOON).description)
        told.add(render_sources.troubled_first([club], NOON)[0])
        told.add(render_notices.notice(notice(trouble=Trouble(key))))
    assert len(told) == 3  # three places, each of which always says the same


def test_one_source_is_told_whole() -> None:
    reading = Reading(
        read_at=NOON - DAY,
        items=30,
        gap=timedelta(hours=3),
        news_at=NOON - 2 * DAY,
        failures=2,
        failing_since=NOON - DAY,
        trouble=STATUS,
    )
    moved = source(reading=reading, moved_to="https://new.example/`f`", next_check_at=NOON + DAY)
    card = render_sources.details(moved, NOON, address=True)
    assert card.title == "Orbit"
    assert card.description.splitlines() == [
        f"**State:** ⚠️ cannot be read; that began {render.moment(NOON - DAY)}",
        "**Last error:** The site answered with status 503.",
        f"**Last success:** {render.moment(NOON - DAY)}",
        "**In its last document:** 30 items",
        f"**Newest story:** {render.moment(NOON - 2 * DAY)}",
        "**Rhythm:** something new about every 3 hours",
        f"**Next reading:** {render.moment(NOON + DAY)}",
        "**Read at:** `https://new.example/%60f%60`, where it has moved to",
    ]


def test_where_it_has_moved_to_is_for_those_who_look_after_it() -> None:
    moved = source(moved_to="https://new.example/?token=secret")
    assert "secret" not in render_sources.details(moved, NOON).description


def test_of_a_source_that_was_never_read_that_is_said() -> None:
    lines = render_sources.details(source(), NOON).description.splitlines()
    assert lines == [
        "**State:** not read yet",
        "**Last success:** none yet",
        "**Rhythm:** not known yet",
    ]


@pytest.mark.parametrize(
    ("reading", "words"),
    [
        (Reading(read_at=NOON, news_at=NOON - 90 * DAY), "silent: its newest is from <t:"),
        (Reading(stopped="source.timeout"), "not read any more"),
        (Reading(failures=1), "cannot be read"),
    ],
)
def test_each_state_has_its_words(reading: Reading, words: str) -> None:
    assert words in render_sources.state(health(source(reading=reading), NOON))


def test_a_name_that_a_stranger_chose_formats_nothing() -> None:
    for said in (
        "".join(render_sources.groups([source(outlet=NASTY)], NOON)),
        render_sources.details(source(outlet=NASTY), NOON).title,
    ):
        bare = re.sub(r"\\.", "", said)
        assert "@" not in bare
        assert "](" not in bare
        assert "free**" not in bare
        assert "\n#" not in bare
