"""How a subscription is told, in words."""

from typing import Any

import pytest

from news import render
from news.hours import Hours
from news.models import Pace, Style
from tests.builders import source, subscription
from tests.news.test_render import topic_name

BERLIN = Hours("Europe/Berlin", digest_at=8 * 60 + 30)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        pytest.param({}, "at once", id="as it is by default"),
        pytest.param({"pace": Pace.HOURLY}, "a digest every hour", id="hourly"),
        pytest.param({"pace": Pace.DAILY}, "a daily digest at 08:30 (Europe/Berlin)", id="daily"),
        pytest.param(
            {"pace": Pace.WEEKLY},
            "a weekly digest on Mondays at 08:30 (Europe/Berlin)",
            id="weekly",
        ),
        pytest.param({"style": Style.COMPACT}, "at once, one line each", id="compact"),
        pytest.param({"silent": True}, "at once, silently", id="silent"),
        pytest.param({"mention": 77}, "at once, mentions <@&77>", id="mention"),
        pytest.param({"publish": True}, "at once, published", id="published"),
        pytest.param({"max_per_hour": 5}, "at once, at most 5 messages an hour", id="a budget"),
        pytest.param({"max_per_hour": 1}, "at once, at most 1 message an hour", id="of one"),
        pytest.param(
            {
                "pace": Pace.DAILY,
                "style": Style.COMPACT,
                "mention": 77,
                "max_per_hour": 5,
                "silent": True,
                "publish": True,
            },
            "a daily digest at 08:30 (Europe/Berlin), silently, published",
            id="of a digest only what counts for it",
        ),
    ],
)
def test_how_it_is_told_is_said_in_words(changed: dict[str, Any], words: str) -> None:
    assert render.manner(subscription(**changed), BERLIN) == words


def test_a_server_without_a_time_zone_has_digests_by_utc() -> None:
    found = render.manner(subscription(pace=Pace.DAILY), Hours())
    assert found == "a daily digest at 08:00 (UTC)"


def test_where_discord_reads_no_markup_a_role_has_no_name() -> None:
    found = render.manner(subscription(mention=77), BERLIN, markup=False)
    assert found == "at once, mentions a role"


def test_a_query_stands_as_code_beside_topic_and_source() -> None:
    wanted = subscription(topic="mars", source_id="orbit", query='"dust storm" -opinion')
    known = [source("orbit", outlet="Orbit")]
    assert (
        render.wanted(wanted, known)
        == f'{topic_name("mars")} from Orbit with `"dust storm" -opinion`'
    )
    plain = render.wanted(wanted, known, markup=False)
    assert plain == f'{topic_name("mars")} from Orbit with "dust storm" -opinion'


def test_a_query_cannot_leave_its_code() -> None:
    found = render.wanted(subscription(topic=None, query="a` <@1> `b"), [])
    assert found == "`a' <@1> 'b`"
