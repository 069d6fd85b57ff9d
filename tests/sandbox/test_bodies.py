"""Bodies that bring files: what may be in them, how much, and how they are refused."""

import io
from typing import Any

import aiohttp
import pytest

from sandbox.limits.attachments import LARGEST_FILE
from sandbox.models import Json
from sandbox.rest import bodies
from sandbox.server import Sandbox
from tests.sandbox.conftest import Rest

TWO = {"content": "x", "attachments": [{"id": 0}, {"id": "1", "description": "A sky"}]}


def form(payload: Any = None, **files: bytes) -> aiohttp.MultipartWriter:
    """The files by their numbers: `form({"content": "x"}, f0=b"…")`."""
    writer = aiohttp.MultipartWriter("form-data")
    if payload is not None:
        writer.append_json(payload).set_content_disposition("form-data", name="payload_json")
    for name, content in files.items():
        part = writer.append(io.BytesIO(content))
        field = {"name": f"files[{name[1:]}]", "filename": f"{name}.txt"}
        part.set_content_disposition("form-data", quote_fields=False, **field)
    return writer


async def test_files_that_no_list_names_are_added(rest: Rest, general: str) -> None:
    status, message = await rest("POST", general, data=form(None, f0=b"zero", f3=b"three"))
    assert (status, len(message["attachments"])) == (200, 2)
    path = f"{general}/{message['id']}"
    _, changed = await rest("PATCH", path, data=form({"content": "x"}, f0=b"four"))
    sizes = [one["size"] for one in changed["attachments"]]
    assert sizes == [4, 5, 4]


async def test_a_list_names_and_describes_files(rest: Rest, general: str) -> None:
    payload = {"attachments": [{"id": 1, "filename": "Our feeds.opml", "description": "All"}]}
    _, message = await rest("POST", general, data=form(payload, f1=b"one"))
    [about] = message["attachments"]
    assert (about["filename"], about["title"]) == ("Our_feeds.opml", "Our feeds")
    assert (about["size"], about["description"]) == (3, "All")


@pytest.mark.parametrize(
    ("payload", "files", "where"),
    [
        pytest.param(TWO, {"f0": b"0"}, ["1"], id="a number of none"),
        pytest.param(TWO, {}, ["0"], id="no file at all"),
        pytest.param({"attachments": [{}]}, {}, ["0", "id"], id="no number"),
        pytest.param({"attachments": ["x"]}, {}, ["0"], id="no object"),
        pytest.param({"attachments": "x"}, {"f0": b"0"}, [], id="no list"),
        pytest.param(
            {"attachments": [{"id": 0, "description": "x" * 1025}]},
            {"f0": b"0"},
            ["0", "description"],
            id="description",
        ),
        pytest.param({"attachments": [{"id": 0, "file": "x"}]}, {}, ["0"], id="a file in JSON"),
    ],
)
async def test_a_list_that_does_not_fit_its_files_is_refused(
    rest: Rest, general: str, payload: Json, files: dict[str, bytes], where: list[str]
) -> None:
    status, body = await rest("POST", general, data=form(payload, **files))
    assert (status, body["code"]) == (400, 50035)
    found = body["errors"]
    for key in ("attachments", *where):
        found = found[key]
    assert found


@pytest.mark.parametrize("listed", [[], [{"id": 0}]])
async def test_what_discord_does_with_an_unlisted_file_is_not_built(
    rest: Rest, general: str, listed: list[Json]
) -> None:
    payload = {"attachments": listed}
    status, body = await rest("POST", general, data=form(payload, f0=b"0", f1=b"1"))
    assert (status, body["code"]) == (501, 0)


async def test_a_message_has_ten_files_at_most(sandbox: Sandbox, rest: Rest, general: str) -> None:
    ten = {f"f{number}": b"x" for number in range(10)}
    _, message = await rest("POST", general, data=form(None, **ten))
    assert len(message["attachments"]) == 10
    path = f"{general}/{message['id']}"
    for method, where, files in [("POST", general, {"f10": b"x"}), ("PATCH", path, {"f0": b"x"})]:
        status, body = await rest(method, where, data=form({"content": "x"}, **files))
        assert (status, body["code"]) == (400, 30015)
    assert len(sandbox.world.messages("general")) == 1


async def test_a_file_has_ten_megabytes_at_most(sandbox: Sandbox, rest: Rest, general: str) -> None:
    largest = 10 * 1024 * 1024
    assert largest == LARGEST_FILE
    status, _ = await rest("POST", general, data=form({"content": "x"}, f0=b"x" * largest))
    assert status == 200
    sent = form({"content": "x"}, f0=b"x" * (largest + 1))
    status, body = await rest("POST", general, data=sent)
    assert (status, body["code"]) == (413, 40005)
    assert sandbox.requests[-1].body == {"content": "x"}
    assert len(sandbox.world.messages("general")) == 1


@pytest.mark.parametrize("largest", [9, 10])
async def test_all_files_of_a_request_have_a_limit_together(
    rest: Rest, general: str, monkeypatch: pytest.MonkeyPatch, largest: int
) -> None:
    monkeypatch.setattr(bodies, "LARGEST_REQUEST", largest)
    status, _ = await rest("POST", general, data=form(None, f0=b"12345", f1=b"12345"))
    assert status == (200 if largest == 10 else 413)


async def test_a_body_without_files_has_a_limit_too(rest: Rest, general: str) -> None:
    status, body = await rest("POST", general, data=io.BytesIO(b" " * (2 * 1024 * 1024)))
    assert (status, body["code"]) == (413, 40005)


@pytest.mark.parametrize(
    ("kind", "text", "status", "code"),
    [
        pytest.param("multipart/form-data", b"x", 400, 50035, id="no boundary"),
        pytest.param("multipart/form-data; boundary=b", b"x", 400, 50035, id="not begun"),
        pytest.param("multipart/form-data; boundary=b", b"", 400, 50035, id="empty"),
        pytest.param(
            "multipart/form-data; boundary=b",
            b'--b\r\nContent-Disposition: form-data; name="payload_json"\r\n\r\n{\r\n--b--\r\n',
            *(400, 50109),
            id="no JSON in it",
        ),
        pytest.param(
            "multipart/form-data; boundary=b",
            b'--b\r\nContent-Disposition: form-data; name="content"\r\n\r\nhi\r\n--b--\r\n',
            *(501, 0),
            id="a field of its own",
        ),
        pytest.param(
            "multipart/form-data; boundary=b",
            b"--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n--c--\r\n--b--\r\n",
            *(400, 50035),
            id="a form in a form",
        ),
        pytest.param(
            "multipart/form-data; boundary=b",
            b"--b\r\nno header\r\n\r\nhi\r\n--b--\r\n",
            *(400, 50035),
            id="a header that is none",
        ),
        pytest.param(
            "multipart/form-data; boundary=b",
            b"--b\r\nX: " + b"x" * 9000 + b"\r\n\r\nhi\r\n--b--\r\n",
            *(400, 50035),
            id="a long header",
        ),
    ],
)
async def test_a_form_that_is_none_is_refused(
    rest: Rest, general: str, kind: str, text: bytes, status: int, code: int
) -> None:
    answer = await rest("POST", general, data=text, headers={"Content-Type": kind})
    assert (answer[0], answer[1]["code"]) == (status, code)


async def test_only_what_takes_a_message_takes_files(sandbox: Sandbox, rest: Rest) -> None:
    path = f"/applications/{sandbox.world.application_id}/commands"
    status, body = await rest("PUT", path, data=form([], f0=b"x"))
    assert (status, body["message"].startswith("The sandbox does not implement files")) == (
        501,
        True,
    )
    status, _ = await rest("PUT", path, data=form([]))
    assert status == 200
