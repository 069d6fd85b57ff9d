"""Names are names, and who took a text over from an agency says so."""

import pytest

from news import credit


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param(["Ada Quill"], "Ada Quill", id="a name"),
        pytest.param(["By Ada Quill"], "Ada Quill", id="by"),
        pytest.param(["by: Ada Quill "], "Ada Quill", id="by, with a colon"),
        pytest.param(["Byron Vale"], "Byron Vale", id="a name that begins so"),
        pytest.param(["ada@orbit.example (Ada Quill)"], "Ada Quill", id="mail and name"),
        pytest.param(["Ada Quill (noreply@orbit.example)"], "Ada Quill", id="name and mail"),
        pytest.param(["Ada Quill <ada@orbit.example>"], "Ada Quill", id="as mail writes it"),
        pytest.param(["ada (hidden)"], "ada", id="hidden mail"),
        pytest.param(["ada@orbit.example"], "", id="mail alone"),
        pytest.param(["https://orbit.example/ada"], "", id="an address"),
        pytest.param(["<a href='/ada'>Ada Quill</a>"], "Ada Quill", id="markup"),
        pytest.param(["Ada Quill", "By Bo Rex", "Ada Quill"], "Ada Quill, Bo Rex", id="two"),
        pytest.param(["admin"], "", id="an account"),
        pytest.param(["noreply@orbit.example (No-Reply)"], "", id="a machine"),
        pytest.param(["Orbit Weekly"], "", id="the outlet itself"),
        pytest.param(["", "-", "42"], "", id="nobody"),
    ],
)
def test_a_byline_is_names(written: list[str], expected: str) -> None:
    assert credit.byline(written, "Orbit Weekly") == expected


def test_a_byline_has_an_end() -> None:
    assert len(credit.byline(["Ada Quill of the many names " * 900] * 50, "Orbit")) <= 100


@pytest.mark.parametrize(
    ("summary", "expected"),
    [
        pytest.param("(AFP) - A probe has landed.", "AFP", id="at the start"),
        pytest.param("PARIS (AFP) — A probe has landed.", "AFP", id="after a place"),
        pytest.param("CAPE CANAVERAL, Fla. (AP) — It flew.", "AP", id="after a place in a state"),
        pytest.param("Feb 5 (Reuters) - It flew.", "Reuters", id="after a date"),
        pytest.param("Reuters - It flew.", "Reuters", id="without brackets"),
        pytest.param("BEIJING, Feb. 5 (Xinhua) -- It flew.", "Xinhua", id="two dashes"),
        pytest.param("MOSCOW (ITAR-TASS): It flew.", "TASS", id="by an old name"),
        pytest.param("The rocket (SLS) — the largest — flew.", "", id="another abbreviation"),
        pytest.param("It flew, Reuters said.", "", id="a mention"),
        pytest.param("It flew (AFP). Later - much later - it landed.", "", id="a source in words"),
        pytest.param(
            "This article was originally published at The Conversation. It flew.",
            "The Conversation",
            id="a notice",
        ),
        pytest.param(
            "It flew. This story first appeared in Orbit Monthly and is told again.",
            "Orbit Monthly",
            id="a notice at the end",
        ),
        pytest.param("", "", id="nothing"),
    ],
)
def test_an_agency_is_found_where_agencies_sign(summary: str, expected: str) -> None:
    assert credit.agency(summary, "", "Orbit") == expected


@pytest.mark.parametrize(
    ("byline", "expected"),
    [
        pytest.param("AFP", "AFP", id="the agency"),
        pytest.param("Agence France-Presse", "AFP", id="in full"),
        pytest.param("Canadian Press", "The Canadian Press", id="without its article"),
        pytest.param("Ada Quill, AP", "AP", id="after the name"),
        pytest.param("Ada Quill | Associated Press", "AP", id="after a bar"),
        pytest.param("Ada Quill", "", id="a person"),
        pytest.param("Anita Paz", "", id="a name that begins like one"),
    ],
)
def test_an_agency_is_found_in_the_byline(byline: str, expected: str) -> None:
    assert credit.agency("It flew.", byline, "Orbit") == expected


def test_an_agencys_own_text_is_not_taken_over() -> None:
    assert credit.agency("PARIS (AFP) - It flew.", "AFP", "AFP") == ""
