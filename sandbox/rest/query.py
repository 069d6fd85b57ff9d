"""Reads what lists are asked with; raises ApiError 50035 for what makes no sense."""

from __future__ import annotations

from datetime import UTC, datetime

from sandbox.limits.form import Form
from sandbox.rest.call import Call
from sandbox.rules.errors import ApiError


def limit_of(call: Call, usual: int, most: int) -> int:
    text = call.query.get("limit", str(usual))
    form = Form()
    with form.at("limit"):
        limit = form.integer(int(text) if text.isdecimal() else text, 1, most)
    form.done()
    return limit


def time_of(call: Call, name: str) -> datetime | None:
    """One without a time zone is in UTC."""
    text = call.query.get(name)
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        words = f"Could not parse {text}. Should be ISO8601."
        errors = {name: {"_errors": [{"code": "DATE_TIME_TYPE_PARSE", "message": words}]}}
        raise ApiError(400, 50035, "Invalid Form Body", errors) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
