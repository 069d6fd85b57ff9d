"""Cards stay inside Discord's limits, and what strangers wrote in them is shown, not obeyed."""

import re
from pathlib import Path
from typing import Any

import pytest

from news import render, text
from news.models import ALL, Amendment, Card, SeenStory
from news.topics import TOPICS
from tests.builders import NOON, article, seen_story, source, subscription

PAIR = re.compile(r"\\[^0-9A-Za-z\s]")
OURS = re.compile(
    rf"<t:{int(NOON.timestamp())}:R>"
    r"|\]\(https://(?:o|orbit)\.example/[^\s()<>\[\]]*\)|^<https://(?:o|orbit)\.example/[^\s<>]*>$",
    re.MULTILINE,
)
BOLD = re.compile(r"^(• )?\*\*([^*]*)\*\*", re.MULTILINE)
LINK = re.compile(r"^(• )?\[", re.MULTILINE)
HOSTILE = set(r"\*_~`|>#-[]()<:@")
LONG_URL = "https://orbit.example/" + "a" * 2026


def told(title: str = "Lander touches down", **changed: Any) -> SeenStory:
    topics = changed.pop("topics", ())
    return seen_story(articles=(article(title, **changed),), topics=topics)


def obeyed(shown: str) -> set[str]:
    """Markup that is neither escaped nor of our own making."""
    bare = BOLD.sub(r"\2", OURS.sub("", PAIR.sub("", shown)))
    return set(LINK.sub("", bare)) & HOSTILE


def said(shown: str) -> str:
    return PAIR.sub(lambda pair: pair[0][1], shown)


def assert_within_limits(card: Card) -> None:
    assert 0 < len(card.title) <= 256
    assert len(card.author) <= 256
    assert len(card.footer) <= 2048
    texts = [card.description, *card.continued]
    assert all(0 < len(each) <= 4096 for each in texts)
    assert sum(map(len, [card.title, card.author, card.footer, *texts])) <= 6000
    assert len(texts) <= 10
    assert 0 < len(card.text) <= 2000


def assert_harmless(card: Card) -> None:
    for shown in (card.title, card.description, *card.continued, card.text):
        assert not obeyed(shown), shown


def topic_name(topic_id: str) -> str:
    [found] = [each for each in TOPICS if each.id == topic_id]
    return f"{found.emoji} {found.name}"


def test_a_card_shows_outlet_topics_headline_summary_picture_and_time() -> None:
    story = told(
        summary="Soft and upright.",
        topics=("moon", "launch"),
        image="https://orbit.example/1.jpg",
        image_credit="Orbit, CC BY",
    )
    card = render.card(story)
    assert card.author == f"Orbit · {topic_name('moon')} · {topic_name('launch')}"
    assert (card.title, card.url) == ("Lander touches down", story.lead.url)
    assert card.description == f"Soft and upright.\n\n<t:{int(NOON.timestamp())}:R>"
    assert (card.image, card.footer) == ("https://orbit.example/1.jpg", "Image: Orbit, CC BY")
    assert card.coverage == 1


def test_an_agency_is_named_beside_the_outlet_that_took_its_text_over() -> None:
    story = told("A", credit="A*P", topics=("moon",), url="https://o.example/a")
    card = render.card(story)
    assert card.author == f"Orbit · via A＊P · {topic_name('moon')}"
    assert card.text.splitlines()[1].startswith(rf"Orbit · via A\*P · {topic_name('moon')}")
    assert render.coverage(story) == [r"• [A](https://o.example/a) · Orbit · via A\*P"]


def by(*outlets: str) -> SeenStory:
    told_by = [article(f"{name} tells", source_id=name.lower(), outlet=name) for name in outlets]
    return seen_story(articles=told_by)


def test_a_card_names_who_else_tells_its_story() -> None:
    card = render.card(by("Orbit", "Apogee", "Per*gee", "Apogee"))
    assert card.description == rf"{render.moment(NOON)} · also in Apogee, Per\*gee"
    assert rf"{render.moment(NOON)} · also in Apogee, Per\*gee" in card.text
    assert card.coverage == 4


def test_a_card_counts_the_outlets_that_are_too_many_to_name() -> None:
    assert render.card(by(*"ABCDE")).description.endswith("also in B, C, D, E")
    assert render.card(by(*"ABCDEF")).description.endswith("also in B, C, D, E and 1 more outlet")
    assert render.card(by(*"ABCDEFG")).text.splitlines()[1].endswith("and 2 more outlets")


def test_outlets_with_endless_names_leave_a_card_inside_the_limits() -> None:
    assert_within_limits(render.card(by(*(f"{number}" + "*" * 900 for number in range(9)))))


def test_a_credit_without_end_stays_inside_the_limits() -> None:
    story = told(credit="*" * 900, image="https://o.example/a.png", image_credit="(" * 9000)
    assert_within_limits(render.card(story))
    told_by = render.reports([story] * 40)
    texts = [told_by.description, *told_by.continued]
    assert len(told_by.title) + sum(map(len, texts)) <= 6000


def test_a_card_without_a_summary_has_its_time() -> None:
    assert render.card(told()).description == render.moment(NOON)


def test_a_card_says_the_same_without_its_embed() -> None:
    story = told(summary="Soft and upright.", topics=("moon",))
    lines = render.card(story).text.splitlines()
    assert lines == [
        "**Lander touches down**",
        "Soft and upright.",
        f"Orbit · {topic_name('moon')} · {render.moment(NOON)}",
        f"<{story.lead.url}>",
    ]


def test_a_topic_that_is_no_more_is_passed_over() -> None:
    assert render.card(told(topics=("astrology",))).author == "Orbit"


HOSTILE_LENGTHS = [
    pytest.param({"title": "*" * 256, "summary": "_" * 2000}, id="all markdown"),
    pytest.param({"title": "# " + "[x](y) " * 40, "summary": "> " * 900}, id="mixed"),
    pytest.param({"title": "m" * 256, "summary": "n" * 2000}, id="one word"),
    pytest.param({"title": "@everyone " * 25, "outlet": "`" * 500}, id="an outlet without end"),
    pytest.param({"title": "🚀" * 256, "summary": "é" * 2000}, id="wide characters"),
    pytest.param({"title": "*" * 256, "summary": "_" * 900, "url": LONG_URL}, id="a long address"),
    pytest.param({"title": "T", "url": LONG_URL[:1900]}, id="an address that nearly fits"),
]


@pytest.mark.parametrize("changed", HOSTILE_LENGTHS)
def test_a_card_of_any_length_stays_inside_the_limits(changed: dict[str, str]) -> None:
    card = render.card(told(**changed, topics=("moon", "mars", "launch", "skywatching")))
    assert_within_limits(card)
    assert_harmless(card)


@pytest.mark.parametrize("changed", HOSTILE_LENGTHS)
@pytest.mark.parametrize("count", [1, 16, 40])
def test_a_roundup_of_any_length_stays_inside_the_limits(
    changed: dict[str, str], count: int
) -> None:
    card = render.roundup([told(**changed)] * count, expired=1_000_000)
    assert_within_limits(card)
    assert_harmless(card)


def test_a_summary_on_a_card_is_short() -> None:
    card = render.card(told(summary="word " * 400))
    summary = card.description.split("\n\n")[0]
    assert 290 < len(summary) <= 300


def test_an_address_too_long_for_a_message_is_left_out_whole() -> None:
    lengths = {}
    for length in range(1900, 2000):
        story = told(url=LONG_URL[:length])
        shown = render.card(story).text
        assert len(shown) <= 2000
        lengths[length] = len(shown)
        assert shown.endswith(f"<{story.lead.url}>") or "orbit.example" not in shown
    assert max(lengths.values()) == 2000
    assert lengths[1999] < 100


@pytest.mark.parametrize("count", [1, 2, 20, 40])
@pytest.mark.parametrize("padding", [0, 60, 240, 2000])
def test_every_story_of_a_roundup_is_in_it(count: int, padding: int) -> None:
    stories = [
        told(f"Number {number:02} {'flies ' * 9}", url=f"https://o.example/{number}{'a' * padding}")
        for number in range(count)
    ]
    card = render.roundup(stories)
    lines = "\n".join([card.description, *card.continued]).splitlines()
    for shown in (lines, card.text.splitlines()[1:]):
        assert [re.search(r"Number \d\d", line)[0] for line in shown] == [  # type: ignore[index]
            f"Number {number:02}" for number in range(count)
        ]
    assert card.coverage == count


def test_a_roundup_has_a_line_a_story_with_link_outlet_and_time() -> None:
    card = render.roundup([told("A", url="https://o.example/a"), told("B")])
    assert card.title == "2 stories"
    assert card.description.splitlines() == [
        f"• [A](https://o.example/a) · Orbit · {render.moment(NOON)}",
        f"• [B](https://orbit.example/b) · Orbit · {render.moment(NOON)}",
    ]
    assert card.text.splitlines() == ["**2 stories**", "• A", "• B"]


def test_a_roundup_gives_up_the_time_before_the_link_and_the_link_before_the_story() -> None:
    story = told("A", url="https://o.example/" + "a" * 100)
    whole = render.line(story)
    link = f"• [A]({story.lead.url})"
    assert render.line(story, len(whole) - 1) == f"{link} · Orbit"
    assert render.line(story, len(link)) == link
    assert render.line(story, len(link) - 1) == "• **A** · Orbit"


def test_a_roundup_counts_what_it_leaves_out_with_and_without_its_embed() -> None:
    card = render.roundup([told()], expired=3)
    sentence = "3 more are older than a week and are left out."
    assert card.description.splitlines()[-1] == card.text.splitlines()[-1] == sentence


def test_a_roundups_texts_break_between_stories() -> None:
    stories = [told(f"{n} {'x' * 60}", url=f"https://o.example/{'b' * 40}") for n in range(40)]
    card = render.roundup(stories)
    assert card.continued
    for each in (card.description, *card.continued):
        assert all(line.startswith("• [") and "](" in line for line in each.splitlines())


MARKUP = [
    pytest.param("@everyone <@1> <@&2> <#3>", id="pings"),
    pytest.param("[x](https://bad.example) https://bad.example", id="links"),
    pytest.param("# h", id="a heading"),
    pytest.param("1. one", id="a list"),
    pytest.param(">>> q", id="a quote"),
    pytest.param("||s|| `c` **b** <:e:1> <t:1:R> </c:1>", id="the rest"),
    pytest.param("](https://bad.example) ** \\", id="what would close ours"),
]


@pytest.mark.parametrize("hostile", MARKUP)
def test_markup_of_strangers_is_shown_in_every_place(hostile: str) -> None:
    story = told(hostile, summary=hostile, outlet=hostile, url="https://o.example/x")
    for card in (render.card(story), render.roundup([story, story])):
        assert_harmless(card)
    shown = [render.entry(story), *render.coverage(story), render.line(story)]
    assert [obeyed(each) for each in shown] == [set()] * 3
    assert said(render.card(story).title) == hostile


def test_no_line_of_the_real_collection_is_obeyed(shared: Path) -> None:
    lines = (shared / "corpus" / "injection.txt").read_text(encoding="utf-8").splitlines()
    collected = [line.split("\t")[0].replace("\\n", "\n") for line in lines if line[:1] != "#"]
    assert len(collected) > 50
    for hostile in filter(text.tidy, collected):
        story = told(hostile, summary=f"{hostile}\n{hostile}", url="https://o.example/x")
        for card in (render.card(story), render.roundup([story]), render.reports([story])):
            assert_within_limits(card)
            assert_harmless(card)
            assert not re.search(r"^\d+\.", card.title)
            assert not re.search(r"^\d+\.", card.description)
        assert_harmless(render.compact([story, story]))
        assert said(render.card(story).title) == text.clip(text.tidy(hostile), 256)
        found = text.bold(f"{hostile} \x02word\x03 {hostile}", 1000)
        assert not obeyed(found.replace("**word**", "word"))


def test_an_entry_of_a_list_has_headline_outlet_topics_and_time() -> None:
    story = told("A", url="https://o.example/a", topics=("mars",))
    facts = f"Orbit · {topic_name('mars')} · {render.moment(NOON)}"
    assert render.entry(story) == f"**[A](https://o.example/a)**\n{facts}"
    assert render.entry(story, "a **b**") == f"[a **b**](https://o.example/a)\n{facts}"


def test_a_page_of_search_results_stays_inside_the_limits() -> None:
    story = told(
        "a " * 128,
        outlet="`" * 99,
        url="https://o.example/" + "x" * 220,
        topics=("sun",) * 4,
        amended=Amendment.WITHDRAWN,
    )
    marked = "\x02a\x03 " * 128
    entries = [render.entry(story, text.bold(marked, render.LINE_LIMIT * 2)) for _ in range(5)]
    assert len(render.listing("Search", entries).description) <= 4096


def test_the_list_of_topics_names_each_with_its_count() -> None:
    card = render.topic_list(TOPICS, {"mars": 1, "moon": 1234})
    assert len(card.description) <= 4096
    lines = card.description.splitlines()
    assert len(lines) == len(TOPICS)
    for number, (topic, line) in enumerate(zip(TOPICS, lines, strict=True), 1):
        assert line.startswith(f"`{number}` {topic.emoji}")
        assert f"(`{topic.id}`): {topic.description}" in line
    [mars] = [line for line in lines if "`mars`" in line]
    [moon] = [line for line in lines if "`moon`" in line]
    assert mars.endswith("1 story this week")
    assert moon.endswith("1,234 stories this week")
    assert lines[0].endswith("0 stories this week")


def test_the_reports_of_a_story_stand_a_line_each_the_lead_first() -> None:
    second = article("B", source_id="other", published_at=NOON, url="https://o.example/b")
    card = render.reports([seen_story(articles=(article("A", url="https://o.example/a"), second))])
    assert card.title == "Reported by 2 articles"
    assert card.description.splitlines() == [
        "• [A](https://o.example/a) · Orbit",
        f"• [B](https://o.example/b) · Other · {render.moment(NOON)}",
    ]


def test_the_reports_of_a_great_roundup_fit_into_an_answer() -> None:
    story = told("*" * 200, url="https://o.example/" + "x" * 230)
    card = render.reports([story] * 40)
    texts = [card.description, *card.continued]
    assert all(len(each) <= 4096 for each in texts)
    assert len(card.title) + sum(map(len, texts)) <= 6000


def test_lines_fill_a_description_to_its_last_character() -> None:
    half, rest = "x" * 2047, "y" * 2048
    assert render.columns([half, rest, "z"]) == [f"{half}\n{rest}", "z"]
    assert render.columns([rest, rest]) == [rest, rest]


def test_an_address_too_long_for_a_list_is_left_out_rather_than_broken() -> None:
    assert render.linked("A", "https://o.example/" + "x" * 300) == "A"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        pytest.param({"topic": "mars"}, topic_name("mars"), id="a topic"),
        pytest.param({"topic": "falcon-9"}, "Falcon 9", id="an entity"),
        pytest.param({"topic": None, "source_id": "orbit"}, r"Or\*bit", id="a source"),
        pytest.param(
            {"topic": "mars", "source_id": "orbit"},
            topic_name("mars") + r" from Or\*bit",
            id="both",
        ),
        pytest.param({"topic": None, "source_id": "lost"}, "lost", id="a source that is no more"),
        pytest.param({"topic": "lost"}, "lost", id="a topic that is no more"),
    ],
)
def test_a_subscription_is_told_in_words(changed: dict[str, Any], words: str) -> None:
    known = [source("orbit", outlet="Or*bit")]
    assert render.wanted(subscription(**changed), known) == words
    plain = render.wanted(subscription(**changed), known, markup=False)
    assert plain == words.replace("\\", "")


def test_everything_has_a_capital_where_it_begins_and_small_letters_inside_a_sentence() -> None:
    everything = subscription(topic=ALL, source_id="orbit")
    known = [source("orbit")]
    assert render.wanted(everything, known) == "everything from Orbit"
    assert render.wanted(everything, known, begins=True) == "Everything from Orbit"
    assert render.wanted(everything, known, markup=False) == "Everything from Orbit"
