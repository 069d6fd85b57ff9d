"""Documents cannot fall behind: settings, commands and files stand where people look for them."""

import inspect
import re
from importlib import import_module
from pathlib import Path

import pytest
from discord import app_commands
from discord.ext import commands

from news import settings

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLE = (ROOT / "config.example.env").read_text(encoding="utf-8")


def cogs() -> list[type[commands.Cog]]:
    """Every cog, wherever in cogs/ it stands."""
    modules = (import_module(f"cogs.{path.stem}") for path in sorted((ROOT / "cogs").glob("*.py")))
    found = {
        each
        for module in modules
        for each in vars(module).values()
        if inspect.isclass(each) and issubclass(each, commands.Cog)
    }
    return sorted(found, key=lambda each: each.__name__)


def typed() -> dict[str, list[str]]:
    """Every slash command as it is typed, with its options."""
    return {
        f"/{cog.__cog_group_name__} {command.name}"
        if issubclass(cog, commands.GroupCog)
        else f"/{command.name}": [parameter.name for parameter in command.parameters]
        for cog in cogs()
        for command in cog.__cog_app_commands__
        if isinstance(command, app_commands.Command)
    }


@pytest.mark.parametrize("name", settings.names())
def test_each_setting_stands_in_the_example_and_in_the_readme(name: str) -> None:
    assert re.search(rf"^{name}=", EXAMPLE, re.MULTILINE)
    assert f"`{name}`" in README


def test_the_example_holds_what_counts_without_it() -> None:
    shown = dict(re.findall(r"^([A-Z_]+)=(.*)$", EXAMPLE, re.MULTILINE))
    assert set(shown) == set(settings.names())
    assert settings.load(shown) == settings.load({})


def test_there_is_something_to_look_for() -> None:
    assert "/news search" in typed()
    assert "topic" in typed()["/subscribe"]


@pytest.mark.parametrize("name", typed())
def test_each_command_stands_in_the_readme(name: str) -> None:
    assert f"`{name}" in README


@pytest.mark.parametrize(
    ("command", "option"),
    [(command, option) for command, options in typed().items() for option in options],
)
def test_each_option_stands_beside_its_command(command: str, option: str) -> None:
    rows = [line for line in README.splitlines() if line.startswith(f"| `{command}`")]
    assert rows, f"the README has no row for {command}"
    assert f"`{option}`" in rows[0]


@pytest.mark.parametrize("path", re.findall(r"\]\((?!https?:|#)([^)#]+)\)", README))
def test_each_link_of_the_readme_leads_to_a_file(path: str) -> None:
    assert (ROOT / path).exists()


def test_the_readme_keeps_its_order() -> None:
    headings = re.findall(r"^## (.+)$", README, re.MULTILINE)
    wanted = ["Try it", "Invite it", "Settings", "How a story travels", "Commands"]
    assert [heading for heading in headings if heading in wanted] == wanted
