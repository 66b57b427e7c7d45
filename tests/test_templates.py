"""Templates that are compiled once, and the files that a theme has."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from jinja2 import DictLoader, Environment, FileSystemLoader
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from marked_texts import marked_file
from studyguide.hosts.mkdocs.theme_environment import THEME, ThemeLoader, use_theme
from studyguide.parse.curated.site_texts import default_texts, read_texts
from studyguide.render.compiled_templates import CompiledTemplates
from studyguide.render.templates import TEMPLATES, load_templates


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "templates").mkdir()
    (tmp_path / "compiled").mkdir()
    return tmp_path


def environment(folder: Path) -> Environment:
    templates = str(folder / "templates")
    return Environment(
        loader=FileSystemLoader(templates), bytecode_cache=CompiledTemplates([templates], folder / "compiled")
    )


def render(folder: Path, text: str) -> str:
    (folder / "templates" / "one.jinja").write_text(text)
    return environment(folder).get_template("one.jinja").render(name="rye")


def test_a_template_is_compiled_once_for_each_of_its_texts(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    compile_, compiled = Environment.compile, []

    def counted(made: Environment, source: str, *further: Any) -> Any:
        compiled.append(source)
        return compile_(made, source, *further)

    monkeypatch.setattr(Environment, "compile", counted)
    assert [render(folder, text) for text in ("a {{ name }}", "a {{ name }}", "b {{ name }}")] == [
        "a rye",
        "a rye",
        "b rye",
    ]
    assert compiled == ["a {{ name }}", "b {{ name }}"]
    assert len(list((folder / "compiled").iterdir())) == 1


@pytest.mark.parametrize("size", [0, 3, 20, 40, 120])
def test_a_damaged_compiled_template_is_made_again(folder: Path, monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    render(folder, "a {{ name }}")
    [kept] = (folder / "compiled").iterdir()
    whole = kept.read_bytes()
    kept.write_bytes(whole[:size])
    assert render(folder, "a {{ name }}") == "a rye"
    assert kept.read_bytes() == whole


def test_nothing_is_kept_where_python_keeps_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    assert render(folder, "a {{ name }}") == "a rye"
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    (folder / "compiled").rmdir()
    assert render(folder, "a {{ name }}") == "a rye"
    assert not (folder / "compiled").exists()


def test_templates_of_a_project_are_not_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    compiled = CompiledTemplates([str(THEME)], folder / "compiled")
    (folder / "templates" / "own.html").write_text("of the project")
    for loader in (FileSystemLoader(folder / "templates"), DictLoader({"own.html": "of the project"})):
        made = Environment(loader=loader, bytecode_cache=compiled)
        assert made.get_template("own.html").render() == "of the project"
    assert not list((folder / "compiled").iterdir())


def test_no_compiled_template_depends_on_texts() -> None:
    """It is kept for the sites of all languages."""
    english = default_texts()
    others, problems = read_texts("docs/texts.yml", marked_file(english))
    assert not problems
    asked = re.compile(r"\"[a-z_.]+\" ?\| ?t\b")
    one, other = load_templates(english), load_templates(others)
    sources = {path.name: path.read_text("utf-8") for path in TEMPLATES.glob("*.jinja")}
    assert sum(len(asked.findall(source)) for source in sources.values()) > 100
    for name, source in sources.items():
        assert one.compile(source, name, raw=True) == other.compile(source, name, raw=True)


def test_no_file_of_a_theme_is_missed(tmp_path: Path) -> None:
    """MkDocs takes the files of a theme from the list of its templates, those of hidden folders left out."""
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "one.css").write_text("a {}")
    (tmp_path / "own" / "deep").mkdir(parents=True)
    (tmp_path / "own" / "deep" / "two.css").write_text("a {}")
    listed = []
    for is_ours in (True, False):
        config = MkDocsConfig()
        config.load_dict(
            {"site_name": "a", "docs_dir": str(tmp_path), "theme": {"name": "material", "custom_dir": str(tmp_path)}}
        )
        assert config.validate() == ([], [])
        if is_ours:
            use_theme(config)
        made, files = config.theme.get_env(), Files([])
        assert isinstance(made.loader, ThemeLoader) == is_ours
        files.add_files_from_theme(made, config)
        listed.append(sorted(file.src_uri for file in files))
    assert listed[0] == listed[1]
    assert "own/deep/two.css" in listed[0]
    assert any(name.startswith("assets/javascripts/") for name in listed[0])
