"""What Discord refuses in a command, with its codes in the place where the mistake is."""

from typing import Any

import pytest

from sandbox.errors import ApiError
from sandbox.limits.commands import check_commands
from tests.sandbox.test_commands import TEXT, command
from tests.sandbox.test_limits import codes

SUBCOMMAND = {"type": 1, "name": "latest", "description": "newest"}
CHOICE = {"name": "x", "value": "x"}
SHORT = [
    {"name": "x", "value": f"{n}" * 50, "name_localizations": {"de": "x" * 100}}
    for n in range(10, 35)
]
LONG = [{"name": f"{n}" * 50, "value": f"{n}" * 50} for n in range(10, 35)]


@pytest.mark.parametrize(
    ("sent", "where", "code"),
    [
        pytest.param(command(name="News"), "0.name", "APPLICATION_COMMAND_INVALID_NAME", id="case"),
        pytest.param(command(name="a b"), "0.name", "APPLICATION_COMMAND_INVALID_NAME", id="space"),
        pytest.param(command(name="x" * 33), "0.name", "BASE_TYPE_BAD_LENGTH", id="long name"),
        pytest.param(command(description=""), "0.description", "BASE_TYPE_BAD_LENGTH", id="empty"),
        pytest.param(
            command(description="x" * 101), "0.description", "BASE_TYPE_BAD_LENGTH", id="long"
        ),
        pytest.param(
            command(*(TEXT | {"name": f"o{n}"} for n in range(26))),
            "0.options",
            "BASE_TYPE_MAX_LENGTH",
            id="26 options",
        ),
        pytest.param(
            command(TEXT, TEXT | {"name": "last", "required": True}),
            "0.options.1",
            "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
            id="required after optional",
        ),
        pytest.param(
            command(TEXT, TEXT),
            "0.options.1",
            "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS",
            id="option twice",
        ),
        pytest.param(
            command(TEXT | {"type": 12}), "0.options.0.type", "BASE_TYPE_CHOICES", id="option type"
        ),
        pytest.param(
            command(TEXT | {"choices": [CHOICE] * 26}),
            "0.options.0.choices",
            "BASE_TYPE_MAX_LENGTH",
            id="26 choices",
        ),
        pytest.param(
            command(TEXT | {"type": 4, "choices": [{"name": "x", "value": 1.5}]}),
            "0.options.0.choices.0.value",
            "NUMBER_TYPE_COERCE",
            id="choice of another type",
        ),
        pytest.param(
            command(TEXT | {"choices": [CHOICE], "autocomplete": True}),
            "0.options.0.autocomplete",
            "APPLICATION_COMMAND_OPTIONS_CHOICES_AUTOCOMPLETE",
            id="choices and autocomplete",
        ),
        pytest.param(
            command(TEXT, SUBCOMMAND),
            "0.options",
            "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
            id="subcommand beside option",
        ),
        pytest.param(
            command(SUBCOMMAND | {"options": [SUBCOMMAND]}),
            "0.options.0.options.0.type",
            "BASE_TYPE_CHOICES",
            id="subcommand in subcommand",
        ),
        pytest.param(
            command({"type": 2, "name": "own", "description": "x", "options": [TEXT]}),
            "0.options.0.options.0.type",
            "BASE_TYPE_CHOICES",
            id="argument in group",
        ),
        pytest.param(
            command(name_localizations={"de": "Neues"}),
            "0.name_localizations.de",
            "APPLICATION_COMMAND_INVALID_NAME",
            id="case of a translation",
        ),
        pytest.param(
            command(description_localizations={"de": "x" * 101}),
            "0.description_localizations.de",
            "BASE_TYPE_BAD_LENGTH",
            id="long translation",
        ),
        pytest.param(
            command(TEXT | {"name_localizations": {"tlh": "nuq"}}),
            "0.options.0.name_localizations.tlh",
            "BASE_TYPE_CHOICES",
            id="no locale",
        ),
        pytest.param(
            command(TEXT | {"choices": [CHOICE | {"name_localizations": {"de": "x" * 101}}]}),
            "0.options.0.choices.0.name_localizations.de",
            "BASE_TYPE_BAD_LENGTH",
            id="long translation of a choice",
        ),
        pytest.param(
            command(TEXT | {"min_length": 7, "max_length": 6}),
            "0.options.0.min_length",
            "NUMBER_TYPE_MAX",
            id="least over most",
        ),
        pytest.param(
            command(TEXT | {"max_length": 6001}),
            "0.options.0.max_length",
            "NUMBER_TYPE_MAX",
            id="long text",
        ),
        pytest.param(
            command(TEXT | {"type": 4, "min_value": 0.5}),
            "0.options.0.min_value",
            "NUMBER_TYPE_COERCE",
            id="fraction",
        ),
        pytest.param(
            command(TEXT | {"type": 7, "channel_types": [99]}),
            "0.options.0.channel_types.0",
            "BASE_TYPE_CHOICES",
            id="type of channel",
        ),
        pytest.param(command(contexts=[]), "0.contexts", "BASE_TYPE_BAD_LENGTH", id="nowhere"),
        pytest.param(
            command(integration_types=[2]),
            "0.integration_types.0",
            "BASE_TYPE_CHOICES",
            id="installed elsewhere",
        ),
        pytest.param(
            command(TEXT, type=3, description=""),
            "0",
            "APPLICATION_COMMAND_INVALID_OPTIONS",
            id="menu with options",
        ),
        pytest.param(
            command(type=2), "0.description", "BASE_TYPE_MAX_LENGTH", id="menu with description"
        ),
        pytest.param(
            command(default_member_permissions="all"),
            "0.default_member_permissions",
            "NUMBER_TYPE_COERCE",
            id="permissions",
        ),
        pytest.param(
            command(
                *(TEXT | {"name": f"o{n}", "description": "x", "choices": SHORT} for n in range(2))
            ),
            "0",
            "APPLICATION_COMMAND_TOO_LARGE",
            id="8000 characters in the longest translations",
        ),
        pytest.param(
            command(*(TEXT | {"name": f"o{n}", "choices": LONG} for n in range(2))),
            "0",
            "APPLICATION_COMMAND_TOO_LARGE",
            id="8000 characters",
        ),
    ],
)
def test_a_command_past_a_limit_is_refused(sent: dict[str, Any], where: str, code: str) -> None:
    with pytest.raises(ApiError) as refusal:
        check_commands([sent])
    assert (refusal.value.status, refusal.value.body["code"]) == (400, 50035)
    assert codes(refusal.value.body["errors"]).get(where) == code
