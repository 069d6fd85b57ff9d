"""What a form that opens over the channel may hold; its fields are a later story.

https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object-modal
"""

from __future__ import annotations

from sandbox.limits.form import Form
from sandbox.models import Json

MOST_FIELDS = 5


def check_modal(data: Json) -> Json:
    """The modal as sent; raises ApiError 50035 for a wrong title, custom id or number of fields."""
    form = Form()
    with form.at("data"):
        for key, most in (("title", 45), ("custom_id", 100)):
            with form.at(key):
                form.text(data.get(key), most, 1)
        with form.at("components"):
            if not form.items(data.get("components"), MOST_FIELDS):
                form.refuse("BASE_TYPE_REQUIRED", "This field is required")
    form.done()
    return data
