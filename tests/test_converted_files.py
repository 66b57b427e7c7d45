"""What `new` converts into Markdown: cases of files (`tests/cases/converted`), documents, and what holds for any page.

`given.files` are texts by path; a mapping is a zip archive. `expect` are the notes and other files, and what
is reported.
"""

from __future__ import annotations

import io
import re
import sys
import zipfile
from html import escape
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from casefile import Case, agrees, cases
from studyguide.cli.main import main
from studyguide.hosts.convert.converted_files import convert_files
from studyguide.hosts.convert.document_markdown import document_converter, document_markdown
from studyguide.hosts.convert.html_markdown import html_markdown
from studyguide.hosts.convert.zip_entries import MAX_ARCHIVE_ENTRIES, zip_entries
from studyguide.model.note import NotePath
from test_reading_view import in_order, runs
from tiny import tree, write

WORD = st.text("abcdefghijklmnopqrstuvwxyz0123456789äñ中*_[]|`<>&#-.:", min_size=1, max_size=8)
ELEMENT = st.sampled_from(
    ["p", "div", "b", "i", "li", "ul", "ol", "td", "tr", "table", "h2", "blockquote", "code", "pre"]
)
HTML = st.recursive(
    WORD.map(escape),
    lambda inner: st.tuples(ELEMENT, st.lists(inner, max_size=4)).map(lambda x: f"<{x[0]}>{' '.join(x[1])}</{x[0]}>"),
    max_leaves=20,
)


def content_of(value: Any) -> bytes:
    if isinstance(value, str):
        return value.encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in value.items():
            archive.writestr(name, text)
    return packed.getvalue()


@pytest.mark.parametrize("case", cases("converted"), ids=str)
def test_conversion(case: Case, accept: bool) -> None:
    files = sorted((NotePath(path), content_of(value)) for path, value in case.given["files"].items())
    converted = convert_files(files)
    shown: dict[str, Any] = {"notes": {str(path): data.decode() for path, data in converted.notes}}
    if converted.attachments:
        shown["attachments"] = [path for path, _ in converted.attachments]
    if converted.unconverted:
        shown["unconverted"] = sorted(converted.unconverted)
    if converted.diagnostics:
        shown["problems"] = [
            f"{one.place}: {one.what}" + (f" ({one.hint})" if one.hint else "") for one in converted.diagnostics
        ]
    agrees(case, shown, accept)


@given(HTML)
@settings(max_examples=150, deadline=None)
def test_no_word_of_a_page_is_lost_and_no_tag_is_left(html: str) -> None:
    markdown = html_markdown(html).markdown
    wanted = runs(re.sub(r"&(lt|gt|amp|quot|#x27);|</?[a-z]\w*>", " ", html))
    assert in_order(wanted, runs(markdown)), markdown


@given(st.binary(max_size=200))
@settings(max_examples=50, deadline=None)
def test_a_damaged_file_never_ends_the_command(data: bytes) -> None:
    files = [(NotePath(f"a.{ending}"), data) for ending in ("opml", "enex", "html", "zip")]
    files.append((NotePath("b.zip"), b"PK\x03\x04" + data))
    convert_files(files)


def test_an_archive_has_limits() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number in range(MAX_ARCHIVE_ENTRIES + 1):
            archive.writestr(f"{number}.md", "")
    with pytest.raises(ValueError, match="too large"):
        list(zip_entries(packed.getvalue()))


def test_new_says_what_was_converted_and_what_needs_a_converter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("studyguide.cli.new.converter_here", lambda: None)
    for path, text in {"a.html": "<h1>Wax</h1><p>Soft.</p>", "b.docx": "x", "c/d.docx": "x", "e.md": "Comb.\n"}.items():
        write(tmp_path / "notes", path, text)
    ended = CliRunner().invoke(main, ["new", str(tmp_path / "guide"), "--notes", str(tmp_path / "notes")])
    assert ended.exit_code == 0, ended.output
    assert set(tree(tmp_path / "guide/seeds")) == {"a.md", "e.md", "notes.yml"}
    assert "converted_from: a.html" in (tmp_path / "guide/seeds/a.md").read_text("utf-8")
    assert ended.output.count("studyguide[convert]") == 1
    rows = [" ".join(line.split()) for line in ended.output.splitlines()]
    assert {".html 1 converted into Markdown", ".docx 2 left out: not converted, see above"} <= set(rows)


def test_a_document_is_converted_by_the_converter(tmp_path: Path) -> None:
    stand_in = tmp_path / "pandoc"
    body = """print('<section id="a">\\n\\n# ' + sys.stdin.read() + '\\n\\n</section>')"""
    script = f'import sys\nassert "--sandbox" in sys.argv\n{body}'
    stand_in.write_text(f"#!{sys.executable}\n{script}\n", "utf-8")
    stand_in.chmod(0o755)
    converted = convert_files([(NotePath("a.docx"), b"Wax")], str(stand_in))
    assert [(path, data.decode().split("---\n")[1:]) for path, data in converted.notes] == [
        ("a.md", ["converted_from: a.docx\n", "\n\n# Wax\n\n"])
    ]
    stand_in.write_text(f"#!{sys.executable}\nimport sys\nsys.exit('broken file')\n", "utf-8")
    refused = convert_files([(NotePath("a.docx"), b"Wax")], str(stand_in))
    assert [one.what for one in refused.diagnostics] == ["the file was not converted: pandoc: broken file"]


@pytest.mark.skipif(document_converter() is None, reason="pandoc is not installed")
def test_pandoc_reads_rich_text() -> None:
    assert "**wax**" in document_markdown(str(document_converter()), rb"{\rtf1 Of {\b wax} .}", "rtf")
