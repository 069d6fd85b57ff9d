"""A query finds the stories that say what was typed, and no others."""

from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from news.errors import Mistake
from news.filters import (
    LONGEST,
    MOST_TERMS,
    Filter,
    canonical,
    hint,
    matches,
    parse,
    read,
    stored,
)
from news.filters.forms import forms
from tests.builders import article

LANDER = "Falcon 9 launches Crew-12 to the space station"


def says(query: str, title: str, summary: str = "") -> bool:
    return matches(parse(query), read([article(title, summary=summary)]))


@pytest.mark.parametrize(
    ("query", "title", "found"),
    [
        pytest.param("falcon", LANDER, True, id="a word"),
        pytest.param("station falcon", LANDER, True, id="two words in any order"),
        pytest.param("falcon starship", LANDER, False, id="one of them is missing"),
        pytest.param('"falcon 9"', LANDER, True, id="a phrase"),
        pytest.param('"9 falcon"', LANDER, False, id="a phrase in another order"),
        pytest.param('"falcon launches"', LANDER, False, id="a phrase with a word between"),
        pytest.param('"to the space station"', LANDER, True, id="at the end"),
        pytest.param("starship OR falcon", LANDER, True, id="either"),
        pytest.param("starship|falcon", LANDER, True, id="either, as programmers write it"),
        pytest.param("starship OR vulcan", LANDER, False, id="neither"),
        pytest.param("mars OR moon rover", "Rover on the Moon", True, id="OR binds before blanks"),
        pytest.param("mars OR moon rover", "A day on Mars", False, id="what follows must be there"),
        pytest.param("rover mars OR moon", "Mars in autumn", False, id="what precedes, too"),
        pytest.param('"falcon 9" OR starship -starlink', LANDER, True, id="without, not there"),
        pytest.param("falcon -station", LANDER, False, id="without, there"),
        pytest.param('falcon -"space station"', LANDER, False, id="without a phrase"),
        pytest.param('falcon -"station space"', LANDER, True, id="without a phrase, not there"),
        pytest.param("-starlink", LANDER, True, id="only without"),
        pytest.param("mars or moon", "Mars and Moon", False, id="a small or is a word"),
    ],
)
def test_a_story_is_found_by_its_words(query: str, title: str, *, found: bool) -> None:
    assert says(query, title) is found


@pytest.mark.parametrize(
    ("query", "title"),
    [
        pytest.param("crew-12", "Crew-12 is home", id="a hyphen"),
        pytest.param("crew-12", "Crew 12 is home", id="a hyphen that is a blank"),
        pytest.param("crew-12", "Crew12 is home", id="a hyphen that is nothing"),
        pytest.param("x59", "Quiet flight of the X-59", id="no hyphen where there is one"),
        pytest.param("67p", "Comet 67P/Churyumov–Gerasimenko", id="a comet"),
        pytest.param("67P/Churyumov", "Comet 67P/Churyumov–Gerasimenko", id="a whole comet"),
        pytest.param("jwst", "JWST looks at K2-18b", id="capitals"),
        pytest.param("k2-18B", "JWST looks at K2-18b", id="small letters"),
        pytest.param("artemis II", "Artemis II is stacked", id="a Roman number"),
        pytest.param('"artemis 2"', "Artemis II is stacked", id="an Arabic number for it"),
        pytest.param('"artemis II" crew', "Artemis 2 crew named", id="a Roman one for that"),
        pytest.param("nasa", "NASA's new rocket", id="a possessive"),
        pytest.param("NASA’s", "NASA rocket", id="a possessive typed"),
        pytest.param('"nasa rocket"', "NASA’s rocket", id="a possessive inside a phrase"),
        pytest.param("o'neill", "A cylinder of O’Neill", id="an apostrophe"),
        pytest.param("espace", "L’espace est grand", id="an elided article"),
        pytest.param("fusee", "La fusée décolle", id="an accent left out"),
        pytest.param("fusée", "La fusee decolle", id="an accent too many"),
        pytest.param("andoya", "Spectrum lifts off from Andøya", id="a letter with a stroke"),
        pytest.param("GROSSE", "Der große Wagen", id="a sharp s"),
        pytest.param("марс", "МАРС сегодня", id="Cyrillic"),
        pytest.param("starlink", "Starlink™ grows", id="a trade mark"),
        pytest.param("launch", "It launched", id="a past"),
        pytest.param("launched", "The launches of May", id="a form for a form"),
        pytest.param("planned", "What they plan", id="a doubled letter"),
        pytest.param("probe", "Probing a comet", id="an e left out"),
        pytest.param("discovery", "Ten discoveries", id="a y that changes"),
        pytest.param("nebula", "Two nebulae", id="a Latin plural"),
        pytest.param('"solar flare"', "Solar flares all week", id="a form in a phrase"),
        pytest.param("moon", "New moons of Saturn", id="the plural of a name"),
        pytest.param("火星", "探査車が火星で氷を発見", id="a script without blanks"),
        pytest.param('"火星 探査"', "火星探査の計画", id="a blank where none is"),
        pytest.param("H3ロケット", "新型H3ロケットを打ち上げ", id="two scripts in one word"),
        pytest.param("nasa", "NASAの探査車", id="a word beside another script"),
        pytest.param("화성", "화성에 착륙", id="a Korean particle"),
        pytest.param("ดาว", "ยานสำรวจดาวอังคาร", id="Thai"),
    ],
)
def test_a_word_is_found_however_it_is_printed(query: str, title: str) -> None:
    assert says(query, title)


@pytest.mark.parametrize(
    ("query", "title"),
    [
        pytest.param("mars", "Marsh birds of Florida", id="the beginning of another word"),
        pytest.param("mars", "Mary, mare and mar", id="the stem of others"),
        pytest.param("ares", "Those who are here", id="a name that looks like a plural"),
        pytest.param("are", "Ares I-X revisited", id="the other way round"),
        pytest.param("new", "No news", id="news is not new"),
        pytest.param("news", "A new rocket", id="nor new news"),
        pytest.param("station", "A matter of state", id="one stem, two words"),
        pytest.param("universe", "University opens", id="one stem, two other words"),
        pytest.param("hope", "They hoped for rain", id="a name is no verb"),
        pytest.param("vega", "Conference in Las Vegas", id="a name is no town"),
        pytest.param("launch", "A launcher", id="a word made of it"),
        pytest.param("crew-12", "Crew-1 and 12 others", id="apart"),
        pytest.param("火山", "火星の山", id="characters apart"),
        pytest.param("다", "달 착륙", id="a part of a syllable"),
    ],
)
def test_another_word_is_not_found(query: str, title: str) -> None:
    assert not says(query, title)


def test_headlines_and_summaries_of_all_articles_count() -> None:
    told = read([article("Lift-off", summary="A rover sets out"), article("Bound for Mars")])
    assert matches(parse("rover mars"), told)
    assert not matches(parse('"out bound"'), told), "no phrase goes from one text into the next"


def test_what_an_outlet_files_it_under_does_not_count() -> None:
    assert not matches(parse("starlink"), read([article("Lift-off", categories=("Starlink",))]))


def test_no_query_lets_every_story_pass() -> None:
    assert matches(stored(""), read([article()]))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        pytest.param("  Mars   ROVER ", "mars rover", id="small letters, single blanks"),
        pytest.param("mars|moon", "mars OR moon", id="one sign for OR"),
        pytest.param("-a mars -a mars", "mars -a", id="nothing twice, what is left out last"),
        pytest.param("a OR a b", "a b", id="nor twice in one group"),
        pytest.param("“Dark  Sky”", '"dark sky"', id="one sort of quotation marks"),
        pytest.param('"mars"', "mars", id="none around a word"),
        pytest.param('"(a|b)" "source:x"', '"a|b" "source:x"', id="but around signs"),
        pytest.param("NASA’s, fusée!", "nasa's fusée", id="as typed otherwise"),
        pytest.param("–moon a", "a -moon", id="a dash for a minus"),
        pytest.param('"OR" and', "or and", id="words that are no operators"),
    ],
)
def test_a_filter_is_kept_in_one_form(typed: str, kept: str) -> None:
    assert canonical(parse(typed)) == kept
    assert stored(kept) == parse(typed)


@pytest.mark.parametrize(
    ("typed", "key", "mark"),
    [
        pytest.param("OR mars", "or_before", "^", id="OR first"),
        pytest.param("mars OR", "or_behind", "     ^", id="OR last"),
        pytest.param("mars OR | moon", "or_before", "        ^", id="OR twice"),
        pytest.param("mars OR -moon", "or_without", "        ^", id="OR before a minus"),
        pytest.param("a -mars OR moon", "or_without", "  ^", id="OR behind a minus"),
        pytest.param('mars "dark sky', "quote", "     ^", id="a quotation mark left open"),
        pytest.param("mars - moon", "minus", "     ^", id="a lonely minus"),
        pytest.param("mars -", "minus", "     ^", id="a minus at the end"),
        pytest.param("mars --moon", "minus", "     ^", id="two of them"),
        pytest.param("mars -|moon", "minus", "     ^", id="a minus before OR"),
        pytest.param("mars !? moon", "no_word", "     ^", id="no letter or digit"),
        pytest.param('mars ""', "no_word", "     ^", id="an empty phrase"),
        pytest.param("(mars OR moon) rover", "bracket", "^", id="brackets"),
        pytest.param("mars moon)", "bracket", "         ^", id="a bracket that ends"),
        pytest.param("mars AND moon", "and", "     ^", id="AND"),
        pytest.param("mars NOT moon", "not", "     ^", id="NOT"),
        pytest.param("mars source:nasa", "narrowing", "     ^", id="a source"),
        pytest.param("ice Topic:mars", "narrowing", "    ^", id="a topic"),
        pytest.param("mars rover -mars", "never", "           ^", id="wanted and not wanted"),
        pytest.param("`火星 (", "bracket", " \u3000\u3000 ^", id="wide letters"),
    ],
)
def test_a_mistake_is_shown_where_it_stands(typed: str, key: str, mark: str) -> None:
    with pytest.raises(Mistake) as raised:
        parse(typed)
    assert raised.value.key == f"filter.{key}"
    shown = typed.replace("`", "'")
    assert raised.value.say().endswith(f"\n```\n{shown}\n{mark}\n```")


def test_of_a_long_query_what_stands_around_the_mistake_is_shown() -> None:
    with pytest.raises(Mistake) as raised:
        parse(f"{'far ' * 10}(near){' far' * 10}")
    *_, shown, mark, _ = raised.value.say().split("\n")
    assert shown == "…r far far far far (near) far far far…"
    assert shown.index("(") == mark.index("^")


@pytest.mark.parametrize("typed", ["", "   ", "\n"])
def test_a_query_of_no_words_is_a_mistake(typed: str) -> None:
    with pytest.raises(Mistake, match="at least one word"):
        parse(typed)


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("x" * (LONGEST + 1), id="as typed"),
        pytest.param("|".join(f"w{place:05}" for place in range(24)), id="as kept"),
    ],
)
def test_a_query_is_not_too_long(typed: str) -> None:
    with pytest.raises(Mistake, match=f"at most {LONGEST} characters"):
        parse(typed)


def test_a_query_has_not_too_many_words() -> None:
    words = [f"w{place}" for place in range(MOST_TERMS)]
    assert len(parse(" ".join(words)).wanted) == MOST_TERMS
    with pytest.raises(Mistake, match=f"at most {MOST_TERMS} words"):
        parse(" ".join(["-more", *words]))


def test_what_only_leaves_out_needs_something_beside_it() -> None:
    assert not parse("-starlink").wants_something
    assert parse("falcon -starlink", alone=True).wants_something
    with pytest.raises(Mistake, match="only leaves stories out"):
        parse("-starlink", alone=True)


@pytest.mark.parametrize(
    ("typed", "hinted"),
    [("mars or moon", True), ("mars OR moon", False), ('"dead or alive"', False)],
)
def test_a_small_or_gets_a_hint(typed: str, *, hinted: bool) -> None:
    assert (hint(parse(typed)) == "filter.small_or") is hinted


TYPED = some.text(max_size=LONGEST + 5) | some.lists(
    some.sampled_from(["mars", "Falcon", "9", "crew-12", "火星", "O’Neill", "OR", "or", "|", "-"])
    | some.sampled_from(['"', "“", "(", ")", " ", "  ", "!", "source:", "™", "é", "\u0301", "\0"]),
    max_size=40,
).map("".join)


@given(TYPED)
@example('a "" OR')
@example("İ ǅ \u0958 ΟΔΟΣ ﬁ \u202e½ x")
def test_whatever_is_typed_is_a_filter_or_a_mistake_that_is_shown(typed: str) -> None:
    made = None
    with suppress(Mistake):
        made = parse(typed)
    if made is None:
        return
    kept = canonical(made)
    assert len(kept) <= LONGEST
    assert parse(kept) == made
    assert canonical(parse(kept)) == kept


@pytest.mark.parametrize(
    "group",
    [
        "launch launches launched launching",
        "plan plans planned planning",
        "control controls controlled controlling",
        "orbit orbits orbited orbiting",
        "probe probes probed probing",
        "agree agrees agreed agreeing",
        "study studies studied studying",
        "discovery discoveries",
        "gas gases",
        "echo echoes",
        "supernova supernovae supernovas",
        "llm llms",
        "iii 3 third",
    ],
)
def test_each_form_of_a_word_finds_all_others(group: str) -> None:
    assert all(set(group.split()) <= forms(each) for each in group.split())


@given(
    some.lists(some.sampled_from("abc"), min_size=1, max_size=4),
    some.lists(some.sampled_from("abc"), max_size=12),
)
def test_a_phrase_is_there_where_its_words_stand_side_by_side(
    phrase: list[str], told: list[str]
) -> None:
    expected = f" {' '.join(phrase)} " in f" {' '.join(told)} "
    quoted = f'"{" ".join(phrase)}"'
    assert says(quoted, "", " ".join(told)) is expected


def test_the_work_grows_with_the_phrase_and_not_with_what_a_story_repeats() -> None:
    """Each word is put into a row once, however many phrases ask for it."""
    told = read([article("a", summary="a " * 5_000)])
    for wanted in (parse(f'"{"a " * 90}b"'), parse(f'"{"a " * 90}" -"a b"')):
        matches(wanted, told)
        matches(wanted, told)
    assert len(told.rows) == 2


def test_a_filter_of_nothing_wants_nothing() -> None:
    assert not Filter().wants_something
