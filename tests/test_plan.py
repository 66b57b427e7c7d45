"""Plans for exams, mock exams and statistics, case by case; `tests/javascript/run_plan_cases.js` says what cases hold.

Properties hold for the data of this project's own exams: nothing is left out of an order, and needs come first.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from casefile import Case, agrees, cases
from studied import shipped
from studyguide.hosts.assets import PARTS, load_assets
from studyguide.model.exam import terms_of_domain, terms_of_exam
from studyguide.parse.curated.site_texts import default_texts
from studyguide.practice.deck import make_practice
from studyguide.render.data.exam_data import exam_cards, exam_data, exam_data_files
from studyguide.render.site_context import Site, SiteContext, make_site_context

ROOT = Path(__file__).parents[1]
RUNNER = ROOT / "tests" / "javascript" / "run_plan_cases.js"
ASSETS = ROOT / "hooks" / "studyguide" / "render" / "assets"
CASES = cases("plan")
ORDER = """
globalThis.studyguide = undefined;
for (const name of ["fsrs", "days", "exam_order"]) require(`${process.argv[1]}/${name}.js`);
const exam = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(studyguide.examOrder.order(exam)));
"""


@pytest.fixture(scope="module")
def node() -> str:
    found = shutil.which("node")
    if found is None:
        reason = "Node.js is not installed, so plans and mock exams were not run"
        if os.environ.get("CI") == "true":
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)
    return found


@pytest.fixture(scope="module")
def results(node: str) -> dict[str, Any]:
    """The result of every case, by its name: all run in one process."""
    given = json.dumps([case.given for case in CASES], default=str)
    run = subprocess.run(
        [node, str(RUNNER), str(ASSETS)], input=given, capture_output=True, text=True, encoding="utf-8"
    )
    assert run.returncode == 0, run.stderr
    return dict(zip(map(str, CASES), json.loads(run.stdout), strict=True))


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: Case, results: dict[str, Any], accept: bool) -> None:
    result = results[str(case)]
    assert not (isinstance(result, dict) and "error" in result), result["error"]
    agrees(case, result, accept)


@pytest.fixture(scope="module")
def ctx() -> SiteContext:
    return make_site_context(shipped(), make_practice(shipped(), ())[0], Site())


def test_every_term_of_an_exam_is_ordered_after_what_it_needs(node: str, ctx: SiteContext) -> None:
    for exam in ctx.corpus.exams:
        data = exam_data(ctx, exam)
        run = subprocess.run(
            [node, "-e", ORDER, str(ASSETS)], input=json.dumps(data), capture_output=True, text=True, check=True
        )
        order = json.loads(run.stdout)
        terms = data["terms"]
        assert sorted(order) == list(range(len(terms)))
        place = {at: nth for nth, at in enumerate(order)}
        for at, term in enumerate(terms):
            late = [n for n in term["needs"] if place[n] > place[at] and terms[n]["closed"] <= term["closed"]]
            assert not late, (exam.id, term["id"], [terms[n]["id"] for n in late])
        closed = [bool(terms[at]["closed"]) for at in order]
        assert closed == sorted(closed)


def test_the_deck_of_an_exam_has_the_order_of_the_plan(node: str, ctx: SiteContext) -> None:
    for exam in ctx.corpus.exams:
        data = exam_data(ctx, exam)
        script = ORDER.replace(
            "studyguide.examOrder.order(exam)", "studyguide.examOrder.unasked(exam, new Map()).map(({id}) => id)"
        )
        run = subprocess.run(
            [node, "-e", script, str(ASSETS)], input=json.dumps(data), capture_output=True, text=True, check=True
        )
        assert [card.id for card in exam_cards(ctx, exam)] == json.loads(run.stdout)


def test_data_of_an_exam_has_each_asked_term_of_its_domains_once(ctx: SiteContext) -> None:
    asked = {card.term for card in ctx.practice.cards}
    ids = {card.id for card in ctx.practice.cards}
    for exam in ctx.corpus.exams:
        data = exam_data(ctx, exam)
        for at, domain in enumerate(exam.domains):
            own = [term["id"] for term in data["terms"] if at in term["domains"]]
            assert sorted(own) == sorted(asked.intersection(terms_of_domain(domain)))
        assert all(card in ids for term in data["terms"] for card in term["cards"])
        own_questions = [question for question in ctx.corpus.questions if question.exam == exam.id]
        assert len(data["bank"]) == len(own_questions)


def test_files_are_scripts_that_hand_over_json(ctx: SiteContext) -> None:
    for path, text in exam_data_files(ctx):
        call, _, rest = text.partition("(")
        assert call == ("studyguide.exams.addDeck" if path.endswith("/deck.js") else "studyguide.exams.add")
        assert json.loads(rest.removesuffix(");\n"))


@pytest.mark.parametrize("path", PARTS)
def test_joined_scripts_can_be_parsed(node: str, path: str, tmp_path: Path) -> None:
    """Joining leaves out lines of comments; a line with code after a comment would go with them."""
    script = tmp_path / "joined.js"
    script.write_bytes(load_assets(default_texts())[path])
    run = subprocess.run([node, "--check", str(script)], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr


@pytest.mark.parametrize("exam_id", ["aif-c01", "aip-c01", "mla-c02"])
def test_a_simulated_learner_is_asked_nearly_all_and_recalls_it(node: str, ctx: SiteContext, exam_id: str) -> None:
    """What the plan promises for 20 minutes a day on 28 days, at a fast and at a slow pace."""
    exam = next(exam for exam in ctx.corpus.exams if exam.id == exam_id)
    needed = set(terms_of_exam(exam))
    deck = [[card.id, card.term] for card in ctx.practice.cards if card.term in needed]
    given = {"days": 28, "minutes": 20, "seconds": [8, 20], "learners": 1, "exam": exam_data(ctx, exam), "deck": deck}
    command = [node, str(ROOT / "scripts" / "simulate.js"), str(ASSETS)]
    run = subprocess.run(command, input=json.dumps(given), capture_output=True, text=True, encoding="utf-8", check=True)
    for row in json.loads(run.stdout):
        assert row["least"] >= 0.95
        assert row["recall"] >= 0.9
        assert row["score"] - row["scoreToday"] >= 0.05
