"""Who wrote an item, and from whom its outlet took it over: kept so that both can be named."""

import re
from collections.abc import Iterable
from functools import lru_cache

from news import text

_LONGEST = 100

# As the agencies sign; the name that is shown stands first.
_AGENCIES = {
    spelling.casefold(): names[0]
    for names in (
        ("AFP", "Agence France-Presse", "Agence France Presse"),
        ("AP", "Associated Press", "The Associated Press", "AP News"),
        ("Reuters", "Thomson Reuters", "Reuters Staff"),
        ("UPI", "United Press International"),
        ("dpa", "Deutsche Presse-Agentur", "dpa-AFX"),
        ("EFE", "Agencia EFE"),
        ("ANSA",),
        ("Xinhua", "Xinhua News Agency"),
        ("TASS", "ITAR-TASS", "Tass"),
        ("RIA Novosti",),
        ("Interfax",),
        ("Kyodo", "Kyodo News"),
        ("Jiji Press", "Jiji"),
        ("Yonhap", "Yonhap News Agency"),
        ("PTI", "Press Trust of India"),
        ("ANI",),
        ("IANS",),
        ("PA Media", "Press Association", "PA"),
        ("The Canadian Press", "Canadian Press", "CP"),
        ("AAP", "Australian Associated Press"),
        ("Bloomberg", "Bloomberg News"),
        ("CNN",),
        ("NHK",),
        ("Anadolu", "Anadolu Agency"),
        ("Europa Press",),
        ("Lusa",),
        ("Belga",),
        ("ANP",),
        ("Keystone-SDA", "SDA"),
        ("PAP",),
        ("WAM",),
        ("The Conversation",),
    )
    for spelling in names
}
_DATELINE = re.compile(
    r"(?:[^()<>\[\]]{0,80}?\(\s?(?P<placed>[^()]{2,40}?)\s?\)|(?P<bare>[A-Z][\w -]{1,30}?))"
    r"\s{0,2}[-–—:]{1,2}\s"
)
_FIRST_ELSEWHERE = re.compile(
    r"\b(?:article|story|post|piece|report) (?:was |has been )?(?:first |originally )?"
    r"(?:published|appeared) (?:first |originally )?(?:at|by|in|on) (?P<name>[A-Z][^.,;:()]{1,40})"
)
_BY = re.compile(r"^(?:(?:written|posted|reported) )?by[:\s]\s*", re.IGNORECASE)
_MAIL = re.compile(r"(?:mailto:)?[^\s<>()@]{1,64}@[^\s<>()@]{1,255}")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S*", re.IGNORECASE)
_EMPTY = re.compile(r"[(<\[]\s*(?:hidden)?\s*[)>\]]")
_STAFF = re.compile(r"\s*(?:[|/–—-]|,|for)\s+(?P<agency>[^|/,]{2,40})$")
_NOBODY = frozenset(
    [
        "admin",
        "administrator",
        "anonymous",
        "author",
        "editor",
        "info",
        "no-reply",
        "nobody",
        "none",
        "noreply",
        "null",
        "root",
        "staff",
        "undefined",
        "unknown",
        "webmaster",
        "wordpress",
    ]
)


def byline(written: Iterable[str], outlet: str) -> str:
    """The names of those who wrote it, as one text; no addresses, no accounts of a machine."""
    names = dict.fromkeys(_name(each) for each in written)
    kept = [name for name in names if name and not _is_nobody(name, outlet)]
    return text.clip(", ".join(kept), _LONGEST)


def agency(summary: str, byline: str, outlet: str) -> str:
    """The agency or outlet that it was taken over from, by dateline, notice or byline; or ""."""
    found = _in_dateline(summary) or _in_byline(byline) or _in_notice(summary)
    return "" if found.casefold() == outlet.casefold() else found


def _in_dateline(summary: str) -> str:
    found = _DATELINE.match(summary)
    return _AGENCIES.get((found["placed"] or found["bare"]).casefold(), "") if found else ""


def _in_byline(byline: str) -> str:
    for each in byline.split(", "):
        staff = _STAFF.search(each)
        for name in (each, staff["agency"] if staff else ""):
            if found := _AGENCIES.get(name.casefold().removeprefix("with ")):
                return found
    return ""


def _in_notice(summary: str) -> str:
    told = "published" in summary or "appeared" in summary
    # Seen sooner than the whole of it is searched.
    found = _FIRST_ELSEWHERE.search(summary) if told else None
    name = re.split(r"\s(?:and|under|as|with|is|by|on)\s", found["name"])[0] if found else ""
    return text.clip(name.strip("“”\"' "), 60)


@lru_cache(maxsize=512)  # the same few people write most of a document
def _name(written: str) -> str:
    found = text.plain(written)[: _LONGEST * 2]
    for unwanted in (_BY, _MAIL, _ADDRESS, _EMPTY):
        found = unwanted.sub("", found).strip()
    if found.startswith("(") and found.endswith(")"):
        found = found[1:-1]
    return found.strip(" ,;|-")


def _is_nobody(name: str, outlet: str) -> bool:
    return name.casefold() in _NOBODY | {outlet.casefold()} or not any(map(str.isalpha, name))
