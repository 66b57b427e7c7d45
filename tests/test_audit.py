"""`studyguide check`: it finds each fault that is planted in a small site, and none where there is none."""

from __future__ import annotations

import pytest

from casefile import Case, agrees, cases
from studyguide.check.site import check_site
from studyguide.model.diagnostics import format_diagnostic


@pytest.mark.parametrize("case", cases("audit"), ids=str)
def test_planted_faults(case: Case, accept: bool) -> None:
    """`given` maps paths to contents; `secrets` and `base` may stand beside them."""
    given = dict(case.given)
    secrets, base = given.pop("secrets", []), given.pop("base", "/")
    files = {path: text.encode() for path, text in given.items()}
    agrees(case, [format_diagnostic(problem) for problem in check_site(files, secrets, base)], accept)


def test_a_page_that_is_no_utf_8_is_read_as_far_as_it_goes() -> None:
    assert check_site({"index.html": b"<p>\xff\xfe</p><a href='none/'>"}) != ()


def test_links_of_every_form_lead_on() -> None:
    forms = ("a/", "a/index.html", "./a/", "/a/", "a", "a/#x", "#top", "?q=1", "a/?q=1#x", "%61/", "mailto:x@y.example",
             "https://else.example/", "//else.example/", "b%20c.txt", "")  # fmt: skip
    links = "".join(f'<a href="{form}">x</a>' for form in forms if not form.startswith("mailto"))
    files = {
        "index.html": f'<p id="top">{links}</p>'.encode(),
        "a/index.html": b'<p id="x"><a href="..">up</a><a href="../">up</a></p>',
        "b c.txt": b"",
    }
    assert check_site(files) == ()
