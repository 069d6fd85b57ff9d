"""What counts as another headline, as a correction and as a withdrawal of an article."""

from datetime import timedelta
from typing import Any

import pytest

from news.corrections import Change, Told, amends, changed
from news.models import Amendment, Article
from tests.builders import NOON, article, story

NONE, UPDATED, CORRECTED, WITHDRAWN = Amendment
TITLE = "Lander touches down near the lunar south pole"
SUMMARY = "It stands upright. Its makers are glad. The first pictures are to come tonight."
URL = "https://orbit.example/lander"
KEY = article(TITLE, url=URL).key


def told(title: str = TITLE, summary: str = SUMMARY, **known: Any) -> Told:
    values: dict[str, Any] = {"key": KEY, "amended": NONE, "told_at": NOON} | known
    return Told(story_id=1, title=title, summary=summary, **values)


def again(title: str = TITLE, summary: str = SUMMARY, **other: Any) -> Article:
    return article(title, url=URL, summary=summary, **other)


def change(before: Told, now: Article, *, hours: float = 1) -> Change | None:
    return changed(before, now, NOON + timedelta(hours=hours))


def amendment(title: str = TITLE, summary: str = SUMMARY, *, was: str = TITLE) -> Amendment | None:
    found = change(told(was), again(title, summary))
    return found.amended if found else None


@pytest.mark.parametrize(
    "title",
    [
        "Lander tips over near the lunar south pole",
        "Lander touches down near the lunar north pole",
        "Moon lander is down, but silent",
        "Why the lander fell silent",
    ],
)
def test_another_headline_is_an_update(title: str) -> None:
    assert amendment(title) is UPDATED


@pytest.mark.parametrize(
    ("was", "title"),
    [
        pytest.param(TITLE, TITLE.upper(), id="case"),
        pytest.param(TITLE, f"{TITLE}!", id="punctuation"),
        pytest.param(TITLE, "Lander  touches down near the  lunar south-pole", id="spaces"),
        pytest.param('NASA\'s "Lucy" wakes up', "NASA’s ‘Lucy’ wakes up", id="quotes"),
        pytest.param("Q&amp;A: what Lucy saw", "Q&A: what Lucy saw", id="an entity"),
        pytest.param("NASA&#8217;s Lucy is up", "NASA's Lucy is up", id="a number"),
        pytest.param("Ariane 6 a Kourou decolle", "Ariane 6 à Kourou décolle", id="accents"),
        pytest.param(TITLE, f"{TITLE} | Orbit", id="the outlet behind"),
        pytest.param(f"Orbit: {TITLE}", TITLE, id="the outlet before"),
        pytest.param("10,000 satellites are up", "10000 satellites are up", id="thousands"),
        pytest.param("A space craft is found", "A spacecraft is found", id="a space"),
        pytest.param("Lander touches down near the…", TITLE, id="cut short before"),
        pytest.param(TITLE, "Lander touches down near the lunar…", id="cut short now"),
        pytest.param(TITLE, f"Updated: {TITLE}", id="a label that says nothing else"),
        pytest.param(TITLE, f"UPDATE 2-{TITLE}", id="an agency's"),
    ],
)
def test_the_same_headline_written_otherwise_is_none(was: str, title: str) -> None:
    assert amendment(title, was=was) is None


@pytest.mark.parametrize(
    ("was", "title"),
    [
        ("It cost $1.5 billion to build", "It cost $15 billion to build"),
        ("Crew-11 is on its way", "Crew-12 is on its way"),
        ("It comes within 2,5 million km", "It comes within 25 million km"),
    ],
)
def test_another_number_is_another_headline(was: str, title: str) -> None:
    assert amendment(title, was=was) is UPDATED


def test_another_summary_alone_is_nothing_new() -> None:
    assert amendment(summary=f"{SUMMARY} It was built in Tokyo.") is None


def test_an_item_that_has_become_another_one_is_not_followed() -> None:
    daily = "Comet of the month crosses Orion"
    assert amendment(daily, "Bring binoculars, and look up at dawn.") is None


def test_a_day_later_another_headline_is_no_news() -> None:
    now = again("Lander tips over near the lunar south pole")
    assert change(told(), now, hours=23)
    assert change(told(), now, hours=24) is None


def test_a_headline_that_was_made_up_of_the_text_says_nothing() -> None:
    made_up = article("Lander tips over", url=URL, keys=article("").keys)
    assert change(told(), made_up) is None


def test_a_headline_that_comes_back_is_as_it_was() -> None:
    before = told("Lander tips over near the lunar south pole", amended=UPDATED)
    assert change(before, again()) == Change(KEY, 1, TITLE, SUMMARY, NONE, UPDATED)


CORRECTIONS = [
    f"Correction: {TITLE}",
    f"CORRECTION - {TITLE}",
    f"Corrected: {TITLE}",
    f"[Corrected] {TITLE}",
    f"{TITLE} (corrected)",
    f"{TITLE} [CORRECTED]",
    f"CORRECTED-{TITLE}",
    f"CORRECTED-UPDATE 1-{TITLE}",
    f"Author Correction: {TITLE}",
    f"Erratum to: {TITLE}",
    f"Corrigendum: {TITLE}",
    f"Korrektur: {TITLE}",
    f"Rectificatif : {TITLE}",
    f"Corrección: {TITLE}",
    f"Correzione – {TITLE}",
    f"Rettelse: {TITLE}",
    f"【訂正】{TITLE}",
]
WITHDRAWALS = [
    f"Withdrawn: {TITLE}",
    f"WITHDRAWN: {TITLE}",
    f"[WITHDRAWN] {TITLE}",
    f"{TITLE} (withdrawn)",
    f"{TITLE} [Retracted]",
    f"Retracted: {TITLE}",
    f"RETRACTED ARTICLE: {TITLE}",
    f"Retraction: {TITLE}",
    f"Retraction Note to: {TITLE}",
    f"Zurückgezogen: {TITLE}",
    f"[Rétracté] {TITLE}",
    f"Ritirato: {TITLE}",
    f"Corrected: [Withdrawn] {TITLE}",
]
ALONE = ["Withdrawn", "[WITHDRAWN]", "Article withdrawn", "Retracted."]


@pytest.mark.parametrize("title", CORRECTIONS)
def test_a_headline_says_that_it_is_corrected(title: str) -> None:
    found = change(told(), again(title))
    assert found == Change(KEY, 1, TITLE, SUMMARY, CORRECTED, CORRECTED)


@pytest.mark.parametrize("title", [*WITHDRAWALS, *ALONE])
def test_a_headline_says_that_it_is_withdrawn(title: str) -> None:
    found = change(told(), again(title))
    assert found == Change(KEY, 1, TITLE, SUMMARY, WITHDRAWN, WITHDRAWN)


@pytest.mark.parametrize(
    "summary",
    [
        f"Correction: it came down at noon. {SUMMARY}",
        f"{SUMMARY} Correction: the lander weighs two tonnes, not three.",
        f"{SUMMARY} Correction (3 May): the name of its maker was wrong.",
        f"{SUMMARY} Correction, May 3: the name of its maker was wrong.",
        f"{SUMMARY} An earlier version of this article misstated its weight.",
        f"{SUMMARY} Editor’s note: This story has been corrected.",
        f"{SUMMARY} *This article was amended to correct the name of its maker.",
        f"{SUMMARY} In einer früheren Version dieses Artikels stand ein falsches Gewicht.",
        f"{SUMMARY} (Cet article a été corrigé le 3 mai.)",
        f"{SUMMARY} Una versión anterior de este artículo daba otro peso.",
        f"[Corrected] {SUMMARY}",
        f"{'It is said that all is well. ' * 60}Correction: it is not.",
    ],
)
def test_a_summary_says_that_it_is_corrected(summary: str) -> None:
    assert amendment(summary=summary) is CORRECTED


@pytest.mark.parametrize(
    "summary",
    [
        "This paper has been withdrawn by the authors, since equation 3 is wrong.",
        "arXiv:2511.01234v2 Announce Type: replace Abstract: This paper has been withdrawn.",
        "Withdrawn by the authors: an error was found.",
        "The authors have withdrawn this paper.",
        "arXiv admin note: this submission has been removed for its text was another's.",
        "This article has been retracted.",
        f"{SUMMARY} Editor's note: This story has been retracted.",
        "Dieser Artikel wurde zurückgezogen.",
        "Cet article a été retiré.",
        "Withdrawn.",
    ],
)
def test_a_summary_says_that_it_is_withdrawn(summary: str) -> None:
    assert amendment(summary=summary) is WITHDRAWN


@pytest.mark.parametrize(
    "title",
    [
        "Astronomers correct the distance scale",
        "Probe withdrawn from service after two decades",
        "NASA withdraws from the lunar treaty",
        "Course correction: Psyche fires its thrusters",
        "Correction burn puts Psyche back on course",
        "Correction-free flight to Mars",
        "Corrected orbit brings comet closer",
        "Retracted solar arrays save the telescope",
        "Withdrawn satellites fill the graveyard orbit",
        "Company withdraws its bid for the launch site",
        "How a retraction shook planet hunters",
        "Journal retracts paper on life in the clouds of Venus",
        "ESA corrects the clock of its navigation satellites",
        "Update on the lander: all is well",
        "Korrekturmanöver gelingt: Sonde ist auf Kurs",
        "La correction d'orbite a réussi",
    ],
)
def test_news_of_corrections_and_withdrawals_is_neither(title: str) -> None:
    assert amendment(title) is UPDATED


@pytest.mark.parametrize(
    "summary",
    [
        "A correction of the course is planned: it takes a minute.",
        "Correction of its course is planned: it takes a minute.",
        "The paper on phosphine was withdrawn last year. Now there is another one.",
        "The satellite has been withdrawn from service.",
        "The lander was corrected in flight. This mission has been corrected twice.",
        f"{'It is said. ' * 20}Correction: a word in the middle is not the outlet's own. "
        f"{'So it goes on and on. ' * 40}",
    ],
)
def test_nor_is_a_summary_that_tells_of_them(summary: str) -> None:
    assert amendment(summary=summary) is None


def test_a_mark_of_last_week_is_news_as_long_as_it_may_be_shown() -> None:
    assert change(told(), again(f"Withdrawn: {TITLE}"), hours=24 * 6)


def test_what_is_marked_already_is_no_news() -> None:
    assert change(told(amended=CORRECTED), again(f"Correction: {TITLE}")) is None
    assert change(told(amended=WITHDRAWN), again(f"Correction: {TITLE}")) is None
    assert change(told(amended=CORRECTED), again(summary=f"Correction: no. {SUMMARY}")) is None


def test_what_came_as_a_correction_is_not_corrected() -> None:
    marked = f"Correction: {TITLE}"
    assert change(told(marked), again(marked, "Another summary.")) is None
    assert change(told(marked), again(TITLE)) is None
    other = "Correction: Lander tips over near the lunar south pole"
    found = change(told(marked), again(other))
    assert found
    assert (found.title, found.amended) == (other, UPDATED)


def test_what_was_corrected_may_be_withdrawn() -> None:
    found = change(told(amended=CORRECTED), again(f"Withdrawn: {TITLE}"))
    assert found
    assert (found.amended, found.shows) == (WITHDRAWN, WITHDRAWN)


def test_what_was_corrected_stays_so_under_another_headline() -> None:
    tipped = "Lander tips over near the lunar south pole"
    found = change(told(amended=CORRECTED), again(f"Correction: {tipped}"))
    assert found
    assert (found.title, found.amended, found.shows) == (tipped, CORRECTED, UPDATED)


def test_a_correction_of_its_own_marks_what_its_outlet_had_told() -> None:
    first, other = article(TITLE), article("Lander is down", source_id="perigee")
    correction = article(f"Correction: {TITLE}")
    whole = story(articles=(first, other, correction))
    assert amends(correction, whole, 7) == [
        Change(first.key, 7, TITLE, "", CORRECTED, CORRECTED),
    ]
    assert amends(first, whole, 7) == []
    assert amends(other, whole, 7) == []
