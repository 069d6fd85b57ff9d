"""What /about says."""

from datetime import timedelta

import pytest

from news import catalogue
from news.render import DESCRIPTION_LIMIT
from news.render_help import about
from tests.builders import source

WEEK = timedelta(days=7)
ESO = "CC BY 4.0, credit: ESO, see https://www.eso.org/public/outreach/copyright/"


def test_whose_pictures_are_shown_by_which_licence_is_said() -> None:
    said = about(
        [
            source("eso", outlet="ESO", licence=ESO, images=True),
            source("orbit", outlet="Orbit", licence="© publisher"),
            source("apogee", outlet="Apogee", licence="© publisher"),
            source("own", outlet="Club", licence="© club", private=True),
        ],
        WEEK,
        "",
    ).description
    pictures, words = said.partition("**With pictures**")[2].split("**Words alone**")
    assert "ESO: CC BY 4.0, credit\\: ESO, see <https://www.eso.org/" in pictures
    assert "Orbit, Apogee: © publisher" in words
    assert "Club" not in said


@pytest.mark.parametrize(
    ("after", "sentence"),
    [(WEEK, "after 7 days"), (timedelta(hours=12), "after 12 hours"), (timedelta(), "at once")],
)
def test_when_a_server_is_forgotten_is_said(after: timedelta, sentence: str) -> None:
    assert sentence in about([], after, "").description


def test_who_runs_it_is_said_where_they_say_so() -> None:
    assert "reached at" not in about([], WEEK, "").description
    assert "<https://bot.example/me>" in about([], WEEK, "https://bot.example/me").description


def test_it_fits_one_description_however_many_sources_there_are() -> None:
    shipped = catalogue.parse(catalogue.SHIPPED.read_text(encoding="utf-8"), "catalogue.toml")
    assert len(about(shipped, WEEK, "x" * 100).description) <= DESCRIPTION_LIMIT
    many = [source(f"s{at}", outlet=f"Outlet {at}", licence=f"Licence {at}") for at in range(300)]
    said = about(many, WEEK, "x" * 100).description
    assert len(said) <= DESCRIPTION_LIMIT
    assert "more; /news sources lists them all" in said
