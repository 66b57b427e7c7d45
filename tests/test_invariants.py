"""What always holds, each rule held by a test; the list of them stands in docs/about/architecture.md."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from studyguide.audit.html_page import read_page
from studyguide.audit.site import check_site
from studyguide.guide import Guide, make_guide, summary
from studyguide.load import load_sources
from studyguide.names import names_of
from studyguide.publish.edition import Site
from studyguide.publish.finished import finished
from studyguide.publish.navigation import Section
from studyguide.publish.urls import address, reference
from studyguide.records import GAPS, Page, PagePath, ZoneKind
from tiny import TINY, copied, tree, write

ROOT = Path(__file__).resolve().parents[1]
HOOKS = ROOT / "hooks"
ENGINE = HOOKS / "studyguide"
ADAPTER = HOOKS / "mkdocs_hooks.py"
HOSTS = {"mkdocs", "material", "pymdownx", "markdown", "zensical"}
OPENING = {
    "open", "read_text", "read_bytes", "write_text", "write_bytes", "iterdir", "glob", "rglob", "walk", "listdir",
    "mkdir", "unlink", "touch", "rename", "rmtree", "urlopen", "urlretrieve",
}  # fmt: skip
FORBIDDEN = {"time", "random", "socket", "http", "requests", "subprocess", "shutil", "tempfile", "asyncio"}
"""Modules of the clock, of chance, of the network and of other programs."""
ASKS_THE_CLOCK = {"today", "now", "utcnow", "fromtimestamp", "uuid1", "uuid4"}
EVERYDAY = {
    "config": "settings", "token": "a piece of text", "map": "a drawing", "label": "a word beside something",
    "training": "a field of the glossary's own schema", "tree": "of a syntax", "mean": "arithmetic",
    "model": "of a flash card", "ml": "markup of mathematics", "weights": "of an outline's parts",
    "csv": "the ending of a file", "cd": "a command", "policy": "of a page's head", "normalize": "Unicode",
    "var": "a word of programs", "precision": "of a number", "ipynb": "the ending of a file", "epoch": "of a clock",
    "translate": "characters", "tokenize": "a parser's step",
    "adapters": "between engine and host", "jsonl": "the ending of a file",
    "docker": "a command at the start of a line of code", "git": "a command at the start of a line of code",
    "kubectl": "a command at the start of a line of code", "pipeline": "of the search", "adam": "a given name",
    "ann": "a given name", "bert": "a given name", "ray": "a given name", "topics": "to watch",
    "multiprocessing": "a module of Python", "ai": "the end of a host's name", "parquet": "the ending of a file",
    "onnx": "the ending of a file", "provenance": "the line that says where words are from",
    "github": "the form of a key", "hf": "the form of a key", "bias": "ends in s and is no plural",
    "canvas": "ends in s and is no plural", "cli": "a word of file names", "di": "a part of surnames",
    "dl": "a tag of HTML", "r2": "superscript", "structured": "data in a page",
    "structured data": "the search engines' word for JSON-LD",
    "amp": "an entity of HTML", "jupyter": "the kind of file a note may come in", "feature": "of a page",
    "threshold": "of garbage collection",
    "function": "of a program", "image": "of a page", "video": "of a page", "tag": "of HTML", "tags": "of HTML",
}  # fmt: skip
"""Names of the shipped field that are everyday words or words of programs, with what the engine means by them."""


@pytest.fixture(scope="module")
def shipped() -> Guide:
    sources, _ = load_sources(ROOT)
    return make_guide(sources, Site())[0]


@pytest.fixture(scope="module")
def tiny() -> Guide:
    sources, _ = load_sources(TINY)
    return make_guide(sources, Site())[0]


@pytest.fixture(params=["shipped", "tiny"])
def guide(request: pytest.FixtureRequest) -> Guide:
    return request.getfixturevalue(request.param)


def modules(folder: Path = HOOKS) -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(folder.rglob("*.py")):
        yield path, ast.parse(path.read_text("utf-8"))


def imported(module: ast.Module) -> set[str]:
    """The outermost package of everything a module imports."""
    names = [alias.name for node in ast.walk(module) if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module or "" for node in ast.walk(module) if isinstance(node, ast.ImportFrom)]
    return {name.split(".")[0] for name in names}


# 1. Only the adapter knows its host.


def test_only_the_adapter_imports_the_host() -> None:
    assert [str(path) for path, module in modules() if path != ADAPTER and imported(module) & HOSTS] == []
    assert "mkdocs" in imported(ast.parse(ADAPTER.read_text("utf-8")))


def test_every_page_is_made_without_the_host() -> None:
    program = f"""
import sys
class Gone:
    def find_spec(self, name, path=None, target=None):
        if name.split('.')[0] in {HOSTS!r}:
            raise ImportError(name + ' is not here')
sys.meta_path.insert(0, Gone())
from pathlib import Path
import studyguide.cli
from studyguide.guide import make_guide
from studyguide.load import load_sources
from studyguide.publish.edition import Site
guide, problems = make_guide(load_sources(Path({str(TINY)!r}))[0], Site())
print(len(guide.pages), len(guide.files) > 0)
"""
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    pages, files = run.stdout.split()
    assert (int(pages) > 20, files) == (True, "True")


# 2. The engine knows no field.


def test_no_name_of_the_field_stands_in_the_engine(shipped: Guide) -> None:
    """Identifiers and texts of the code; in docstrings, which may need an example, no name of a product."""
    names = {flat(alias.text): term for term in shipped.edition.woven.glossary.terms for alias in names_of(term)}
    products = {name for name, term in names.items() if shipped.edition.kinds[term.kind].status and len(name) > 3}
    names.pop("r", None)  # one letter is no name
    longest = max(name.count(" ") for name in names) + 1
    found: set[tuple[str, str]] = set()
    for path, module in modules():
        for text, told in said(module):
            words = flat(text).split()
            runs = {" ".join(words[i : i + n]) for n in range(1, longest + 1) for i in range(len(words) - n + 1)}
            found |= {(name, path.name) for name in runs & (products if told else names.keys()) - EVERYDAY.keys()}
    assert not found, "\n".join(f"{module}: {name}" for name, module in sorted(found))


def flat(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text).casefold()))


def said(module: ast.Module) -> Iterator[tuple[str, bool]]:
    """Every identifier and text of a module, and whether it is a docstring."""
    bodies = [node.body for node in ast.walk(module) if hasattr(node, "body") and isinstance(node.body, list)]
    told = {id(at.value) for body in bodies for at in body if isinstance(at, ast.Expr)}
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value, id(node) in told
        for field in ("id", "name", "attr", "arg"):
            if isinstance(value := getattr(node, field, None), str):
                yield value, False


# 4. Every passage leads to its line.


def test_every_passage_leads_to_a_line_that_exists(guide: Guide) -> None:
    book, count = guide.edition, 0
    anchors = {page.path: read_page(finished(page.markdown).html).ids for page in guide.pages}
    sizes = {f"seeds/{note.path}": len(note.lines) for note in book.woven.notes}
    homes = {f"seeds/{path}": page for path, page in book.notes.items()}
    for page in guide.pages:
        for caption in re.findall(r"<figcaption[^>]*>(.*?)</figcaption>", page.markdown, re.DOTALL):
            href, first, last, file = CAPTION.search(caption).groups()  # type: ignore[union-attr]
            assert 1 <= int(first) <= int(last or first) <= sizes[file]
            assert href == reference(page.path, homes[file], f"L{first}")
            assert f"L{first}" in anchors[homes[file]]
            count += 1
    assert count >= 10


CAPTION = re.compile(r'<a href="([^"]+)">[^<]*, lines? (\d+)(?:–(\d+))?</a>.*<code>([^<]+)</code>', re.DOTALL)


# 5. Every line is accounted for.


def test_every_line_is_shown_and_counted_once(guide: Guide) -> None:
    book = guide.edition
    total: Counter[str] = Counter()
    for note in book.woven.notes:
        of = book.woven.accounting[note.path]
        parts = (*of.used, *of.watched, *of.structure, *of.no_term)
        assert sorted(parts) == [n for n, line in enumerate(note.lines, 1) if line.strip()]
        assert of.lines == len(parts)
        total.update(lines=of.lines, used=len(of.used), no_term=len(of.no_term))
        page = next(page for page in guide.pages if page.path == book.notes[note.path])
        ids = read_page(finished(page.markdown).html).ids
        assert {f"L{n}" for n in parts} <= ids
    told = summary(guide)
    assert f"of {total['lines']}, {total['used']} stand on term pages" in told
    listed = next(page for page in guide.pages if page.path == "notes/no-term.md")
    assert len(re.findall(r'<a href="[^"]+#L\d+">', listed.markdown)) == total["no_term"]
    assert f"{total['no_term']} name no term" in told


# 8. No two pages share a path.


def test_no_two_pages_share_a_place(guide: Guide) -> None:
    assert repeated(guide.pages) == []


def test_notes_that_want_the_same_place_each_get_their_own(tmp_path: Path) -> None:
    names = ("a/class.md", "b/class.md", "Class.txt", "class-2.md", "index.md", "by-date.md", "Watch List.md",
             "no term.txt", "日本.md", "日本.txt", "--.md", "-.txt", "CON.md", "a b.md", "a-b.md", "a_b.md",
             "ÅNGSTRÖM.md", "ångström.txt", "x" * 200 + ".md", "x" * 201 + ".md")  # fmt: skip
    project = copied(tmp_path / "project", **{f"seeds/{name}": "# Autolyse\n\nProofing\n" for name in names})
    guide, _ = make_guide(load_sources(project)[0], Site())
    assert len(guide.edition.notes) == len(names) + 2
    assert repeated(guide.pages) == []
    assert all(re.fullmatch(r"[\w/-]+\.md", page.path) for page in guide.pages)


def repeated(pages: tuple[Page, ...]) -> list[str]:
    """Addresses that are the same to some file system."""
    counted = Counter(address(PagePath(page.path)).casefold() for page in pages)
    return [where for where, times in counted.items() if times > 1]


def test_every_page_is_in_the_menu_or_hangs_below_it(guide: Guide) -> None:
    """So that each has breadcrumbs, and a section of the menu that stands open."""
    menu = set(listed(guide.navigation))
    above = {page.path: page.above for page in guide.pages}

    def hangs(path: PagePath | None) -> bool:
        return path in menu or (path is not None and hangs(above[path]))

    assert [path for path in above if not hangs(path)] == []


def listed(sections: tuple[Section, ...]) -> Iterator[PagePath]:
    for section in sections:
        for part in section.parts:
            if isinstance(part, Section):
                yield from listed((part,))
            else:
                yield part


# 9. The built site keeps its promises.


def test_the_built_site_has_no_fault(site_dir: Path, shipped: Guide) -> None:
    secrets = [
        note.lines[zone.line - 1][zone.start : zone.end]
        for note in shipped.edition.woven.notes
        for zone in note.zones
        if zone.kind in GAPS and zone.kind is not ZoneKind.COMMENT
    ]
    assert check_site(tree(site_dir), secrets, "/") == ()


# 10. Only the loader reads files; nothing asks the clock, chance or the network.


def test_only_the_loader_and_the_command_line_touch_files() -> None:
    found = [
        (path.name, name)
        for path, module in modules(ENGINE)
        if path.name != "load.py" and not path.name.startswith("cli")
        for name in called(module) & OPENING
    ]
    assert found == []


def test_no_module_asks_the_clock_chance_or_the_network() -> None:
    found = [
        (path.name, name)
        for path, module in modules(ENGINE)
        if not path.name.startswith("cli")
        for name in (called(module) & ASKS_THE_CLOCK) | (imported(module) & FORBIDDEN)
    ]
    assert found == []


def called(module: ast.Module) -> set[str]:
    calls = [node.func for node in ast.walk(module) if isinstance(node, ast.Call)]
    return {node.id if isinstance(node, ast.Name) else getattr(node, "attr", "") for node in calls}


def test_loading_and_making_change_no_file(tmp_path: Path) -> None:
    project = copied(tmp_path / "project")
    write(project, "seeds/more.txt", "Autolyse")
    before = tree(project)
    make_guide(load_sources(project)[0], Site())
    assert tree(project) == before
