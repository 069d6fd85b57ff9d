"""Errors are sentences, and stay what they are on the way from the parse worker to us."""

import copy
import inspect
import pickle
from datetime import timedelta

import pytest

from news import errors
from news.errors import DownlinkError, FetchFailed, Mistake, SendFailed

FAMILY = [
    each
    for _, each in inspect.getmembers(errors, inspect.isclass)
    if issubclass(each, DownlinkError)
]


@pytest.mark.parametrize("kind", FAMILY, ids=lambda kind: kind.__name__)
def test_an_error_survives_the_way_between_processes(kind: type[DownlinkError]) -> None:
    error = kind("source.status", status="503")
    again = pickle.loads(pickle.dumps(error))  # noqa: S301  # our own bytes
    assert type(again) is kind
    assert (again.key, again.values) == (error.key, error.values)
    assert str(again) == str(error) == "The site answered with status 503."


def test_the_wait_that_discord_asked_for_goes_with_it() -> None:
    error = SendFailed("delivery.rate_limited", retry_after=timedelta(seconds=3))
    assert copy.copy(error).retry_after == timedelta(seconds=3)


def test_values_may_be_called_as_the_language_likes() -> None:
    error = Mistake("topic.unknown", typed="mras", guess="Mars", locale="x", kind="y", self="z")
    assert "mras" in pickle.loads(pickle.dumps(error)).say()  # noqa: S301  # our own bytes


def test_a_values_braces_are_not_read_as_places() -> None:
    assert "{guess} {0}" in str(Mistake("topic.unknown", typed="{guess} {0}", guess="Mars"))


def test_every_branch_of_the_tree_is_drawn() -> None:
    assert errors.__doc__ is not None
    drawn = errors.__doc__.replace("├", " ").replace("│", " ").replace("└", " ").replace("─", " ")
    assert {kind.__name__ for kind in FAMILY} <= set(drawn.split())


def test_an_error_of_one_source_is_no_error_of_the_bot() -> None:
    assert issubclass(FetchFailed, errors.SourceTrouble)
    assert not issubclass(FetchFailed, errors.StartRefused)
