"""Pages speak the language that is asked for and let nothing of a value be markup."""

from pathlib import Path

import jinja2
import pytest

from sync.server.http import page_face
from sync.server.http.calls import Call
from sync.server.http.languages import language_of


def call_of(query: dict[str, str], liked: str) -> Call:
    return Call(None, None, {}, query, {"accept-language": liked}, b"", "", "")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("asked", "liked", "language"),
    [
        ("", "", "cs"),
        ("en", "cs", "en"),
        ("de", "en-GB, cs;q=0.5", "en"),
        ("", "de, en;q=0.3, cs;q=0.9", "cs"),
        ("", "en;q=0, de", "cs"),
        ("", "en;q=x", "cs"),
        ("", "EN", "en"),
    ],
)
def test_that_a_page_speaks_the_language_that_is_asked_for(asked: str, liked: str, language: str) -> None:
    assert language_of({"lang": asked}, {"accept-language": liked}, {}) == language


def test_that_a_value_is_never_markup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "one.html").write_text("<p>{{ town }}</p>")
    monkeypatch.setattr(page_face, "_templates", lambda language: _like_the_real_ones(tmp_path, language))
    answer = page_face.page(call_of({}, ""), "one.html", {"town": "<script>"})
    assert answer.body == b"<p>&lt;script&gt;</p>"
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_that_a_value_that_is_missing_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "one.html").write_text("{{ town }}")
    monkeypatch.setattr(page_face, "_templates", lambda language: _like_the_real_ones(tmp_path, language))
    with pytest.raises(jinja2.UndefinedError):
        page_face.page(call_of({}, ""), "one.html", {})


@pytest.mark.parametrize("name", ["token", "asked", "language", "mark", "gettext", "dict"])
def test_that_a_value_named_like_what_every_page_is_given_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (tmp_path / "one.html").write_text("{{ town }}")
    monkeypatch.setattr(page_face, "_templates", lambda language: _like_the_real_ones(tmp_path, language))
    with pytest.raises(ValueError, match=f"named like what it is given: {name}"):
        page_face.page(call_of({}, ""), "one.html", {"town": "Chomutov", name: ""})


_real = page_face._templates


def _like_the_real_ones(folder: Path, language: str) -> jinja2.Environment:
    return _real(language).overlay(loader=jinja2.FileSystemLoader(folder), cache_size=0)
