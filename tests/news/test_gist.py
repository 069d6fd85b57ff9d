"""What a headline says: numbers, acts, what is to come; and by which marks it is found."""

import tomllib
from pathlib import Path

import pytest

import news
from news.entities import entity, named
from news.gist import MOST_MARKS, Gist, gist, marks
from news.gist.figures import figures
from news.gist.lexicon import AKIN, BROAD, BUSY, HOMES, MEANT, NOT_MEANT
from news.gist.stems import stem
from news.matching import plain
from news.models import Article
from tests.builders import article

EVENTS = [
    tomllib.loads(file.read_text(encoding="utf-8"))
    for file in sorted((Path(news.__file__).parent / "events").glob("*.toml"))
]


def told(title: str) -> Article:
    return article(title, entities=named(title))


def said(title: str) -> Gist:
    return gist(told(title))


@pytest.mark.parametrize(
    ("headline", "family", "number"),
    [
        ("Artemis II rolls out", "artemis", "2"),
        ("Artemis 2 rolls out", "artemis", "2"),
        ("The crew of Artemis III’s lander", "artemis", "3"),
        ("NASA’s Crew-12 docks", "crew", "12"),
        ("Air on Kestrel-9 b is thin", "kestrel", "9"),
        ("Air on Kestrel-9 b is thin", "kestrel-9", "b"),
        ("Cygnus NG-24 berths", "ng", "24"),
        ("SpaceX launches Starlink 17-26", "starlink", "17-26"),
        ("SpaceX launches Starlink Group 17-26", "starlink", "17-26"),
        ("Starship IFT-13 lifts off", "flight", "13"),
        ("Starship’s 13th test flight", "flight", "13"),
        ("Booster 19 fires up", "booster", "19"),
        ("Curiosity on sol 4900", "sol", "4900"),
        ("Alpha FLTA007 is ready", "flta", "7"),
        ("Chang’e-7 lifts off", "change", "7"),
        ("Long March 10 tested", "march", "10"),
        ("NASA's X-59 flies", "x", "59"),
    ],
)
def test_a_numbered_thing_is_known_by_family_and_number(
    headline: str, family: str, number: str
) -> None:
    assert said(headline).designators[family] == {number}


def test_sums_and_large_counts_tell_years_and_small_counts_do_not() -> None:
    assert figures(plain("Raises $1.5 billion for 119 payloads")).amounts == {"$1 5 b", "119"}
    assert not figures(plain("Three seats of 4 in 2027")).amounts


@pytest.mark.parametrize(
    "headline", ["Lands $1.2B order", "Lands order of $1.2 Billion", "Order of 1.2 billion euros"]
)
def test_a_sum_is_the_same_however_it_is_written(headline: str) -> None:
    assert figures(plain(headline)).amounts == {"$1 2 b"}


def test_a_date_is_month_and_day_and_no_number_of_a_rocket() -> None:
    assert said("Launch is set for March 6").figures.dates == {(3, 6)}
    assert said("Launch is set for 6 March").figures.dates == {(3, 6)}
    assert not said("China tests Long March 10").figures.dates


@pytest.mark.parametrize(
    ("headline", "ahead"),
    [
        ("Electron to launch weather satellite", True),
        ("Live coverage: Electron lifts weather satellite", True),
        ("Electron set for launch on Friday", True),
        ("Electron launches weather satellite", False),
        ("Weather satellite launched by Electron", False),
        ("Launch of a weather satellite", None),
        ("Electron fails to launch weather satellite", None),
        ("Electron carries satellite to orbit", False),
        ("Capsule departs, bound for landing in the desert", False),
        ("Ready for landing, capsule departs", True),
        ("Four astronauts splash down", False),
        ("Capsule could land on Friday", True),
        ("Vulcan launches satellite", False),
    ],
)
def test_a_preview_is_told_from_a_result(headline: str, ahead: bool | None) -> None:
    assert said(headline).ahead is ahead


def test_what_happened_before_is_told_aside() -> None:
    assert said("Dragon docks after scrubbed launch").acts == {"arrival"}
    assert "delay" in said("Dragon docks after scrubbed launch").aside


@pytest.mark.parametrize(
    ("headline", "acts", "aside"),
    [
        ("After scrubbed launch, Dragon docks", {"arrival"}, {"delay", "launch"}),
        ("Dragon docks after scrubbed launch, hatch opens", {"arrival", "hatch"}, {"delay"}),
        ("Prime minister phones crew hours after splashdown", {"call"}, {"return"}),
        ("Dragon undocks as storm delays sister ship", {"departure"}, {"delay"}),
        ("Probe lifts off to photograph comets", {"launch"}, {"imaging"}),
        ("Firm wins contract to launch weather satellite", {"contract"}, {"launch"}),
    ],
)
def test_what_is_told_besides_is_told_aside(headline: str, acts: set[str], aside: set[str]) -> None:
    found = said(headline)
    assert found.acts == acts
    assert aside <= found.aside


@pytest.mark.parametrize(
    ("headline", "act"),
    [
        ("Old pumps act up again", "failure"),
        ("Hubble captures a spiral", "imaging"),
        ("Robotic arm captures Cygnus", "arrival"),
        ("Senate confirms NASA chief", "vote"),
        ("Second interstellar comet confirmed", "discovery"),
        ("Rubin bags a comet", "discovery"),
        ("Startup bags $30 million", "funding"),
        ("Long March booster touches down", "stage-landing"),
        ("Crew touches down", "return"),
        ("Firm names five astronauts for its station", "crewing"),
        ("Firm names finance chief", "appointment"),
        ("Ship fires engines at Starbase", "static-fire"),
        ("Probe fires engines for Venus", "burn"),
        ("FAA approves Starship plan", "licence"),
        ("Council approves space plan", "vote"),
        ("Managers poll go for Orion", "clearance"),
        ("Orion crew opens the hatch", "hatch"),
        ("Countdown begins for Orion", "countdown"),
        ("One chute of Orion opened late", "parachute"),
        ("Crew meets the press", "conference"),
        ("Rocket maker lays off 40", "layoffs"),
        ("Satellite shatters over Asia", "breakup"),
        ("Telescope drops into safe mode", "outage"),
        ("Orbiter falls silent", "silence"),
    ],
)
def test_a_word_of_many_meanings_tells_what_it_is_said_of(headline: str, act: str) -> None:
    assert said(headline).acts == {act}


@pytest.mark.parametrize(
    "headline",
    ["Missile-warning satellite", "Smoke settles over the lake", "A galaxy merger", "Solar panel"],
)
def test_a_word_that_sounds_like_an_act_is_none(headline: str) -> None:
    assert not said(headline).acts


def test_a_realm_is_not_meant_by_every_phrase_with_its_word() -> None:
    assert "sun" not in said("Vast solar arrays").realms
    assert "station" not in said("New ground station").realms
    assert "sun" in said("Strange solar wind").realms


def test_a_noun_beside_a_verb_is_not_what_happened() -> None:
    assert said("Engine trouble delays launch").acts == {"failure", "delay"}
    assert said("Launch of a weather satellite").acts == {"launch"}


def test_a_form_of_a_word_is_hidden_by_the_phrase_it_ends() -> None:
    assert said("Orion skips correction burns").acts == {"correction"}


def test_the_words_that_name_a_thing_are_kept_for_those_who_name_it_by_a_part() -> None:
    assert "psych" in said("NASA's Psyche spacecraft flies on").naming
    assert not said("NASA flies on").naming


def test_a_launch_pad_is_no_launch() -> None:
    assert "launch" not in said("New launch pad for Europe").acts


def test_a_thing_is_one_thing_however_it_is_called() -> None:
    short, long = said("SLS moves"), said("Space Launch System moves")
    assert short.entities == long.entities == {"sls"}
    assert short.stems == long.stems


def test_a_capital_makes_a_name_but_not_in_title_case() -> None:
    assert said("Startup Zephyrion picks a launch site for its rocket").names == {"zephyrion"}
    assert not said("Startup Zephyrion Picks A Launch Site For Its Rocket").names


@pytest.mark.parametrize(("one", "other"), [("launch", "launches"), ("rise", "rising")])
def test_forms_of_a_word_have_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_marks_are_few_and_fit_a_signed_column() -> None:
    found = marks(told("SpaceX launches 29 Starlink satellites, docks Crew-12, raises $2 billion"))
    assert 0 < len(found) <= MOST_MARKS
    assert all(0 <= mark < 2**63 for mark in found)


def test_an_agency_alone_finds_nothing() -> None:
    assert not marks(told("NASA news"))


def test_a_column_is_found_by_nothing() -> None:
    assert not marks(told("Rocket Report: Vulcan booster anomaly"))


def test_marks_are_the_same_in_every_process() -> None:
    assert 5080853246881443661 in marks(told("SpaceX launches Starlink 17-26"))


def test_what_is_called_broad_or_busy_is_in_the_vocabulary() -> None:
    assert not [each for each in BROAD | BUSY if not entity(each)]


def test_what_a_word_of_many_meanings_may_mean_is_an_act() -> None:
    acts = set(AKIN) | {NOT_MEANT}
    assert {act for choice in MEANT.values() for act in choice.values()} <= acts


def test_beside_what_a_word_of_many_meanings_is_told_is_known() -> None:
    kinds = {
        each for data in EVENTS for name in ("themes", "realms") for each in data.get(name, ())
    }
    beside = {kind for choice in MEANT.values() for kind in choice} - kinds - {"otherwise"}
    assert not [each for each in beside if not entity(each)]
    assert kinds > HOMES


def test_no_two_files_have_one_act_or_kind_or_list_of_words() -> None:
    """The later of them would count alone."""
    tables = [(name, each) for data in EVENTS for name, table in data.items() for each in table]
    assert len(tables) == len(set(tables)) > 100
