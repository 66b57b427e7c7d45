"""Decisions on pages: cells with their sources, cues, the guide; what they replace redirects, and pairs are found."""

from __future__ import annotations

import json
import re
from itertools import combinations

from msgspec.structs import replace

from studyguide.model.decision import options_of
from studyguide.model.diagnostics import Severity
from studyguide.model.note import Address, PagePath
from studyguide.parse.curated.schemas import schemas
from studyguide.pipeline import build_guide
from studyguide.render.data.redirects import redirects
from studyguide.render.pages.comparisons import moved_addresses
from studyguide.render.site_context import Site
from studyguide.render.urls import address
from studyguide.sources import TextFile
from taught import taught, taught_sources

INFERENCE = PagePath("decide/inference-options.md")


def markdown_of(path: str) -> str:
    return next(page.markdown for page in taught()[0].pages if page.path == path)


def test_a_decision_shows_cells_cues_traps_guide_and_sources() -> None:
    text = markdown_of(INFERENCE)
    assert '<td data-title="Payload">25 MB</td>' in text
    assert (
        '<a href="#source-2" aria-label="Source 2">2</a></sup> <small class="sg-unconfirmed">unconfirmed</small>'
        in text
    )
    assert text.count('<small class="sg-unconfirmed">') == 3
    assert "If the question says <q>millisecond latency, sustained traffic</q>, it is <a" in text
    assert '<li id="guide-1">Must an answer come back within the request? ' in text
    assert '<a href="#guide-2">question 2</a>' in text
    assert "<cite>SageMaker Model Hosting FAQs</cite> (as of 2026)" in text
    assert '<a href="../../exams/aif-c01/">AIF-C01 1.1.3</a>' in text


def test_the_index_groups_and_has_a_field() -> None:
    text = markdown_of("decide.md")
    assert [line for line in text.splitlines() if line.startswith("## ")] == [
        "## Serving models {#group-1}",
        "## Training {#group-2}",
        "## Judging models {#group-3}",
    ]
    assert "data-filter" in text and '<script defer src="../assets/filter.js">' in text


def test_pages_of_terms_lead_to_decisions_symptoms_and_exams() -> None:
    text = markdown_of("services/sagemaker-batch-transform.md")
    assert '<a href="../../decide/inference-options/">Which SageMaker inference option fits?</a>' in text
    text = markdown_of("concepts/overfitting.md")
    assert "Training loss keeps falling, validation loss rises." in text
    assert '<a href="../../exams/aif-c01/">AIF-C01</a>: ' in text


def test_exam_pages_lead_to_decisions_questions_and_paths() -> None:
    text = markdown_of("exams/aif-c01.md")
    for href in ("decide/inference-options/", "exams/aif-c01/questions/", "review/?bank=aif-c01", "path/exam-aif-c01"):
        assert f'href="../../{href}' in text or f'href="{href.removeprefix("exams/aif-c01/")}' in text, href


def test_comparisons_of_the_same_terms_are_replaced_and_redirect() -> None:
    guide, _ = taught()
    ctx, paths = guide.site_context, {page.path for page in guide.pages}
    assert ctx.practice.replaced["confused-accuracy"] == "metric-by-error"
    assert "compare/confused-accuracy.md" not in paths
    options = [frozenset(options_of(decision)) for decision in ctx.corpus.decisions]
    for comparison in ctx.practice.comparisons:
        assert not any({row.term for row in comparison.rows} <= option for option in options), comparison.id
    [file], problems = redirects("compare/confused-accuracy/\n", paths, Site(), generated=moved_addresses(ctx))
    assert b'url=../../decide/metric-by-error/"' in file.content
    assert not problems


def test_names_that_only_collide_have_no_table_and_lead_to_the_term() -> None:
    guide, _ = taught()
    moved = moved_addresses(guide.site_context)
    paths = {page.path for page in guide.pages}
    assert "compare/confused-bedrock-provisioned-throughput.md" not in paths
    assert moved[Address("compare/confused-bedrock-provisioned-throughput/")] == (
        "services/bedrock-provisioned-throughput/"
    )


def test_an_address_that_moved_twice_is_followed() -> None:
    guide, _ = taught()
    paths = {page.path for page in guide.pages}
    ledger = "old/table/ -> compare/confused-accuracy/\n"
    [file], problems = redirects(ledger, paths, Site(), generated=moved_addresses(guide.site_context))
    assert b"decide/metric-by-error/" in file.content
    assert not problems


def test_the_search_knows_every_pair_of_options_of_a_decision() -> None:
    guide, _ = taught()
    place = {term: address(path) for term, path in guide.site_context.terms.items()}
    documents = {document.location: document for document in guide.documents}
    for decision in guide.site_context.corpus.decisions:
        pairs = set(map(frozenset, documents[f"decide/{decision.id}/"].pairs))
        for one, other in combinations(options_of(decision), 2):
            assert frozenset((place[one], place[other])) in pairs


def test_a_table_that_is_mostly_unconfirmed_is_left_out_and_told() -> None:
    sources = taught_sources()
    text = next(file.text for file in sources.decisions if "inference" in file.path)
    text = text.replace("confidence: medium", "confidence: unconfirmed")
    text = re.sub(r"payload: (\d+ .B)", r"payload: {is: \1, confidence: unconfirmed}", text)
    doubtful = TextFile("docs/decisions/inference-options.yml", text)
    guide, diagnostics = build_guide(replace(sources, decisions=(doubtful,)), Site())
    [problem] = [problem for problem in diagnostics if problem.kind == "unconfirmed"]
    assert problem.severity is Severity.NOTICE
    assert INFERENCE not in {page.path for page in guide.pages}


def test_schemas_describe_every_field() -> None:
    for name in ("decisions.json", "causes.json", "lessons.json", "questions.json", "figures.json"):
        found = [key for key in schemas() if key.startswith(name.removesuffix("s.json"))]
        assert found, name
        schema = json.loads(schemas()[found[0]])
        for record in (schema, *schema.get("$defs", {}).values()):
            for key, field in record.get("properties", {}).items():
                assert field.get("description") or "$ref" in json.dumps(field), (name, key)


def test_the_cheat_sheet_of_an_exam_has_cues_and_dated_numbers() -> None:
    text = markdown_of("cheat-sheets/exam-aif-c01.md")
    assert "<li>millisecond latency, sustained traffic → <b>SageMaker real-time endpoints</b></li>" in text
    numbers = "Payload: 25 MB (2026); Time for an answer: 60 s, streamed 8 min (2026)"
    assert f"<p><b>SageMaker real-time endpoints</b> · {numbers}</p>" in text
    assert 'href="../../decide/inference-options/"' in text
    assert "cheat-sheets/exam-aif-c01/" in markdown_of("exams/aif-c01.md")
