"""Glossary packs: cases of a project with packs, a whole pack of another field, and the shipped one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from casefile import Case, agrees, cases
from studyguide.cli.main import main
from studyguide.execution.memo import MemoStore, memoizing
from studyguide.hosts.packs import find_packs, project_packs, shipped_packs
from studyguide.link.corpus import Corpus
from studyguide.linked_corpus import link_corpus
from studyguide.model.diagnostics import Severity, format_diagnostic
from studyguide.model.note import NotePath
from studyguide.model.pack import pack_of
from studyguide.pipeline import build_guide
from studyguide.render.data.redirects import redirects
from studyguide.render.guide import Guide
from studyguide.render.pages.comparisons import moved_addresses
from studyguide.render.site_context import Site, TermPages, term_address
from studyguide.sources import FieldFiles, Pack, Sources, TextFile, field_files, load_sources
from tiny import built_afresh, write

ROOT = Path(__file__).resolve().parents[1]
TREES = ROOT / "tests/packs/trees"
FOLDERS = {
    "glossary": "families", "exams": "exams", "questions": "questions", "lessons": "lessons", "decisions": "decisions",
    "figures": "pictures",
}  # fmt: skip
NOTES = {
    "oak.md": "# The oak\n\nThe bark of an oak is rough.\n\nIts cambium is alive.\n",
    "village.md": "# The village\n\nThey go in for pollarding, as cattle graze there.\n",
    "soup.md": "# Soup\n\nNothing about trees.\n",
}
KINDS = "kinds: [{id: part, name: Part, plural: Parts, folder: concepts}]\nfamilies: [{id: f, name: F, about: All.}]"


@pytest.mark.parametrize("case", cases("packs"), ids=str)
def test_packs(case: Case, accept: bool) -> None:
    corpus, diagnostics = link_corpus(_sources(case.given))
    problems = [f"{problem.severity}: {format_diagnostic(problem)}" for problem in diagnostics]
    outcome = {**_content(corpus), "problems": problems}
    agrees(case, {key: value for key, value in outcome.items() if value}, accept)


@settings(deadline=None)
@given(st.data())
def test_replacing_by_id_never_loses_another_id(data: st.DataObject) -> None:
    ids = st.lists(st.sampled_from([f"t{number}" for number in range(6)]), unique=True)
    own, near, far = data.draw(ids), data.draw(ids), data.draw(ids)
    broken = set(data.draw(ids))
    given_layers = {"own": (own, broken), "near": (near, set()), "far": (far, set())}
    layers = {
        name: _texts({"kinds.yml": KINDS, "glossary/f.yml": _terms(name, *listed)}, name)
        for name, listed in given_layers.items()
    }
    sources = Sources(kinds=layers["own"].kinds, families=layers["own"].families, packs=(layers["far"], layers["near"]))
    corpus, _ = link_corpus(sources)
    expected = {
        **dict.fromkeys(far, "far"),
        **dict.fromkeys(near, "near"),
        **{term: "own" for term in own if term not in broken},
    }
    assert {id_: term.is_ for id_, term in corpus.terms.items()} == {i: f"of {name}" for i, name in expected.items()}


def test_the_pack_of_another_field_is_complete() -> None:
    """Every kind of file that a pack can have is in it, so that the tests with it are about all of them."""
    sources, unread = load_sources(TREES, [Pack("trees", TREES)])
    (pack,) = sources.packs
    assert not [problem for problem in unread if problem.place.file != "seeds"]
    assert all(getattr(pack, field) for field in FieldFiles.__struct_fields__)
    assert all(file.text and pack_of(file.path) == "trees" for file in field_files(pack))


@pytest.fixture(scope="module", params=["all", "named"])
def woods(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A project that `studyguide new` made with the pack, and its site."""
    here = tmp_path_factory.mktemp("woods")
    for name, text in NOTES.items():
        write(here, f"notes/{name}", text)
    options = ("--glossary", f"{TREES}", "--terms", request.param, "--field", "my woods")
    done = CliRunner().invoke(main, ["new", str(here / "woods"), "--notes", str(here / "notes"), *options])
    assert done.exit_code == 0, done.output
    run = built_afresh(here / "woods", here / "site", "--strict")
    assert run.returncode == 0, run.stderr
    return here / "woods", here / "site"


def test_a_site_with_the_pack_has_no_fault(woods: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(woods[0])
    done = CliRunner().invoke(main, ["check", str(woods[1])])
    assert done.exit_code == 0, done.output
    assert " 0 problems" in done.output


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("exams", "WOOD-01, named"),
        ("counts", "12 terms"),
        ("facts", "exam: wood-01"),
        ("cards --counts", "does"),
        ("suggest", ""),
        ("schema", "pack.json"),
    ],
)
def test_commands_know_the_pack(
    words: str, shown: str, woods: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(woods[0])
    done = CliRunner().invoke(main, words.split())
    assert done.exit_code == 0 and shown in done.output, done.output


def test_an_export_and_the_ledger_know_the_pack(
    woods: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(woods[0])
    for words in (["export", str(tmp_path / "out")], ["ledger"]):
        done = CliRunner().invoke(main, words)
        assert done.exit_code == 0, done.output
    assert (tmp_path / "out/docs/services/pollarding/README.md").is_file()
    assert "services/pollarding/" in (woods[0] / "docs/ledger/addresses.txt").read_text("utf-8")


def guide_of(terms: TermPages, **notes: str) -> Guide:
    pack, _ = load_sources(TREES, [Pack("trees", TREES)])
    given_notes = tuple((NotePath(f"{name}.md"), text.encode()) for name, text in notes.items())
    sources = Sources(notes=given_notes, packs=pack.packs)
    guide, diagnostics = build_guide(sources, Site(terms=terms, id="woods", blob_url="https://code.example/blob/main/"))
    assert [d for d in diagnostics if d.severity is not Severity.NOTICE] == []
    return guide


def test_a_term_that_no_note_names_is_shown_where_it_is_listed() -> None:
    guide = guide_of(TermPages.NAMED, oak=NOTES["oak.md"])
    pages: dict[str, str] = {page.path: page.markdown for page in guide.pages}
    assert "concepts/bark.md" in pages and "services/coppicing.md" not in pages
    assert "concepts/growth-ring.md" in pages, "it has a lesson"
    assert '<dt id="term-coppicing">Coppicing' in pages["glossary.md"]
    definition = "Cuts a tree down to the stump so that many new shoots grow from it."
    for path in ("exams/wood-01.md", "decide/how-to-cut.md", "glossary.md", "families/woodland.md"):
        assert definition in pages[path], path
    assert guide.site_context.practice.paths
    found = {document.location for document in guide.documents}
    assert "glossary/#term-coppicing" in found and "concepts/bark/" in found


def test_every_link_to_a_term_leads_to_its_page_or_its_entry() -> None:
    guide = guide_of(TermPages.NAMED, soup=NOTES["soup.md"])
    context = guide.site_context
    glossary = next(page.markdown for page in guide.pages if page.path == "glossary.md")
    anchors = set(re.findall(r'id="(term-[^"]+)"', glossary))
    assert anchors == {f"term-{term}" for term in context.without_page} != set()
    for term in context.corpus.terms:
        address, _, fragment = term_address(context, term).partition("#")
        assert fragment in anchors if fragment else f"{address.rstrip('/')}.md" in {page.path for page in guide.pages}


def test_a_preview_moves_links_when_a_note_begins_to_name_a_term() -> None:
    pack, _ = load_sources(TREES, [Pack("trees", TREES)])
    site, memo = Site(terms=TermPages.NAMED, id="woods"), memoizing(MemoStore())
    for name in ("oak.md", "village.md", "soup.md", "oak.md"):
        sources = Sources(notes=((NotePath("note.md"), NOTES[name].encode()),), packs=pack.packs)
        seen, fresh = build_guide(sources, site, memo)[0], build_guide(sources, site)[0]
        assert (seen.pages, seen.documents) == (fresh.pages, fresh.documents), name
        assert [(f.path, f.content) for f in seen.files] == [(f.path, f.content) for f in fresh.files], name


def test_a_page_of_a_pack_cannot_be_edited_in_the_project() -> None:
    for page in guide_of(TermPages.ALL, oak=NOTES["oak.md"]).pages:
        assert not page.source or page.source.startswith("seeds/"), page.path
        assert "Glossary entry" not in page.markdown


def test_a_published_term_that_loses_its_page_leads_to_the_glossary() -> None:
    guide = guide_of(TermPages.NAMED, oak=NOTES["oak.md"])
    context = guide.site_context
    pages = [page.path for page in guide.pages]
    ledger = "services/coppicing/\nconcepts/bark/\n"
    files, problems = redirects(ledger, pages, context.site, context.notes, (), moved_addresses(context))
    assert not problems
    assert [file.path for file in files] == ["services/coppicing/index.html"]
    assert b'href="../../glossary/"' in files[0].content


def test_a_project_that_is_the_source_of_a_pack_reads_it_once() -> None:
    packs, diagnostics = project_packs({"extra": {"studyguide": {"packs": ["aws-ml"]}}}, ROOT)
    assert [pack.root for pack in packs] == [ROOT / "docs"] and not diagnostics
    assert load_sources(ROOT, packs)[0].packs == ()


def test_the_shipped_pack_is_about_nobodys_notes() -> None:
    pack = next(pack for pack, _ in shipped_packs() if pack.name == "aws-ml")
    sources, _ = load_sources(TREES, [pack])
    corpus, diagnostics = link_corpus(sources)
    assert [d for d in diagnostics if d.severity is not Severity.NOTICE] == []
    assert not any(exam.leaves_out for exam in corpus.exams)
    notes = {path.name for path in (ROOT / "seeds").iterdir()}
    for file in field_files(sources.packs[0]):
        assert not any(name in file.text for name in notes), file.path
        assert not re.search(r"\b(these|the four|our|my) notes\b|\bseeds/", file.text, re.IGNORECASE), file.path


@pytest.mark.parametrize(
    ("given_settings", "what"),
    [
        ({"packs": ["treees"]}, "there is no pack `treees`"),
        ({"packs": ["./nowhere"]}, "there is no pack.yml in `./nowhere`"),
        ({"packs": "trees"}, "`extra.studyguide.packs` is not a list of names"),
        ({"packs": [1]}, "`extra.studyguide.packs` is not a list of names"),
        ({"packs": ["./broken"]}, "`id`: an id is lower-case letters, digits and single hyphens"),
        ({"packs": ["./empty"]}, "this file is empty"),
        ({"packs": ["./one", "./two"]}, "two packs have the id `same`"),
        ({}, None),
    ],
)
def test_settings(given_settings: object, what: str | None, tmp_path: Path) -> None:
    write(tmp_path, "broken/pack.yml", "id: My Pack\nname: Mine\n")
    write(tmp_path, "empty/pack.yml", "")
    for folder in ("one", "two"):
        write(tmp_path, f"{folder}/pack.yml", "id: same\nname: Same\n")
    _, diagnostics = project_packs({"extra": {"studyguide": given_settings}}, tmp_path)
    assert [problem.what for problem in diagnostics] == ([what] if what else [])


def test_a_pack_is_found_once() -> None:
    packs, diagnostics = find_packs([f"{TREES}/", str(TREES), "aws-ml", "aws-ml"], ROOT)
    assert [pack.name for pack in packs] == ["trees", "aws-ml"] and not diagnostics


def test_a_new_project_needs_a_pack_that_exists(tmp_path: Path) -> None:
    write(tmp_path, "notes/oak.md", NOTES["oak.md"])
    words = ["new", str(tmp_path / "woods"), "--notes", str(tmp_path / "notes"), "--glossary", "aws"]
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 2 and "did you mean `aws-ml`?" in done.output
    assert not (tmp_path / "woods").exists()


def _sources(given_texts: Mapping[str, Any]) -> Sources:
    own = given_texts.get("own", {})
    files = _texts({path: text for path, text in own.items() if path != "leaves-out.yml"})
    packs = tuple(_texts(texts, name) for name, texts in given_texts.get("packs", {}).items())
    leaves_out = TextFile("docs/leaves-out.yml", own.get("leaves-out.yml", ""))
    parts = {field: getattr(files, field) for field in FieldFiles.__struct_fields__}
    return Sources(**parts, leaves_out=leaves_out, packs=packs)


def _texts(texts: Mapping[str, str], pack: str = "own") -> FieldFiles:
    """Return texts by path as the files of a pack, or of the project for the name `own`."""
    above = "docs" if pack == "own" else f"packs/{pack}"
    folders: dict[str, list[TextFile]] = {name: [] for name in FOLDERS.values()}
    single: dict[str, TextFile] = {}
    for path, text in texts.items():
        folder, _, name = path.rpartition("/")
        if folder:
            folders[FOLDERS[folder]].append(TextFile(f"{above}/{path}", text))
        else:
            single[name.removesuffix(".yml")] = TextFile(f"{above}/{path}", text)
    return FieldFiles(**single, **{name: tuple(files) for name, files in folders.items()})  # type: ignore[arg-type]


def _terms(layer: str, ids: list[str], broken: set[str]) -> str:
    """Return a family in which each term is defined as that of its layer; those of `broken` have a fault."""
    fault = {id_: ", oops: 1" if id_ in broken else "" for id_ in ids}
    return "\n".join(f"- {{id: {id_}, name: Name {id_}, kind: part, is: of {layer}{fault[id_]}}}" for id_ in ids)


def _content(corpus: Corpus) -> dict[str, Any]:
    places = {term: f"{file}:{line}" for term, file, line in corpus.glossary.places}
    return {
        "field": corpus.glossary.field,
        "kinds": [f"{kind.id}: {kind.name}, {kind.folder}" for kind in corpus.glossary.kinds],
        "families": [f"{family.id}: {family.name}" for family in corpus.glossary.families],
        "terms": [f"{term.id}: {term.is_ or term.does} ({places[term.id]})" for term in corpus.glossary.terms],
        "exams": [f"{exam.id}: {exam.name} {exam.leaves_out or ''}".strip() for exam in corpus.exams],
        "questions": [question.id for question in corpus.questions],
        "causes": [f"{cause.id}: {cause.cause}" for cause in corpus.causes],
        "phrasings": {term: list(texts) for term, texts in corpus.phrasings.items()},
        "figures": [f"{id_}: {figure.entry.title}, {len(figure.svg)}" for id_, figure in corpus.figures.items()],
    }
