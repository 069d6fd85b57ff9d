"""What Discord would make of a text: a model of its own, which knows nothing of how we escape.

https://support.discord.com/hc/articles/210298617 and
https://discord.com/developers/docs/reference#message-formatting
"""

import re
from collections import Counter

_ESCAPED = re.compile(r"\\[^0-9A-Za-z\s]")
_LINE = r"^[\s>]*"
_FORMS = {
    "everyone": r"@(?:everyone|here)\b",
    "mention": r"<[@#][!&]?\w+>",
    "emoji": r"<a?:\w+:\w+>",
    "shortcode": r":[a-z][\w+-]*:",
    "time": r"<t:-?\w+(?::\w+)?>",
    "command": r"</[^>\n]+:\w+>",
    "guide": r"<(?:id|\d+):[\w:-]+>",
    "mail or phone": r"<(?:[^\s<>@]+@[^\s<>]+|\+\d+)>",
    "masked link": r"\[[^\]\n]+\]\([^)\n]+\)",
    "link": r"https?://[^\s>)]+",
    "invite": r"discord(?:app)?\.(?:gg|com|gift|new)\b[^\s>)]*",
    "heading": rf"{_LINE}(?:[-*]\s+)?#{{1,3}}\s",
    "small print": rf"{_LINE}-#\s",
    "quote": r"^\s*>(?:>>)?\s",
    "list": rf"{_LINE}(?:[-*+]|\d+\.)\s",
    "code": r"`[^`]+`",
    "bold": r"\*\*(?=\S).+?\*\*",
    "italic": r"(?<!\*)\*(?![*\s])[^*\n]+\*(?!\*)|\b_[^_\n]+_\b",
    "underline": r"__.+?__",
    "struck": r"~~.+?~~",
    "spoiler": r"\|\|.+?\|\|",
}
_MODEL = {
    name: re.compile(form, re.MULTILINE | re.DOTALL | re.IGNORECASE)
    for name, form in _FORMS.items()
}


def obeyed(shown: str) -> Counter[tuple[str, str]]:
    """Every form in the text that would be obeyed, with where it leads."""
    # An escaped character is a letter like others, and can neither open nor close anything.
    bare = _ESCAPED.sub("\ue000", shown)
    return Counter(
        (name, _target(name, found[0]))
        for name, form in _MODEL.items()
        for found in form.finditer(bare)
    )


def _target(name: str, form: str) -> str:
    if name == "masked link":
        return form.rpartition("](")[2]
    return form if name in ("link", "time", "command", "mention") else ""
