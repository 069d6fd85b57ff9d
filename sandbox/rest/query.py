"""Reads what lists are asked with; raises ApiError 50035 for what makes no sense."""

from __future__ import annotations

from datetime import datetime

from sandbox.limits.form import Form
from sandbox.rest.call import Call


def limit_of(call: Call, usual: int, most: int) -> int:
    text = call.query.get("limit", str(usual))
    form = Form()
    with form.at("limit"):
        limit = form.integer(int(text) if text.isdecimal() and len(text) < 10 else text, 1, most)
    form.done()
    return limit


def time_of(call: Call, name: str) -> datetime | None:
    if name not in call.query:
        return None
    form = Form()
    with form.at(name):
        moment = form.moment(call.query[name])
    form.done()
    return moment
