"""The MkDocs adapter, and the only file that knows MkDocs: it gathers arguments, calls the engine, logs its problems.

MkDocs imports a hook once and takes every attribute named `on_...` as an event handler. Nothing is kept here between
events: what a later event needs is on the page's own file.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File
from studyguide.guide import make_guide, summary
from studyguide.load import load_sources
from studyguide.problems import Problem, Severity, worded
from studyguide.publish.edition import Edition, Site
from studyguide.publish.fragments import with_fragments
from studyguide.publish.navigation import Section
from studyguide.publish.policy import policy
from studyguide.publish.urls import Addressing
from studyguide.records import Page as GuidePage
from studyguide.records import PagePath

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

log = get_plugin_logger("studyguide")


BRANCH = "main"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Without a repository there is nothing to edit; with one, its edit links lead to the branch that is published."""
    if config.repo_url:
        config.edit_uri = f"edit/{BRANCH}/docs/"
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Make the guide and add its pages. A page that a person wrote under the same path stays and wins."""
    sources, unread = load_sources(Path(config.config_file_path).parent)
    guide, problems = make_guide(sources, _site(config))
    for problem in (*unread, *problems):
        _report(problem)
    for page in guide.pages:
        if (written := files.get_file_from_path(page.path)) is not None:
            log.warning(f"docs/{written.src_uri} stands where the guide would put a page of its own, and is kept")
            continue
        file = File.generated(config, page.path, content=_document(page))
        file.edit_uri = f"{config.repo_url.rstrip('/')}/edit/{BRANCH}/{page.source}" if config.repo_url else None
        files.append(file)
    _fill(files, guide.edition, config)
    if config.nav is None:
        config.nav = [*({"Home": page} for page in _written(files, "index.md")), *map(_section, guide.navigation), *_about(files)]
    log.info(summary(guide))
    return files


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:  # noqa: ARG001
    """Allow the theme's own inline scripts by their hashes; the templates put the policy at the head of each page."""
    partials = (f"partials/javascripts/{name}.html" for name in ("base", "palette", "content", "announce"))
    env.globals["guide_policy"] = policy(env.get_template(p).render(config=config, features=()) for p in partials)
    return env


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001
    """Hang a page that is in no menu below its list page, so that breadcrumbs and the open section are right."""
    above = files.get_file_from_path(str(page.meta.get("above") or ""))
    if above is not None and above.page is not None and page.parent is None:
        page.parent = above.page.parent
    return markdown


def _fill(files: Files, book: Edition, config: MkDocsConfig) -> None:
    """Put what hand-written pages ask for into them; their source and their edit link stay what they are."""
    for file in [f for f in files.documentation_pages() if f.abs_src_path and "<!-- guide: " in f.content_string]:
        text, unknown = with_fragments(book, PagePath(file.src_uri), file.content_string)
        for name in unknown:
            log.warning(f"docs/{file.src_uri}: there is no fragment `{name}`")
        filled = File.generated(config, file.src_uri, content=text)
        filled.edit_uri = file.edit_uri
        files.remove(file)
        files.append(filled)


def _section(section: Section) -> dict[str, list[Any]]:
    return {section.title: [_section(part) if isinstance(part, Section) else part for part in section.parts]}


def _written(files: Files, path: str) -> list[str]:
    return [path] if files.get_file_from_path(path) else []


def _about(files: Files) -> list[dict[str, list[str]]]:
    """The pages people write about the guide, its index first."""
    pages = sorted(
        (f.src_uri for f in files.documentation_pages() if f.src_uri.startswith("about/")),
        key=lambda p: (p != "about/index.md", p),
    )
    return [{"About": pages}] if pages else []


def _site(config: MkDocsConfig) -> Site:
    blob = f"{config.repo_url.rstrip('/')}/blob/{BRANCH}/" if config.repo_url else ""
    return Site(Addressing.DIRECTORY if config.use_directory_urls else Addressing.FILE, blob)


def _document(page: GuidePage) -> str:
    """A page as MkDocs reads it: front matter whose values are JSON strings, which YAML reads as they are."""
    meta = {"title": page.title, "description": page.description, "above": page.above or ""}
    front = "\n".join(f"{key}: {json.dumps(value)}" for key, value in meta.items())
    return f"---\n{front}\n---\n\n{page.markdown}"


def _report(problem: Problem) -> None:
    match problem.severity:
        case Severity.ERROR:
            log.error(worded(problem))
        case Severity.WARNING:
            log.warning(worded(problem))
        case _:
            log.info(worded(problem))
