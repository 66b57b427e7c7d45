"""What always holds for the code of the engine, each rule with a test; docs/dev/architecture.md lists them."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from studied import shipped_guide
from studyguide.model.glossary import AliasKind, names_of
from studyguide.render.guide import Guide
from tiny import TINY

ROOT = Path(__file__).resolve().parents[1]
HOOKS = ROOT / "hooks"
ENGINE = HOOKS / "studyguide"
ADAPTER = ENGINE / "hosts" / "mkdocs"
ADAPTERS = {"cli", "hosts"}
HOSTS = {"mkdocs", "material", "pymdownx", "markdown", "zensical"}
OPENING = {
    "open", "read_text", "read_bytes", "write_text", "write_bytes", "iterdir", "glob", "rglob", "walk", "listdir",
    "mkdir", "unlink", "touch", "rename", "rmtree", "urlopen", "urlretrieve",
}  # fmt: skip
FORBIDDEN = {"time", "random", "socket", "http", "requests", "subprocess", "shutil", "tempfile", "asyncio"}
"""Modules of the clock, of chance, of the network and of other programs."""
BUILD_TIME = "build_time.py"
"""Asks git for the last commit, and the file system for the newest input."""
ALLOWED = {
    (BUILD_TIME, "subprocess"),
    ("dev_server.py", "socket"),  # tries whether the preview's own port is free
    ("author_board.py", "today"),  # says which facts are old, to the author and in no build
    ("progress.py", "time"),  # says again how far a job is after some silence; nothing of it is in the output
    ("document_markdown.py", "shutil"),  # looks for the converter that `new` calls
    ("document_markdown.py", "subprocess"),
    ("staging.py", "shutil"),
    ("staging.py", "tempfile"),
}  # fmt: skip
"""What adapters need of them."""
ASKS_THE_CLOCK = {"today", "now", "utcnow", "fromtimestamp", "uuid1", "uuid4"}
MOST_NAMES_IN_A_LITERAL = 2
"""Glossary names that one list, tuple, set or dictionary of the engine may hold by chance."""
HOSTS_OF_CODE = {"github"}
"""Products that belong to the engine's own field: where code and sites are published."""


@pytest.fixture(scope="module")
def shipped() -> Guide:
    return shipped_guide()


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
    knowing = [path for path, module in modules() if imported(module) & HOSTS]
    assert [str(path) for path in knowing if not path.is_relative_to(ADAPTER)] == []
    assert ADAPTER / "hooks.py" in knowing


def test_every_page_is_made_without_the_host() -> None:
    program = f"""
import sys
class Gone:
    def find_spec(self, name, path=None, target=None):
        if name.split('.')[0] in {HOSTS!r}:
            raise ImportError(name + ' is not here')
sys.meta_path.insert(0, Gone())
from pathlib import Path
import studyguide.cli.main
from studyguide.pipeline import build_guide
from studyguide.render.site_context import Site
from studyguide.sources import load_sources
guide, problems = build_guide(load_sources(Path({str(TINY)!r}))[0], Site())
print(len(guide.pages), len(guide.files) > 0)
"""
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    pages, files = run.stdout.split()
    assert (int(pages) > 20, files) == (True, "True")


# 2. The engine knows no field.


def test_no_product_of_the_field_is_named_in_the_engine(shipped: Guide) -> None:
    """Identifiers, texts and docstrings name no product or service of the shipped field, in any spelling.

    A name that is one ordinary word with a capital counts only as written: `str.translate` names no service.
    """
    spellings = {
        alias.text
        for term in shipped.site_context.corpus.glossary.terms
        if shipped.site_context.kinds[term.kind].status
        for alias in names_of(term)
        if alias.kind in {AliasKind.SYNONYM, AliasKind.FORMER} and re.search("[A-Z]", alias.text)
    }
    words_as_written = {text for text in spellings if re.fullmatch("[A-Z][a-z]{3,}", text)}
    names = {flat(text) for text in spellings - words_as_written if len(text) > 3} - HOSTS_OF_CODE
    longest = max(name.count(" ") for name in names) + 1
    named: set[tuple[str, str]] = set()
    for path, module in modules():
        for text in texts(module):
            words = flat(text).split()
            runs = {" ".join(words[i : i + n]) for n in range(1, longest + 1) for i in range(len(words) - n + 1)}
            named |= {(name, path.name) for name in (runs & names) | (set(re.findall(r"\w+", text)) & words_as_written)}
    assert not named, "\n".join(f"{module}: {name}" for name, module in sorted(named))


def test_the_engine_has_no_word_list_of_the_field(shipped: Guide) -> None:
    """No list, tuple, set or dictionary of the code holds three or more names of the shipped glossary."""
    everyday = {"words", "tags", "config"}
    names = {flat(term.name) for term in shipped.site_context.corpus.glossary.terms if flat(term.name) not in everyday}
    lists = [
        (path.name, node.lineno, held)
        for path, module in modules()
        for node, held in ((node, literal_texts(node) & names) for node in ast.walk(module))
        if len(held) > MOST_NAMES_IN_A_LITERAL
    ]
    assert lists == []


def flat(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text).casefold()))


def texts(module: ast.Module) -> Iterator[str]:
    """Every identifier and text of a module."""
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        for field in ("id", "name", "attr", "arg"):
            if isinstance(value := getattr(node, field, None), str):
                yield value


def literal_texts(node: ast.AST) -> set[str]:
    """The texts that one literal collection holds itself."""
    match node:
        case ast.List(elts=items) | ast.Tuple(elts=items) | ast.Set(elts=items) | ast.Dict(keys=items):
            values = [item.value for item in items if isinstance(item, ast.Constant)]
            return {flat(value) for value in values if isinstance(value, str)}
        case ast.Constant(value=str() as text) if len(text.split()) > 8 and not re.search(
            r"[.,;:]\s|[.]$", text.strip()
        ):
            return {flat(word) for word in text.split()}  # a word list written as one text, no sentence
    return set()


# 10. Only the loader reads files, and one module asks for their times; nothing asks the clock, chance or the network.


def test_only_the_loader_and_the_adapters_touch_files() -> None:
    found = [
        (path.name, name)
        for path, module in modules(ENGINE)
        if path.name not in ("sources.py", "package_data.py", "site_texts.py")
        and path.relative_to(ENGINE).parts[0] not in ADAPTERS
        for name in called(module) & OPENING
    ]
    assert found == []


def test_no_module_asks_the_clock_chance_or_the_network() -> None:
    found = [
        (path.name, name)
        for path, module in modules(ENGINE)
        if not path.is_relative_to(ENGINE / "cli")
        for name in (called(module) & ASKS_THE_CLOCK) | (imported(module) & FORBIDDEN)
        if (path.name, name) not in ALLOWED
    ]
    assert found == []


def test_only_adapters_ask_for_the_time_of_the_inputs() -> None:
    asking = [
        path
        for path, module in modules(ENGINE)
        for node in ast.walk(module)
        if isinstance(node, ast.ImportFrom) and node.module == "studyguide.hosts.build_time"
    ]
    assert {path.relative_to(ENGINE).parts[0] for path in asking} == ADAPTERS


def called(module: ast.Module) -> set[str]:
    calls = [node.func for node in ast.walk(module) if isinstance(node, ast.Call)]
    return {node.id if isinstance(node, ast.Name) else getattr(node, "attr", "") for node in calls}
