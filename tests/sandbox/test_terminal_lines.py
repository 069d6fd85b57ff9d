"""What is typed in the terminal, read by the commands that are registered."""

from typing import Any

import pytest

from sandbox.options import OptionType
from sandbox.terminal_lines import LineError, parse, usage


def option(name: str, kind: OptionType = OptionType.STRING, **more: Any) -> dict[str, Any]:
    return {"name": name, "type": int(kind), "description": f"the {name}", **more}


PERIODS = [{"name": "A day", "value": "day"}, {"name": "A week", "value": "week"}]
COMMANDS: list[dict[str, Any]] = [
    {
        "name": "news",
        "description": "Space news",
        "default_member_permissions": None,
        "options": [
            option("latest", OptionType.SUBCOMMAND, options=[option("topic")]),
            option(
                "search",
                OptionType.SUBCOMMAND,
                options=[option("query", required=True), option("topic"), option("source")],
            ),
            option("digest", OptionType.SUBCOMMAND, options=[option("period", choices=PERIODS)]),
            option("topics", OptionType.SUBCOMMAND),
        ],
    },
    {
        "name": "feed",
        "description": "Feeds",
        "default_member_permissions": "32",
        "options": [
            option(
                "own",
                OptionType.GROUP,
                options=[
                    option("add", OptionType.SUBCOMMAND, options=[option("url"), option("topic")])
                ],
            )
        ],
    },
    {
        "name": "subscribe",
        "type": 1,
        "description": "Stories for a channel",
        "default_member_permissions": "32",
        "options": [
            option("topic"),
            option("channel", OptionType.CHANNEL),
            option("mention", OptionType.ROLE),
            option("max_per_hour", OptionType.INTEGER),
        ],
    },
    {"name": "Related stories", "type": 3, "description": ""},
]


@pytest.mark.parametrize(
    ("line", "command", "options"),
    [
        pytest.param("/news latest", "news latest", {}, id="nothing"),
        pytest.param("/news search mars", "news search", {"query": "mars"}, id="unnamed"),
        pytest.param("/news search query:mars", "news search", {"query": "mars"}, id="named"),
        pytest.param("/news search query: mars", "news search", {"query": "mars"}, id="space"),
        pytest.param(
            '/news search query:"water ice" topic:moon',
            "news search",
            {"query": "water ice", "topic": "moon"},
            id="quoted",
        ),
        pytest.param(
            "/news search “water ice” topic:moon",
            "news search",
            {"query": '"water ice"', "topic": "moon"},
            id="typographic quotes",
        ),
        pytest.param(
            "/news search water ice topic:moon",
            "news search",
            {"query": "water ice", "topic": "moon"},
            id="a value goes on to the next option",
        ),
        pytest.param(
            '/news search "topic:moon"', "news search", {"query": '"topic:moon"'}, id="quoted colon"
        ),
        pytest.param(
            "/news search Juno: Jupiter's moons",
            "news search",
            {"query": "Juno: Jupiter's moons"},
            id="colon and apostrophe",
        ),
        pytest.param(
            "/feed own add https://orbit.example/feed topic:mars",
            "feed own add",
            {"url": "https://orbit.example/feed", "topic": "mars"},
            id="group and address",
        ),
        pytest.param("/news digest a week", "news digest", {"period": "week"}, id="choice's name"),
        pytest.param("/news digest day", "news digest", {"period": "day"}, id="choice's value"),
        pytest.param(
            "/subscribe channel:#launches mention:@crew max_per_hour:4",
            "subscribe",
            {"channel": "launches", "mention": "crew", "max_per_hour": "4"},
            id="signs",
        ),
    ],
)
def test_a_line_is_read_as_a_command(line: str, command: str, options: dict[str, Any]) -> None:
    read = parse(line, COMMANDS)
    assert (read.command, read.options) == (command, options)


@pytest.mark.parametrize(
    ("line", "restricted"),
    [
        pytest.param("/news latest", False, id="members"),
        pytest.param("/subscribe moon", True, id="admins"),
        pytest.param("/feed own add x", True, id="by its outermost part"),
    ],
)
def test_a_line_knows_whether_members_may_run_it(line: str, restricted: bool) -> None:
    assert parse(line, COMMANDS).restricted is restricted


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        pytest.param("mars", "Commands begin with a slash; type help for the list.", id="talk"),
        pytest.param("/", "Type help for the list.", id="slash"),
        pytest.param("/nwes", "There is no /nwes; did you mean /news?", id="misspelt"),
        pytest.param("/zzz", "There is no /zzz, only news, feed, subscribe.", id="unknown"),
        pytest.param(
            "/news serach x",
            "There is no /news serach; did you mean /news search?",
            id="misspelt part",
        ),
        pytest.param(
            "/news", "/news needs one of: latest, search, digest, topics.", id="no subcommand"
        ),
        pytest.param("/news search", "/news search needs query: the query.", id="required"),
        pytest.param("/news search query:", "query needs a value.", id="no value"),
        pytest.param('/news search "mars', "A quotation mark is not closed.", id="quote"),
        pytest.param("/news search a query:b", "query is given twice.", id="twice"),
        pytest.param(
            "/news search a tpoic:b",
            "/news search has no option tpoic; it takes query, topic, source.",
            id="no such option",
        ),
        pytest.param("/news topics mars", "/news topics takes no options.", id="no options"),
        pytest.param("/news digest month", "period is one of: A day, A week.", id="not a choice"),
        pytest.param(
            "/Related stories", "There is no /Related, only news, feed, subscribe.", id="menu"
        ),
    ],
)
def test_a_mistake_is_told_in_one_sentence(line: str, sentence: str) -> None:
    with pytest.raises(LineError) as told:
        parse(line, COMMANDS)
    assert str(told.value) == sentence


def test_before_the_bot_has_registered_anything_a_line_says_so() -> None:
    with pytest.raises(LineError, match="has not registered its commands yet"):
        parse("/news latest", [])


def test_help_lists_what_can_be_typed() -> None:
    lines = usage(COMMANDS).split("\n")
    assert "/news search query [topic] [source] - the search" in lines
    assert "/feed own add [url] [topic] - the add" in lines
    assert "/news topics - the topics" in lines
    assert lines[-1] == "quit - end the demo"
    assert not any("Related" in line for line in lines)
