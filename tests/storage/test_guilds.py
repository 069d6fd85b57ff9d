"""What a server has chosen, and what counts where it has not."""

import pytest

from news.hours import Hours
from storage import guilds
from storage.database import Database
from storage.guilds import Chosen
from tests.builders import GUILD


async def test_all_choices_come_back_as_they_were_made(db: Database) -> None:
    made = Chosen("de", "en", "fr de", "Europe/Berlin", 0, 22 * 60, 0, 77)
    given = {name: getattr(made, name) for name in made.__slots__ if name != "locale"}
    async with db.transaction() as tx:
        await guilds.speaks(tx, GUILD, "de")
        await guilds.choose(tx, GUILD, given)
    assert await guilds.chosen(db, GUILD) == made
    assert made.hours == Hours("Europe/Berlin", 0, 22 * 60, 0)


async def test_of_a_server_that_never_did_anything_the_usual_counts(db: Database) -> None:
    assert await guilds.chosen(db, GUILD) == Chosen()
    assert Chosen().hours == Hours(None, 8 * 60)


@pytest.mark.parametrize(
    ("locale", "chosen", "codes"),
    [
        pytest.param("en-US", None, ["en"], id="English"),
        pytest.param("pt-BR", None, ["en", "pt"], id="its own, too"),
        pytest.param("de", "fr de", ["fr", "de"], id="chosen"),
    ],
)
def test_news_come_in_the_languages_chosen_or_in_english_and_the_servers_own(
    locale: str, chosen: str | None, codes: list[str]
) -> None:
    assert Chosen(locale, news_languages=chosen).reads == codes
    assert guilds.languages(locale, chosen) == {*codes}


def test_norwegian_servers_are_told_what_is_written_in_either_norwegian() -> None:
    assert guilds.languages("no", None) == {"en", "no", "nb", "nn"}
