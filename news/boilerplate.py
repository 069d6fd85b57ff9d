"""What publishing software adds under each article, in the languages it speaks."""

import re

_APPEARED = re.compile(
    r"(?:^|\s)(?:The (?:post|article)|L[’']article|Der Beitrag|La entrada|L[’']articolo|O post"
    r"|Het bericht)\s.{1,300}?\s"
    r"(?:(?:first appeared|appeared first) (?:on|at|in)|est apparu en premier sur"
    r"|erschien zuerst auf|(?:se publicó|apareció) primero en|proviene da"
    r"|sembra essere il primo su|apareceu primeiro em|verscheen eerst op)\s.{1,150}$"
)
_READ_ON = re.compile(
    r"(?:^|(?<=[.!?…\]”\"»)’'])\s)\s*(?:Continue reading|Keep reading|Read (?:more|on|the rest)"
    r"|Read the full|Lire la suite|Weiterlesen|Mehr lesen|Leer más|Seguir leyendo|Leggi tutto"
    r"|Continua a leggere|Continuar (?:lendo|leyendo)|Lees verder)\b(?:(?![.!?]\s).){0,150}$"
)
_SUBMITTED = re.compile(
    r"(?:^|\s)submitted by /u/\S{1,40}(?: to r/\S{1,40})? \[link\] \[comments\]$"
)
_MORE = re.compile(r"\s?(?:\[\s?(?:…|\.\.\.)\s?\]|\((?:more|continued)?(?:…|\.\.\.)\))[\s→»›>]*$")
_ARROW = re.compile(r"\s[→»›]$")
_TAIL = 600
"""No such line is longer."""

_LINES = (
    (_APPEARED, ("post", "artic", "Beitrag", "entrada", "bericht")),
    (_SUBMITTED, ("submitted by",)),
    (_READ_ON, ("Read", "reading", "suite", "lesen", "Le", "Seguir", "Continua")),
    (_ARROW, "→»›"),
)
"""Each line with what it cannot be without: to see that costs a fifth of searching for the line."""


def without(summary: str) -> str:
    """A summary, tidied to one line, without such lines at its end; a mark of its cut stays "…"."""
    head, tail = summary[:-_TAIL], summary[-_TAIL:]
    for line, signs in _LINES:
        if any(sign in tail for sign in signs):
            tail = line.sub("", tail)
    return head + (_MORE.sub("…", tail) if "…" in tail or "..." in tail else tail)
