"""Messages as text: markup, ages, cards, and nothing that a terminal would obey."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from sandbox.terminal_text import ago, clean, plain, render

NOW = datetime(2031, 5, 6, 7, 8, 9, tzinfo=UTC)
THEN = int((NOW - timedelta(minutes=3)).timestamp())
NAMES = {"71": "#space-news", "72": "@launch-pings", "73": "@mia"}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param(r"Kestrel\-9 b \*\*new\*\*", "Kestrel-9 b **new**", id="escapes"),
        pytest.param("about **Mars** today", "about *Mars* today", id="bold"),
        pytest.param(f"told <t:{THEN}:R>", "told 3 min ago", id="relative time"),
        pytest.param(f"at <t:{THEN}:t>", "at 07:05 UTC", id="time of day"),
        pytest.param(f"<t:{THEN}>", "2031-05-06 07:05 UTC", id="date and time"),
        pytest.param("<t:9999999999999999:R>", "<t:9999999999999999:R>", id="no such time"),
        pytest.param("<#71> <@&72> <@73> <#9>", "#space-news @launch-pings @mia <#9>", id="names"),
        pytest.param("try </news search:123>", "try /news search", id="command"),
        pytest.param("<:orbit:123> <a:spin:4>", ":orbit: :spin:", id="emoji"),
        pytest.param(
            r"[It\[s\] **here**](https://a.example/x_y__z)",
            "It[s] *here* (https://a.example/x_y__z)",
            id="link",
        ),
        pytest.param("<https://a.example/__x__>", "https://a.example/__x__", id="quiet link"),
        pytest.param("**https://a.example/x**", "*https://a.example/x*", id="bold link"),
        pytest.param("`**x**`", "`**x**`", id="code"),
        pytest.param("# Topics\n-# small", "Topics\nsmall", id="headings"),
        pytest.param("5 # 6", "5 # 6", id="no heading"),
    ],
)
def test_markup_is_read(text: str, shown: str) -> None:
    assert plain(text, NOW, NAMES) == shown


@pytest.mark.parametrize(
    ("age", "shown"),
    [
        pytest.param(timedelta(), "just now", id="now"),
        pytest.param(timedelta(seconds=59), "just now", id="seconds"),
        pytest.param(timedelta(minutes=59, seconds=59), "59 min ago", id="minutes"),
        pytest.param(timedelta(hours=23), "23 h ago", id="hours"),
        pytest.param(timedelta(days=9), "9 d ago", id="days"),
        pytest.param(timedelta(minutes=-5), "in 5 min", id="to come"),
    ],
)
def test_ages_are_short(age: timedelta, shown: str) -> None:
    assert ago(NOW - age, NOW) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("\x1b[2Jgone", "[2Jgone", id="escape sequence"),
        pytest.param("\x9b2Jgone", "2Jgone", id="escape sequence in one character"),
        pytest.param("a\rb\x07\x08", "ab", id="return, bell, backspace"),
        pytest.param("a\tb\nc", "a b\nc", id="tab and line feed"),
        pytest.param("\u202egnp.exe", "gnp.exe", id="turned text"),
        pytest.param("a\u2028b\ud800", "ab", id="separators and halves"),
        pytest.param("👩\u200d🚀 é", "👩\u200d🚀 é", id="what people write"),
    ],
)
def test_nothing_is_left_that_a_terminal_obeys(text: str, shown: str) -> None:
    assert clean(text) == shown


def card(**embed: Any) -> dict[str, Any]:
    """A message with one embed and two buttons, as a bot posts stories."""
    buttons = [
        {"type": 2, "style": 2, "label": "Related", "custom_id": "a"},
        {"type": 2, "style": 2, "label": "Coverage (1)", "custom_id": "b"},
    ]
    return {
        "id": "5",
        "content": "",
        "flags": 0,
        "author": {"username": "Downlink"},
        "embeds": [{"type": "rich", **embed}],
        "components": [{"type": 1, "id": 1, "components": buttons}],
    }


def test_a_card_is_a_block_with_the_outlet_first() -> None:
    message = card(
        author={"name": "Orbital Gazette · 🚀 Launches & rockets"},
        title="Heron 2\nlifts \x1b[31moff",
        url="https://orbit.example/heron-2",
        description=f"The rocket cleared the tower. <t:{THEN}:R>",
        fields=[{"name": "Also", "value": "2 outlets"}],
        footer={"text": "News"},
        timestamp="2031-05-06T05:08:09+00:00",
    )
    assert render(message, NOW, NAMES).split("\n") == [
        "Orbital Gazette · 🚀 Launches & rockets",
        "  Heron 2 lifts [31moff",
        "  The rocket cleared the tower. 3 min ago",
        "  Also: 2 outlets",
        "  News · 2 h ago",
        "  https://orbit.example/heron-2",
        "  [Related] [Coverage (1)]",
    ]


def test_long_paragraphs_are_wrapped_and_addresses_are_not_cut() -> None:
    address = "https://orbit.example/" + "x" * 100
    lines = render(card(description=f"{'word ' * 30}\n\n{address}"), NOW, NAMES).split("\n")
    assert [len(line) < 96 for line in lines[:2]] == [True, True]
    assert lines[2:4] == ["", f"  {address}"]


def test_menus_and_link_buttons_are_named() -> None:
    row = {
        "type": 1,
        "components": [
            {"type": 2, "style": 5, "label": "Site", "url": "https://orbit.example"},
            {"type": 2, "style": 1, "emoji": {"id": None, "name": "▶"}, "custom_id": "c"},
            {"type": 3, "custom_id": "d", "placeholder": "Choose one"},
        ],
    }
    message = {"content": "Two found", "embeds": [], "components": [row]}
    expected = "Two found\n  [Site: https://orbit.example] [▶] [Choose one ▾]"
    assert render(message, NOW, {}) == expected


def test_a_message_without_anything_is_empty() -> None:
    assert render({"content": "", "embeds": [], "components": []}, NOW, {}) == ""
