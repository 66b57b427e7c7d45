"""A small guide of another field as pages of their own: the engine's markup and the guide's assets, without a theme."""

from __future__ import annotations

import shutil
from pathlib import Path

import markdown

from studyguide.hosts.assets import PARTS, load_assets
from studyguide.model.note import NotePath, Page
from studyguide.pipeline import link_corpus
from studyguide.practice.deck import make_practice
from studyguide.render.data.exam_data import exam_data_files
from studyguide.render.pages.bank import bank_files, bank_steps
from studyguide.render.pages.exam_study import study_pages
from studyguide.render.pages.review import question_files, question_pages, review_page
from studyguide.render.site_context import Site, SiteContext, make_site_context
from studyguide.render.urls import Addressing
from studyguide.sources import Sources, TextFile

ASSETS = Path(__file__).parents[2] / "hooks/studyguide/render/assets"
GUIDE = "bees"

KINDS = """
field: keeping bees
kinds:
  - {id: tool, name: Tool, plural: Tools, folder: services}
families:
  - {id: hive, name: The hive, about: What stands in the garden.}
  - {id: harvest, name: Harvest, about: How honey leaves the comb.}
"""
HIVE = """
- {id: smoker, name: Smoker, kind: tool, does: calms a colony before it is opened, more: It burns jute.}
- {id: veil, name: Veil, kind: tool, does: keeps stings away from the face, more: Dark mesh is easier to see through.}
- {id: feeder, name: Feeder, kind: tool, does: offers syrup when no flower is open}
- id: skep
  name: Skep
  kind: tool
  does: houses a swarm in a basket of straw
  confused_with:
    - {id: feeder, apart: A skep houses a swarm in straw; a feeder holds syrup beside the frames.}
"""
HARVEST = """
- {id: extractor, name: Extractor, kind: tool, does: spins liquid out of frames without breaking them}
- {id: refractometer, name: Refractometer, kind: tool, does: measures how much water a sample still holds}
- {id: uncapping-fork, name: Uncapping fork, kind: tool, does: lifts wax lids off full cells}
"""
EXAM = """
{id: bee-1, code: BEE-1, name: Novice, state: active, says: Held every spring., checked: 2026-01-05,
 source: unconfirmed, confidence: low, questions: {total: 5}, minutes: 10, passing: {score: 700, of: 1000},
 domains: [{name: Tools, weight: 100, tasks: [{id: '1', says: Name them., terms: [veil, extractor]}]}]}
"""
TERMS = ("smoker", "veil", "feeder", "skep", "extractor", "refractometer", "uncapping-fork")
DECISION = f"""
{{id: purchase, question: Which tool is bought first?, title: Purchase, group: Tools, about: The season decides.,
 checked: 2026-01-05, sources: {{book: {{title: The bee book}}}}, source: book, columns: [{{id: use, name: Use}}],
 rows: [{", ".join(f"{{term: {term}, cells: {{use: Number {at}}}}}" for at, term in enumerate(TERMS, 1))}]}}
"""
"""Tools that are options of one decision are offered beside each other."""
NOTE = """# Visit to the apiary

- the smoker goes first
- then the veil
"""


BANK = """
- id: bee-1-sting
  exam: bee-1
  objective: "1.1"
  type: single
  difficulty: 1
  stem: Bees fly at a keeper's eyes. What does she put on?
  options:
    - {text: A veil, right: true, term: veil, why: It covers the face.}
    - {text: A feeder, term: feeder, why: It holds syrup.}
    - {text: A skep, term: skep, why: It houses a swarm.}
    - {text: A fork, term: uncapping-fork, why: It lifts wax.}
  source: {title: The bee book}
  checked: 2026-01-05
- id: bee-1-honey-tools
  exam: bee-1
  objective: "1.2"
  type: multiple
  difficulty: 2
  stem: Full frames lie on the table. Which two tools are needed? Choose two.
  options:
    - {text: The extractor, right: true, term: extractor, why: It spins honey out.}
    - {text: The uncapping fork, right: true, term: uncapping-fork, why: It opens the cells.}
    - {text: The feeder, term: feeder, why: Nothing is fed here.}
    - {text: The smoker, term: smoker, why: No bee is in the room.}
    - {text: The skep, term: skep, why: No swarm is caught.}
  source: {title: The bee book}
  checked: 2026-01-05
- id: bee-1-opening
  exam: bee-1
  objective: "1.3"
  type: ordering
  difficulty: 2
  stem: In which order does a keeper open a hive?
  steps:
    - {text: Put on the veil, term: skep, why: Before any bee can sting.}
    - {text: Blow smoke, term: smoker, why: The colony calms down.}
    - {text: Lift the frames, term: extractor, why: Now it is safe.}
  source: {title: The bee book}
  checked: 2026-01-05
- id: bee-1-purposes
  exam: bee-1
  objective: "1.3"
  type: matching
  difficulty: 2
  stem: Which tool serves which purpose?
  pairs:
    - {prompt: Calm, answer: Smoker, term: smoker, why: Smoke calms.}
    - {prompt: Measure, answer: Refractometer, term: refractometer, why: It measures water.}
    - {prompt: Feed, answer: Feeder, term: feeder, why: It holds syrup.}
  source: {title: The bee book}
  checked: 2026-01-05
"""
"""One question of each type."""


def bees(addressing: Addressing = Addressing.DIRECTORY, bank: str = "", exam: str = EXAM) -> SiteContext:
    """Return the small guide, with the questions of `bank` and the terms of `exam`."""
    sources = Sources(
        notes=((NotePath("apiary.md"), NOTE.encode()),),
        kinds=TextFile("docs/kinds.yml", KINDS),
        families=(TextFile("docs/glossary/hive.yml", HIVE), TextFile("docs/glossary/harvest.yml", HARVEST)),
        exams=(TextFile("docs/exams/bee-1.yml", exam),),
        decisions=(TextFile("docs/decisions/purchase.yml", DECISION),),
        questions=(TextFile("docs/questions/bee-1.yml", bank),) if bank else (),
    )
    corpus, _ = link_corpus(sources)
    return make_site_context(corpus, make_practice(corpus, ())[0], Site(addressing))


def write_review(
    folder: Path,
    addressing: Addressing = Addressing.DIRECTORY,
    guide: str = GUIDE,
    bank: str = "",
    exam: str = EXAM,
) -> None:
    """Write the review page of the small guide, the lists beside it and everything they load into `folder`."""
    ctx = bees(addressing, bank, exam)
    deck = ctx.practice.cards
    shutil.copytree(ASSETS, folder / "assets")
    for path in PARTS:
        (folder / path).write_bytes(load_assets(ctx.texts)[path])
    for path, text in (*question_files(ctx, deck), *bank_files(ctx), *exam_data_files(ctx)):
        _written(folder / path, text)
    of_bank = (page for step in bank_steps(ctx) for page in step())
    for page in (review_page(ctx, deck), *question_pages(ctx, deck), *of_bank, *study_pages(ctx)):
        stem = page.path.removesuffix(".md")
        place = f"{stem}.html" if addressing is Addressing.FILE else f"{stem}/index.html"
        _written(folder / place, document(page, guide))


def document(page: Page, guide: str = GUIDE) -> str:
    """Return a page as HTML, as MkDocs would turn it into the inner part of its own."""
    body = markdown.markdown(page.markdown, extensions=["attr_list"])
    head = (
        f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{page.title}</title>'
        f'<meta name="studyguide-id" content="{guide}">'
    )
    return f'<!doctype html><html lang="en">{head}<main class="md-typeset">{body}</main></html>'


def _written(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
