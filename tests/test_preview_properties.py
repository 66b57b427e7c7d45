"""After any sequence of edits the tree of a preview is that of a whole build of the same state, byte for byte."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from mkdocs.commands.build import build
from mkdocs.config import load_config

from preview import URL, previewed
from studyguide.hosts.mkdocs import hooks
from tiny import copied, differing, tree, write

TEXTS = (
    "# A lesson\n\n- Autolyse before proofing\n- a banneton, and rye from Hill Farm, vpc-481516234299ab\n",
    "Hydration of 70 %, then autolyse.\n\n## Second part\n\nProofing and proofing again.\n",
    "20210304 - late bake\n\nNothing that anyone knows but 481516234299.\n",
    "",
)
NAMES = ("a.md", "b.txt", "deep/c.md", "class.md")
GLOSSARY = "docs/glossary/dough.yml"
PAGES = ("docs/index.md", "docs/about/index.md", "docs/about/more.md")

LATE_BAKE = "- {id: late-bake, name: Late bake, kind: measure, is: bread of dusk, formula: b = 1}\n\n"

seeds = st.tuples(st.just("seed"), st.sampled_from(NAMES), st.sampled_from(TEXTS))
gone = st.tuples(st.just("gone"), st.sampled_from(NAMES[:3]), st.just(""))
renamed = st.tuples(st.just("renamed"), st.sampled_from(NAMES[:3]), st.sampled_from(NAMES[:3]))
written = st.tuples(st.just("page"), st.sampled_from(PAGES), st.sampled_from(("# One\n\nText.\n", "# Two\n\nOther.\n")))
curated = st.sampled_from(
    (
        ("glossary", "lets flour rest with water", "lets flour sleep"),
        ("glossary", "The dough tears.", "The dough is short."),
        ("glossary", "name: Proofing\n", "name: Lofting\n"),
        ("glossary", "name: Autolyse\n", "name: Autolise rest\n"),
        ("glossary", "aliases: [final rise", "aliases: [long rise, final rise"),
        ("glossary", "aliases: [final rise", "aliases: [{text: second part, match: capital}, final rise"),
        ("glossary", "aliases: [final rise", "not_in: [autolyse before proofing]\n  aliases: [final rise"),
        ("glossary", "aliases: [{text: DH", "aliases: [{text: bread of wheat/rye, ellipsis: rye}, {text: DH"),
        ("glossary", "state: active", "state: deprecated"),
        ("glossary", "kind: thing", "kind: measure\n  formula: s = w"),
        ("glossary", "- id: hydration\n  name: Hydration\n", f"{LATE_BAKE}- name: Hydration\n  id: hydration\n"),
        ("glossary", "Feed it flour", "Feed it some flour, then a banneton"),
    )
)
edits = st.lists(st.one_of(seeds, gone, renamed, written, curated), min_size=1, max_size=4)


def edit(project: Path, what: str, one: str, other: str) -> None:
    seed = project / "seeds" / one
    match what:
        case "seed":
            write(project, f"seeds/{one}", other)
        case "gone":
            seed.unlink(missing_ok=True)
        case "renamed":
            if seed.exists() and not (project / "seeds" / other).exists():
                (project / "seeds" / other).parent.mkdir(exist_ok=True)
                seed.rename(project / "seeds" / other)
        case "page":
            write(project, one, other)
        case _:
            write(project, GLOSSARY, (project / GLOSSARY).read_text("utf-8").replace(one, other))


@settings(
    max_examples=8, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate]
)
@given(st.lists(edits, min_size=1, max_size=4))
def test_a_preview_is_a_whole_build(rounds: list[list[tuple[str, str, str]]]) -> None:
    with TemporaryDirectory() as folder:
        project, site, whole = copied(Path(folder) / "project"), Path(folder) / "site", Path(folder) / "whole"
        (project / "docs" / "corrections.yml").unlink()
        with previewed(project, site) as server:
            for together in rounds:
                for one in together:
                    edit(project, *one)
                server.builder()
                shutil.rmtree(whole, ignore_errors=True)
                built_beside(project, whole)
                assert differing(tree(site), tree(whole)) == []


def built_beside(project: Path, whole: Path) -> None:
    """Builds a whole site in this process, without anything that the preview remembers."""
    config = load_config(str(project / "mkdocs.yml"), site_dir=str(whole))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hooks, "preview", None)
        config.site_url = URL
        build(config, serve_url=URL)
