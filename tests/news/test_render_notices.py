"""What servers are told of their sources, channels and roles, as people read it."""

import re

import pytest

from news import render_notices
from news.models import Notice, Trouble
from news.render_notices import WANTED, wanted
from tests import builders
from tests.builders import CHANNEL, source, subscription

STATUS = Trouble("source.status", {"status": "503"})
NASTY = "@everyone **free** [x](https://evil.example) </a:1>\n# big"
ORBIT = source(outlet="Orbit")


def notice(key: str = "notice.failing", **changed: object) -> Notice:
    values = {"source_id": "club", "outlet": "Club", "trouble": STATUS} | changed
    return builders.notice(key, **values)


def other(key: str, **values: object) -> Notice:
    return builders.notice(key, source_id="", outlet="", values=values)


def gone(*ended: object, name: str = "launches") -> Notice:
    what = wanted(ended, [ORBIT])  # type: ignore[arg-type]
    return other("notice.gone", name=name, count=len(ended), wanted=what)


def test_a_notice_says_what_is_wrong_since_when_and_what_to_do() -> None:
    said = render_notices.notice(notice())
    assert said.startswith("Club cannot be read; that began <t:")
    assert "The site answered with status 503." in said
    assert said.endswith("look whether it has moved.")


def test_a_recovery_says_how_long_it_was_away() -> None:
    said = render_notices.notice(notice("notice.recovered", trouble=None))
    assert said == "Club is all right again, after 2 days."


def test_the_log_names_the_source_and_the_hour() -> None:
    said = render_notices.logged(notice())
    assert said.startswith("Club (club) cannot be read; that began 2026-11-20 12:00 UTC.")


def test_of_a_closed_channel_it_is_said_what_to_do_and_what_happens_then() -> None:
    told = other("notice.closed", channel=CHANNEL, trouble="delivery.forbidden")
    said = render_notices.notice(told)
    assert said.startswith(f"I cannot post in <#{CHANNEL}>, so its stories wait")
    assert "give it View Channel" in said
    assert said.endswith("Then I go on by myself.")


def test_of_a_channel_that_is_gone_it_is_said_what_was_subscribed_there() -> None:
    ended = [subscription(topic="moon"), subscription(topic=None, source_id="orbit")]
    said = render_notices.notice(gone(*ended))
    assert said.startswith("#launches is gone, and its 2 subscriptions with it: ")
    assert "Moon" in said
    assert "Orbit" in said
    assert render_notices.notice(gone(ended[0])).startswith("#launches is gone, and its 1 subscr")


def test_a_channel_whose_name_nobody_said_is_one_all_the_same() -> None:
    said = render_notices.notice(gone(subscription(), name=""))
    assert said.startswith("A channel is gone")


def test_of_many_subscriptions_the_first_are_named_and_the_others_counted() -> None:
    many = [subscription(topic=None, query=f"comet {number}") for number in range(30)]
    said = render_notices.notice(gone(*many))
    assert "its 30 subscriptions" in said
    assert f"{30 - WANTED} more" in said
    assert "comet 3" in said
    assert "comet 4" not in said
    just = render_notices.notice(gone(*many[:WANTED]))
    assert "more" not in just


def test_of_a_role_that_is_gone_the_channels_are_named() -> None:
    said = render_notices.notice(other("notice.role_gone", channels=[1, 2]))
    assert said.startswith("The role that I mentioned in <#1> and <#2> is gone.")


@pytest.mark.parametrize(
    "told",
    [
        pytest.param(notice(outlet=NASTY), id="a source"),
        pytest.param(gone(subscription(), name=NASTY), id="a channel"),
        pytest.param(gone(subscription(topic=None, query=NASTY)), id="a query"),
        pytest.param(other("notice.had_notices", name=NASTY), id="the notices channel"),
    ],
)
def test_a_name_that_a_stranger_chose_formats_nothing(told: Notice) -> None:
    bare = re.sub(r"\\.|`[^`]*`", "", render_notices.notice(told))
    assert "@" not in bare
    assert "](" not in bare
    assert "free**" not in bare
    assert "\n#" not in bare


def test_a_message_of_notices_counts_the_sources_that_it_is_about() -> None:
    closed = other("notice.closed", channel=CHANNEL, trouble="delivery.locked")
    about = render_notices.notices([notice(), closed])
    assert (about.title, about.coverage) == ("About your sources", 1)
    alone = render_notices.notices([closed])
    assert (alone.title, alone.coverage) == ("About your channels", 0)


def test_above_an_answer_stand_as_many_notices_as_fit() -> None:
    told = [notice(outlet=f"Club {number}") for number in range(30)]
    shown, fitting = render_notices.above(told, 1000)
    assert len(shown) <= 1000
    assert fitting == told[: len(fitting)]
    assert len(shown.splitlines()) == len(fitting) > 3
    assert render_notices.above(told, 10) == ("", [])
    assert render_notices.above([], 1000) == ("", [])
