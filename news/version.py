"""Which version this is: pyproject.toml says it, and nothing else does."""

import tomllib
from pathlib import Path

_PROJECT = tomllib.loads(
    (Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8")
)["project"]

VERSION: str = _PROJECT["version"]
LICENCE: str = _PROJECT["license"]
