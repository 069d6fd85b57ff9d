"""Candidates: stories that share a clue, newest first, as far as a server may see them."""

from datetime import timedelta

from news.clues import Clue, Share, clues
from news.models import GuildView, SeenStory, Story
from storage import related
from storage.database import Database
from storage.search import LOOKED_AT
from tests.builders import NOON, article, seen_story, story
from tests.storage.stock import private, stock, titles

STRANGER = GuildView()
MEMBER = GuildView(1, frozenset({"club"}))


def told(title: str, *entities: str) -> Story:
    return story(articles=(article(title, entities=entities),))


def like(title: str, *entities: str) -> SeenStory:
    return seen_story(articles=[article(title, entities=entities)])


async def found(db: Database, asked: SeenStory, view: GuildView = STRANGER) -> list[str]:
    return titles((await related.candidates(db, view, clues(asked))).stories)


async def test_stories_of_the_same_entity_are_found_by_what_it_belongs_to_as_well(
    db: Database,
) -> None:
    await stock(db, told("Booster lands", "falcon-9"), told("Booster sinks", "new-glenn"))
    assert await found(db, like("Three engines roar", "falcon-heavy")) == ["Booster lands"]


async def test_stories_with_the_same_words_are_found_by_their_stems(db: Database) -> None:
    await stock(db, told("Kraken probe refuels"), told("Comet fades"))
    assert await found(db, like("Refuelling krakens")) == ["Kraken probe refuels"]


async def test_who_shares_more_comes_first(db: Database) -> None:
    await stock(db, told("Kraken halcyon found"), told("Kraken seen"))
    assert (await found(db, like("Halcyon kraken")))[0] == "Kraken halcyon found"


async def test_a_private_story_is_a_candidate_for_its_owners_alone(db: Database) -> None:
    await stock(db, private("Kraken probe"))
    assert await found(db, like("Kraken")) == []
    assert await found(db, like("Kraken"), MEMBER) == ["Kraken probe"]


async def test_words_side_by_side_are_found_though_each_of_them_is_everywhere(
    db: Database,
) -> None:
    await stock(db, told("Moon base planned"), told("Launch base near the Moon"))
    assert (await found(db, like("Moon base costs")))[0] == "Moon base planned"


async def test_how_common_a_clue_is_follows_from_how_dense_its_stories_lie(db: Database) -> None:
    often = [
        story(
            articles=(article(f"Kraken {number}", entities=("iss",)),),
            told_at=NOON - timedelta(hours=number),
        )
        for number in range(LOOKED_AT + 5)
    ]
    await stock(db, told("Halcyon", "webb"), *often)
    asked = clues(like("Kraken halcyon", "iss", "webb"))
    shares = (await related.candidates(db, STRANGER, asked)).shares
    by_value: dict[str, Share] = {clue.value: share for clue, share in shares.items()}
    every = LOOKED_AT + 6
    assert by_value["webb"] == by_value["halcyon"] == Share(1, every)
    assert by_value["kraken"].found == by_value["iss"].found == LOOKED_AT
    assert by_value["kraken"].among == LOOKED_AT


async def test_no_clue_finds_nothing(db: Database) -> None:
    none: tuple[Clue, ...] = ()
    assert (await related.candidates(db, STRANGER, none)).stories == []
