"""The reading order: prerequisites first, no term twice, circles told."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace

from casefile import Case, agrees, cases
from studied import KINDS, of, shipped
from studyguide.model.diagnostics import format_diagnostic
from studyguide.model.note import TermId
from studyguide.pipeline import build_guide
from studyguide.practice.core_terms import core_terms, objective_weights
from studyguide.practice.learning_paths import CORE, MAX_STEPS, learning_paths, path_steps, reading_order
from studyguide.render.site_context import Site
from studyguide.sources import Sources, TextFile
from woven_from import woven_from


def term(name: str, *needs: str) -> str:
    return f"- {{id: {name}, name: {name}, kind: tool, does: x, needs: [{', '.join(needs)}]}}\n"


def ids(*names: str) -> tuple[TermId, ...]:
    return tuple(TermId(name) for name in names)


def test_no_circle_in_the_shipped_glossary() -> None:
    assert learning_paths(shipped())[1] == ()


def test_every_term_comes_after_what_it_needs() -> None:
    for path in learning_paths(shipped())[0]:
        seen: set[TermId] = set()
        for step in path.steps:
            for need in shipped().terms[step].needs:
                assert need in seen or need not in path.steps, f"{path.id}: {step} before {need}"
            seen.add(step)
        assert not set(path.before) & set(path.steps)


def test_the_core_is_no_longer_than_said() -> None:
    core = learning_paths(shipped())[0][0]
    assert core.id == "core" and CORE - 5 <= len(core.steps) <= CORE


@pytest.mark.parametrize("case", cases("learning_paths"), ids=str)
def test_learning_paths(case: Case, accept: bool) -> None:
    corpus, _ = woven_from(case.given)
    paths, problems = learning_paths(corpus)
    rows = [f"{p.id}: {p.title} ({p.about}) {' '.join(p.steps)} | {' '.join(p.before)}" for p in paths]
    rows += [format_diagnostic(problem) for problem in problems]
    steps = [f"{s.path} {s.number}/{s.of} {s.previous} {s.next}" for s in path_steps(paths).get(TermId("hive"), ())]
    agrees(case, {"paths": rows, "hive": steps}, accept)


def test_the_file_of_a_cycle_is_unknown_without_places() -> None:
    corpus = of(term("egg", "hen") + term("hen", "egg"))
    made, problems = learning_paths(replace(corpus, glossary=replace(corpus.glossary, places=())))
    assert made and [str(problem.place) for problem in problems] == ["docs/glossary"]


@pytest.mark.parametrize("case", cases("shipped_core"), ids=str)
def test_terms_of_the_shipped_core(case: Case, accept: bool) -> None:
    core = learning_paths(shipped())[0][0].steps
    agrees(case, [f"{term}: {'yes' if term in core else 'no'}" for term in case.given], accept)


def test_the_core_of_a_guide_without_exams_needs_nothing_else() -> None:
    wide = "".join(term(f"tool-{number}", "hive", "frame") for number in range(CORE + 5))
    core = learning_paths(of(term("hive") + term("frame", "hive") + wide))[0][0]
    assert len(core.steps) == CORE and core.before == () and {"hive", "frame"} <= set(core.steps)


def test_a_long_path_comes_in_parts() -> None:
    terms = "".join(term(f"tool-{number}") for number in range(MAX_STEPS + 1))
    parts = [path for path in learning_paths(of(terms))[0] if path.id.startswith("family-")]
    assert [path.id for path in parts] == ["family-hive", "family-hive-2"]
    assert [path.title for path in parts] == ["The hive, part 1 of 2", "The hive, part 2 of 2"]


@pytest.mark.parametrize("case", cases("core_terms"), ids=str)
def test_core_terms(case: Case, accept: bool) -> None:
    corpus, _ = woven_from(case.given)
    weights = {exam.id: {str(t): round(w, 2) for t, w in objective_weights(exam).items()} for exam in corpus.exams}
    agrees(case, {"weights": weights, "core": list(map(str, core_terms(corpus, case.given["size"])))}, accept)


def test_no_family_gets_more_steps_than_it_has_terms() -> None:
    corpus, _ = woven_from(next(case.given for case in cases("core_terms")))
    assert len(core_terms(corpus, CORE)) == len(corpus.terms)


def test_every_term_is_on_the_path_of_its_family() -> None:
    of_families = [path for path in learning_paths(shipped())[0] if path.id.startswith("family-")]
    assert sorted(step for path in of_families for step in path.steps) == sorted(shipped().terms)
    assert max(len(path.steps) for path in of_families) <= MAX_STEPS


def test_previous_and_next() -> None:
    made, _ = learning_paths(of(term("frame", "hive") + term("hive") + term("wax", "frame")))
    family = next(path for path in made if path.id == "family-hive")
    assert family.steps == ids("hive", "frame", "wax")
    step = next(step for step in path_steps(made)[TermId("frame")] if step.path == "family-hive")
    assert (step.number, step.of, step.previous, step.next) == (2, 3, "hive", "wax")


def test_a_circle_is_named_and_the_rest_is_ordered() -> None:
    made, diagnostics = learning_paths(of(term("egg", "hen") + term("hen", "egg") + term("nest", "hen")))
    (problem,) = diagnostics
    assert problem.kind == "circle" and problem.place.line and "egg -> hen -> egg" in problem.what
    assert set(made[0].steps) <= {"egg", "hen", "nest"}


def test_order_is_kept_where_nothing_is_needed() -> None:
    assert reading_order(ids("c", "a", "b"), {}) == (ids("c", "a", "b"), ())
    assert reading_order(ids("c", "a", "b"), {TermId("c"): ids("b")})[0] == ids("a", "b", "c")


def test_what_is_not_to_be_ordered_is_not_waited_for() -> None:
    assert reading_order(ids("a", "b"), {TermId("a"): ids("z", "a", "b")}) == (ids("b", "a"), ())


def test_circles_beside_each_other() -> None:
    needs = {TermId(a): ids(b) for a, b in (("a", "b"), ("b", "a"), ("c", "d"), ("d", "e"), ("e", "c"), ("f", "c"))}
    order, circles = reading_order(ids("a", "b", "c", "d", "e", "f"), needs)
    assert sorted(order) == list("abcdef") and circles == (ids("a", "b"), ids("c", "d", "e"))


@pytest.mark.parametrize(
    ("terms", "told", "steps"),
    [(term("hive"), "", "1 step."), (term("hive") + term("frame", "hive"), ": step 1 of 2", "2 steps.")],
)
def test_a_path_of_one_step_is_not_counted(terms: str, told: str, steps: str) -> None:
    sources = Sources(kinds=TextFile("docs/kinds.yml", KINDS), families=(TextFile("docs/glossary/hive.yml", terms),))
    pages = {page.path: page.markdown for page in build_guide(sources, Site())[0].pages}
    (stop,) = re.findall(r'<li><a href="../../path/family-hive/">The hive</a>([^<·]*)', pages["services/hive.md"])
    assert stop.rstrip() == told
    assert steps in pages["path/family-hive.md"] and steps in pages["path.md"]
