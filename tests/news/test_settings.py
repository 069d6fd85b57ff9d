"""Each setting takes what it should, and says in a sentence what it should hold instead."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from news import settings
from news.errors import SettingWrong

MINUTE, SECOND, DAY = timedelta(minutes=1), timedelta(seconds=1), timedelta(days=1)


def test_without_any_setting_the_defaults_hold() -> None:
    chosen = settings.load({})
    assert chosen == settings.Settings(
        token=None,
        database=Path("data/news.db"),
        catalogue=None,
        poll=15 * MINUTE,
        poll_min=300 * SECOND,
        poll_max=180 * MINUTE,
        host_gap=SECOND,
        delivery_rate=48,
        server_feeds=25,
        forget_after=7 * DAY,
        private_networks=False,
        contact="",
        log_level="INFO",
        log_format="text",
        test_guild=None,
    )


GOOD = [
    ("DISCORD_TOKEN", "abc.def-ghi_jkl", "token", "abc.def-ghi_jkl"),
    ("DISCORD_TOKEN", "  abc  ", "token", "abc"),
    ("DATABASE_URL", "sqlite:///news.db", "database", Path("news.db")),
    ("DATABASE_URL", "sqlite:////var/lib/news.db", "database", Path("/var/lib/news.db")),
    ("POLL_MINUTES", "0.5", "poll", 30 * SECOND),
    ("POLL_MINUTES", "1440", "poll", DAY),
    ("POLL_MINUTES", "5256000", "poll", 3650 * DAY),
    ("POLL_MIN_SECONDS", "0", "poll_min", 0 * SECOND),
    ("POLL_MIN_SECONDS", "0.25", "poll_min", SECOND / 4),
    ("POLL_MAX_MINUTES", "0.1", "poll_max", 6 * SECOND),
    ("POLL_HOST_GAP_SECONDS", "0", "host_gap", 0 * SECOND),
    ("DELIVERY_RATE", "50", "delivery_rate", 50),
    ("DELIVERY_RATE", "0.5", "delivery_rate", 0.5),
    ("SERVER_FEEDS", "0", "server_feeds", 0),
    ("SERVER_FEEDS", "100", "server_feeds", 100),
    ("FORGET_AFTER_DAYS", "0", "forget_after", 0 * DAY),
    ("FORGET_AFTER_DAYS", "1.5", "forget_after", 1.5 * DAY),
    ("FETCH_PRIVATE_NETWORKS", "TRUE", "private_networks", True),
    ("FETCH_PRIVATE_NETWORKS", "1", "private_networks", True),
    ("FETCH_PRIVATE_NETWORKS", "no", "private_networks", False),
    ("FETCH_CONTACT", "https://club.example/bot", "contact", "https://club.example/bot"),
    ("FETCH_CONTACT", "desk@club.example", "contact", "desk@club.example"),
    ("FETCH_CONTACT", "club.example/bot", "contact", "club.example/bot"),
    ("LOG_LEVEL", "debug", "log_level", "DEBUG"),
    ("LOG_FORMAT", "JSON", "log_format", "json"),
    ("TEST_GUILD", "123456789012345678", "test_guild", 123456789012345678),
]

WRONG = [
    ("DISCORD_TOKEN", "abc def", "in one piece"),
    ("DATABASE_URL", "news.db", "sqlite:///PATH"),
    ("DATABASE_URL", "sqlite:///", "sqlite:///PATH"),
    ("DATABASE_URL", "sqlite:///:memory:", "sqlite:///PATH"),
    ("DATABASE_URL", "mysql://u:geheim@host/news", "sqlite:///PATH"),
    ("DATABASE_URL", "postgresql://u:geheim@host/news", "PostgreSQL is not supported yet"),
    ("DATABASE_URL", "postgres://u:geheim@host/news", "PostgreSQL is not supported yet"),
    ("CATALOGUE", "no-such-file.toml", "TOML file"),
    ("CATALOGUE", "x" * 5000, "TOML file"),
    ("CATALOGUE", "\0", "TOML file"),
    ("POLL_MINUTES", "0", "above 0"),
    ("POLL_MINUTES", "-5", "above 0"),
    ("POLL_MINUTES", "often", "number of minutes"),
    ("POLL_MINUTES", "nan", "number of minutes"),
    ("POLL_MINUTES", "inf", "number of minutes"),
    ("POLL_MINUTES", "1e12", "number of minutes"),
    ("POLL_MINUTES", "1e9", "at most 5256000 "),
    ("POLL_MIN_SECONDS", "1e9", "at most 315360000 "),
    ("FORGET_AFTER_DAYS", "3651", "at most 3650 "),
    ("SERVER_FEEDS", "1000000000", "at most 999999999"),
    ("FETCH_CONTACT", "me", "a web page such as"),
    ("FETCH_CONTACT", "call 555-1234", "an e-mail address"),
    ("FETCH_CONTACT", "ftp://club.example", "a web page"),
    ("POLL_MIN_SECONDS", "-1", "0 or more"),
    ("POLL_MIN_SECONDS", "1e400", "number of seconds"),
    ("POLL_MAX_MINUTES", "0", "above 0"),
    ("POLL_HOST_GAP_SECONDS", "a", "number of seconds"),
    ("DELIVERY_RATE", "0", "above 0"),
    ("DELIVERY_RATE", "51", "at most 50"),
    ("SERVER_FEEDS", "2.5", "whole number"),
    ("SERVER_FEEDS", "-1", "0 or more"),
    ("SERVER_FEEDS", "٣", "whole number"),
    ("FORGET_AFTER_DAYS", "-1", "0 or more"),
    ("FETCH_PRIVATE_NETWORKS", "maybe", "true or false"),
    ("FETCH_CONTACT", "me (at home)", "without brackets"),
    ("FETCH_CONTACT", "a\r\nX-Injected: 1", "without brackets"),
    ("LOG_LEVEL", "LOUD", "DEBUG, INFO, WARNING or ERROR"),
    ("LOG_FORMAT", "xml", "text or json"),
    ("TEST_GUILD", "my server", "id of a server"),
    ("TEST_GUILD", "-123456789012345678", "id of a server"),
    ("HTTP_LISTEN", "127.0.0.1:8080", "leave it empty"),
]


@pytest.mark.parametrize(
    ("name", "held", "field", "value"), GOOD, ids=[f"{each[0]}={each[1]}" for each in GOOD]
)
def test_a_good_value_is_taken(name: str, held: str, field: str, value: Any) -> None:
    assert getattr(settings.load({name: held}), field) == value


@pytest.mark.parametrize(
    ("name", "held", "should"), WRONG, ids=[f"{each[0]}={each[1][:20]!a}" for each in WRONG]
)
def test_a_wrong_value_is_told_with_its_name_and_what_it_should_be(
    name: str, held: str, should: str
) -> None:
    with pytest.raises(SettingWrong) as caught:
        settings.load({name: held})
    sentence = str(caught.value)
    assert sentence.startswith(name)
    assert should in sentence
    assert "\n" not in sentence
    assert settings.is_wrong({name: held}, name)


def test_every_setting_has_a_good_and_a_wrong_value_above() -> None:
    assert {each[0] for each in WRONG} == set(settings.names())
    # A catalogue's good value is a file, and a listening address has none yet.
    assert {each[0] for each in GOOD} == set(settings.names()) - {"CATALOGUE", "HTTP_LISTEN"}


@pytest.mark.parametrize("name", settings.names())
def test_an_empty_value_is_as_good_as_none(name: str) -> None:
    assert settings.load({name: "  "}) == settings.load({})


def test_a_catalogue_of_ones_own_is_a_file(tmp_path: Path) -> None:
    path = tmp_path / "sources.toml"
    path.touch()
    assert settings.load({"CATALOGUE": str(path)}).catalogue == path
    with pytest.raises(SettingWrong):
        settings.load({"CATALOGUE": str(tmp_path)})


@pytest.mark.parametrize(
    ("name", "held"),
    [
        pytest.param("DISCORD_TOKEN", "geheim geheim", id="the token"),
        pytest.param("DATABASE_URL", "postgresql://u:geheim@host/news", id="PostgreSQL"),
        pytest.param("DATABASE_URL", "mysql://u:geheim@host/news", id="another database"),
    ],
)
def test_a_secret_is_never_told(name: str, held: str) -> None:
    [trouble] = settings.troubles({name: held})
    assert "geheim" not in f"{trouble} {trouble!r} {trouble.values}"
    assert trouble.__context__ is None


def test_every_wrong_setting_is_told_not_only_the_first() -> None:
    env = {"POLL_MINUTES": "x", "LOG_LEVEL": "y", "HTTP_LISTEN": ":80", "SERVER_FEEDS": "3"}
    found = settings.troubles(env)
    assert [trouble.values["name"] for trouble in found] == [
        "POLL_MINUTES",
        "LOG_LEVEL",
        "HTTP_LISTEN",
    ]
    assert not settings.is_wrong(env, "SERVER_FEEDS")


def test_what_is_held_is_shown_as_it_stands() -> None:
    [trouble] = settings.troubles({"LOG_LEVEL": "lo{u}d"})
    assert str(trouble) == (
        "LOG_LEVEL holds 'lo{u}d'; it should hold DEBUG, INFO, WARNING or ERROR."
    )


def test_other_variables_are_nobodys_business() -> None:
    assert settings.load({"PATH": "/bin", "POLL": "x"}) == settings.load({})


@pytest.mark.parametrize(
    ("env", "found"),
    [
        ({}, []),
        ({"POLL_MINUTES": "181"}, [("POLL_MINUTES", "POLL_MAX_MINUTES")]),
        ({"POLL_MIN_SECONDS": "901"}, [("POLL_MINUTES", "POLL_MIN_SECONDS")]),
        (
            {"POLL_MIN_SECONDS": "20000"},
            [("POLL_MAX_MINUTES", "POLL_MIN_SECONDS"), ("POLL_MINUTES", "POLL_MIN_SECONDS")],
        ),
        (
            {"POLL_MINUTES": "200", "POLL_MIN_SECONDS": "11000"},
            [("POLL_MAX_MINUTES", "POLL_MIN_SECONDS"), ("POLL_MINUTES", "POLL_MAX_MINUTES")],
        ),
    ],
)
def test_a_wait_that_another_overrules_is_known_with_the_stronger(
    env: dict[str, str], found: list[tuple[str, str]]
) -> None:
    assert settings.overruled(settings.load(env)) == found


def test_a_name_that_looks_like_a_setting_is_known_with_the_one_that_is_near() -> None:
    env = dict.fromkeys(("POLL_MINUTE", "FETCH_RETRIES", "TEST_GUILD_ID", "PATH", "LANG"), "1")
    assert settings.unknown(env | dict.fromkeys(settings.names(), "1")) == {
        "POLL_MINUTE": "POLL_MINUTES",
        "FETCH_RETRIES": None,
        "TEST_GUILD_ID": "TEST_GUILD",
    }
