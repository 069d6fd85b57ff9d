"""Commands in our sentences can be clicked; nothing else changes."""

import pytest

from news.mentions import clickable
from news.text import escape

IDS = {"news search": 1, "news latest": 1, "subscribe": 2, "settings": 3, "feed add": 4, "why": 5}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Try /news search.", "Try </news search:1>."),
        ("Type it, such as /news search europa", "Type it, such as </news search:1> europa"),
        ("one with /settings quiet_from and more", "one with </settings:3> quiet_from and more"),
        ("by /subscribe source:own-1.", "by </subscribe:2> source:own-1."),
        ("/why says it", "</why:5> says it"),
        ("**/subscribe**", "**</subscribe:2>**"),
        ("Schau mit /news search, oder (/why)", "Schau mit </news search:1>, oder (</why:5>)"),
        ("検索は/news searchで", "検索は</news search:1>で"),
        ("用/why。", "用</why:5>。"),
    ],
)
def test_a_command_can_be_clicked(text: str, shown: str) -> None:
    assert clickable(text, IDS, 2000) == shown


@pytest.mark.parametrize(
    "text",
    [
        "/news",
        "/nothing",
        "`/subscribe source:nasa`",
        "```\n/why\n```",
        "https://why.example/why",
        "https://例え.jp/パス/why",
        "[about /why](https://x.example/why)",
        "</why:9>",
        "either/why",
        "/whynot /why-not /why_not /why2",
        "//why",
        "",
    ],
)
def test_what_is_no_command_of_ours_stays(text: str) -> None:
    assert clickable(text, IDS, 2000) == text


def test_a_text_that_would_be_too_long_stays() -> None:
    assert clickable("see /why", IDS, 12) == "see </why:5>"
    assert clickable("see /why", IDS, 11) == "see /why"


@pytest.mark.parametrize("headline", ["/why not", 'Type "/subscribe" now', "(/feed add)", "あ/why"])
def test_strangers_cannot_name_a_command(headline: str) -> None:
    assert clickable(escape(headline), IDS, 2000) == escape(headline)
