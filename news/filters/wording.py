"""A text as the words that are compared."""

import re
import unicodedata

from news import stems
from news.query import bare

END = "\0"
"""Stands between two texts, and in none."""

# Letters that Unicode takes for no accented ones, though people type them so; and signs that would
# become letters of the word before them.
_PLAIN = str.maketrans(
    {
        **dict.fromkeys("øØ", "o"),
        **dict.fromkeys("łŁ", "l"),
        **dict.fromkeys("đĐðÐ", "d"),
        **dict.fromkeys("æÆ", "ae"),
        **dict.fromkeys("œŒ", "oe"),
        **dict.fromkeys("þÞ", "th"),
        **dict.fromkeys("ı", "i"),
        **dict.fromkeys("™℠", " "),
    }
)

# Scripts without blanks between words, and Korean, whose particles stick to them: Thai, Lao,
# Burmese, Khmer, kana, ideographs, syllables.
_UNSPACED = (
    "\u0e01-\u0e4e\u0e81-\u0ecd\u1000-\u103f\u1780-\u17d3\u3005-\u3007\u3041-\u309a\u309d-\u309f"
    "\u30a1-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
_WORD = re.compile(rf"{END}|[{_UNSPACED}]|[^\W_{_UNSPACED}]+")
_BLANK = "".join(char if char.isalnum() or char == END else " " for char in map(chr, range(128)))
"""For ASCII alone, where it is eight times as fast."""

# Most texts hold nothing else beyond ASCII, and to fold those costs a tenth.
_TYPESET = (
    ("\u2019", "'"),
    *((mark, " ") for mark in "\u2018\u201c\u201d\u2013\u2014\u2026\u00a0"),
)


def folded(text: str) -> str:
    """In small letters without accents, a syllable or kana being one character."""
    if not text.isascii():
        for mark, plain in _TYPESET:
            text = text.replace(mark, plain)
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", stems.folded(text.translate(_PLAIN))).casefold()


def words(letters: str) -> list[str]:
    """Of folded text, without possessive endings, and END.

    Of a script without blanks each character is a word.
    """
    if "'" in letters:
        letters = bare(letters)
    if letters.isascii():
        return letters.translate(_BLANK).split()
    return _WORD.findall(letters)
