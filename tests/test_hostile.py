"""Nothing that is written anywhere can become markup, script, a live handler, a template, an inclusion or a path."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import html5lib
import pytest

from hostile_strings import HOSTILE
from studyguide.check.site import check_site
from tiny import built_here, copied, tree, write

ALLOWED_INLINE = "application/ld+json"
SCHEMES = ("http://", "https://", "mailto:")
PLACES = ("note", "front matter", "facts", "glossary", "kinds", "corrections", "exams", "file names")


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, int]:
    """How many scripts each page of the tiny site has before anything hostile is in it."""
    site = tmp_path_factory.mktemp("plain") / "site"
    built_here(copied(tmp_path_factory.mktemp("plain") / "project"), site)
    return {path: len(scripts(parsed(data))) for path, data in tree(site).items() if path.endswith(".html")}


@pytest.mark.parametrize("place", PLACES)
def test_hostile_text_stays_text(place: str, tmp_path: Path, plain: dict[str, int]) -> None:
    project = copied(tmp_path / "project")
    put(project, place)
    site = tmp_path / "site"
    built_here(project, site)
    files = tree(site)
    pages = {path: data for path, data in files.items() if path.endswith(".html")}
    assert any(b"HX" in data for data in pages.values()), "nothing hostile reached a page: the test tests nothing"
    for path, data in pages.items():
        root = parsed(data)
        assert faults(root) == [], path
        assert len(scripts(root)) <= max(plain.values()), path
        assert b"evil.example" not in data or "evil.example" not in " ".join(loaded(root)), path
        assert "root:x:0" not in data.decode("utf-8")
    assert [p for p in check_site(files) if p.kind not in {"broken-anchor", "link-without-text"}] == []
    ElementTree.fromstring(files["feed.xml"])
    ElementTree.fromstring(files["sitemap.xml"])


def test_a_note_shows_every_hostile_text_as_it_is(tmp_path: Path) -> None:
    project = copied(tmp_path / "project")
    put(project, "note")
    site = tmp_path / "site"
    built_here(project, site)
    shown = "".join(parsed((site / "notes" / "hostile" / "source" / "index.html").read_bytes()).itertext())
    told = [
        text.removeprefix("# ")
        for text in HOSTILE
        if not any(mark in text for mark in ("<!--", "\0", "\ufeff", "\u202e"))
    ]
    assert [text for text in told if text not in shown] == []


def put(project: Path, place: str) -> None:
    """Write every hostile text wherever a kind of place can hold it."""
    note = "\n\n".join((*HOSTILE, *(f"- Autolyse {text}" for text in HOSTILE)))
    quoted = [json.dumps(text.replace("\0", ""), ensure_ascii=False) for text in HOSTILE]
    match place:
        case "note":
            titles = "\n\n".join(f"## {text} Autolyse\n\n20201104 - {text}\n\n> {text}\n" for text in HOSTILE)
            cells = "\n".join(f"| Autolyse | {text.replace('|', '/')} |" for text in HOSTILE)
            write(
                project, "seeds/hostile.md", f"# {HOSTILE[0]}\n\n{note}\n\n{titles}\n\n| a | b |\n|---|---|\n{cells}\n"
            )
            write(project, "seeds/first.txt", f"title: {HOSTILE[0]}\n\nAutolyse {HOSTILE[1]}\n")
        case "front matter":
            for number, text in enumerate(quoted):
                head = f"---\ntitle: {text}\ntemplate: {text}\ntags: [{text}]\n---\n\nAutolyse HX\n"
                write(project, f"seeds/front-{number}.md", head)
        case "facts":
            rows = [f"f{n}.md:\n  title: {t}\n  event: {t}\n  author: {t}\n  slug: {t}" for n, t in enumerate(quoted)]
            write(project, "seeds/notes.yml", "\n".join(rows))
            for number in range(len(quoted)):
                write(project, f"seeds/f{number}.md", "Autolyse\n")
        case "glossary":
            write(project, "docs/glossary/oven.yml", "\n".join(map(term, range(len(quoted)), quoted)))
        case "kinds":
            kinds = (project / "docs" / "kinds.yml").read_text("utf-8").replace("baking bread", HOSTILE[0])
            more = [f"  - {{id: h{n}, name: {t}, plural: {t}, folder: concepts}}" for n, t in enumerate(quoted)]
            families = [f"  - {{id: h{n}, name: {t}, about: {t}}}" for n, t in enumerate(quoted)]
            kinds = kinds.replace("\nfamilies:", "\n".join(("", *more, "", "families:")))
            write(project, "docs/kinds.yml", "\n".join((kinds, *families, "")))
            for number in range(len(quoted)):
                entry = f"- {{id: t{number}, name: Thing {number}, kind: h{number}, is: an object}}\n"
                write(project, f"docs/glossary/h{number}.yml", entry)
        case "corrections":
            rows = [
                f"- note: class.md\n  quote: never with salt\n  kind: wrong\n  says: {t}\n  sources: {{title: {t}}}"
                for t in quoted
            ]
            write(project, "docs/corrections.yml", "\n".join(rows))
        case "exams":
            task = "      - {{id: {0}, says: {0}, terms: [autolyse]}}"
            rows = "\n".join(task.format(text) for text in quoted)
            exam = (project / "docs" / "exams" / "guild.yml").read_text("utf-8").split("domains:")[0]
            exam = exam.replace("Guild test", quoted[0]).replace("Held every autumn.", quoted[1])
            domain = f"domains:\n  - name: {quoted[2]}\n    weight: 100\n    tasks:\n{rows}\n"
            write(project, "docs/exams/guild.yml", exam + domain)
        case "file names":
            for text in HOSTILE:
                name = text.replace("\0", "").replace("/", "\u2215")[:80]
                write(project, f"seeds/{name}.md", "Autolyse HX\n")
                write(project, f"seeds/{name}/inside.md", "Proofing HX\n")


def term(number: int, text: str) -> str:
    return f"""\
- id: h{number}
  name: {text}
  kind: method
  does: {text}
  more: {text}
  use_when: {text}
  not_when: {text}
  aliases: [{{text: {text}, cues: [{text}]}}]
  where: {text}
  confused_with: [{{id: h{(number + 1) % 40}, apart: {text}}}]
  see: [{{id: h{(number + 2) % 40}, why: {text}}}]
  sources: [{{title: {text}}}]
  training: {{learns_from: {text}, input: {text}, machines: {text}}}
  status: {{state: active, checked: 2024, source: unconfirmed, confidence: low, formerly: {text}, note: {text}}}
"""


def parsed(data: bytes) -> Any:
    return html5lib.parse(data.decode("utf-8"), namespaceHTMLElements=False)


def scripts(root: Any) -> list[Any]:
    return [element for element in root.iter("script") if element.get("type") != ALLOWED_INLINE]


def loaded(root: Any) -> Iterator[str]:
    """Every address a browser goes to by itself."""
    for element in root.iter():
        for name in ("src", "srcset", "data", "action", "formaction", "poster", "background"):
            if (value := element.get(name)) is not None:
                yield value
        if element.tag in {"link", "base", "use", "image"}:
            yield element.get("href") or ""


def faults(root: Any) -> list[str]:
    """Handlers, addresses that run, and elements that no page of the guide has."""
    found = []
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag in {"iframe", "object", "embed", "base", "applet", "frame", "textarea", "img"}:
            found.append(f"<{element.tag}>")
        for name, value in element.attrib.items():
            address = "".join(value.split()).lower()
            if name.lower().startswith("on"):
                found.append(f"{name}={value}")
            if name in {"href", "src", "action"} and ":" in address.split("/")[0] and not address.startswith(SCHEMES):
                found.append(f"{name}={value}")
        if element.tag == "script" and "HX" in (element.text or "") and element.get("type") != ALLOWED_INLINE:
            found.append(element.text)
    return found
