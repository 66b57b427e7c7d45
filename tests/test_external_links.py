"""The check of external links: what it asks, how often, and what it tells. No network is asked here."""

from __future__ import annotations

from pathlib import Path

import pytest

from external_links import PAUSE_SECONDS, Ask, check, links


def asked(answers: dict[tuple[str, str], int | str]) -> tuple[list[tuple[str, str]], Ask]:
    calls: list[tuple[str, str]] = []

    def ask(method: str, url: str) -> int:
        calls.append((method, url))
        answer = answers.get((method, url), answers.get(("HEAD", url), 200))
        if isinstance(answer, str):
            raise OSError(answer)
        return answer

    return calls, ask


def test_each_address_is_found_once_with_its_first_place(tmp_path: Path) -> None:
    page = tmp_path / "a.md"
    page.write_text(
        "[x](https://a.test/one#part), see <https://a.test/one>.\nhttps://b.test/two.\nhttp://localhost:8000 x\n"
    )
    assert links([page], tmp_path) == {"https://a.test/one": "a.md:1", "https://b.test/two": "a.md:2"}


def test_head_comes_first_and_get_only_where_head_is_refused() -> None:
    one, two = "https://a.test/1", "https://b.test/2"
    calls, ask = asked({("HEAD", two): 405, ("GET", two): 200})
    assert check({one: "x:1", two: "x:2"}, ask, print) == ([], [])
    assert calls == [("HEAD", one), ("HEAD", two), ("GET", two)]


@pytest.mark.parametrize(
    ("status", "dead", "unclear"), [(404, 1, 0), (410, 1, 0), (403, 0, 1), (503, 0, 1), (301, 0, 0)]
)
def test_what_an_answer_means(status: int, dead: int, unclear: int) -> None:
    url = "https://a.test/"
    _, ask = asked({("HEAD", url): status, ("GET", url): status})
    found = check({url: "docs/x.yml:3"}, ask, print)
    assert tuple(map(len, found)) == (dead, unclear)
    assert all(row.startswith("docs/x.yml:3: https://a.test/: answered") for rows in found for row in rows)


def test_no_answer_is_dead_with_its_reason() -> None:
    _, ask = asked({("HEAD", "https://a.test/"): "no such host"})
    assert check({"https://a.test/": "x:1"}, ask, print) == (["x:1: https://a.test/: no such host"], [])


def test_one_host_is_left_in_peace_between_two_requests() -> None:
    waits: list[float] = []
    _, ask = asked({})
    urls = ("https://a.test/1", "https://a.test/2", "https://b.test/1", "https://a.test/3")
    check(dict.fromkeys(urls, "x:1"), ask, waits.append)
    assert waits == [PAUSE_SECONDS] * 2
