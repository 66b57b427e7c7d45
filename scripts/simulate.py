"""Compares the plan for an exam with the order of the glossary, by learners whose memory follows FSRS.

python scripts/simulate.py                    every exam that the question bank prepares for
python scripts/simulate.py aif-c01 --days 14 --minutes 30 --seconds 8,20 --learners 20
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from pathlib import Path

from studyguide.linked_corpus import link_corpus
from studyguide.model.exam import exam_label, terms_of_exam
from studyguide.practice.deck import make_practice
from studyguide.render.data.exam_data import exam_data
from studyguide.render.site_context import Site, make_site_context
from studyguide.sources import load_sources

ROOT = Path(__file__).resolve().parents[1]
RUNNER = ROOT / "scripts" / "simulate.js"
ASSETS = ROOT / "hooks" / "studyguide" / "render" / "assets"


def main() -> None:
    """Prints one row of a table for each exam and each pace."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("exams", nargs="*", help="ids of exams")
    parser.add_argument("--days", type=int, default=28)
    parser.add_argument("--minutes", type=int, default=20, help="minutes a day")
    parser.add_argument("--seconds", default="8,12,16,20", help="seconds an answer takes, with commas")
    parser.add_argument("--learners", type=int, default=10, help="simulated learners for each row")
    options = parser.parse_args()
    node = shutil.which("node")
    if node is None:
        sys.exit("Node.js is needed: the simulation runs the scripts of the review page")
    corpus, _ = link_corpus(load_sources(ROOT)[0])
    practice, _ = make_practice(corpus, ())
    ctx = make_site_context(corpus, practice, Site())
    wanted = options.exams or sorted({question.exam for question in corpus.questions})
    exams = [exam for exam in corpus.exams if exam.id in wanted]
    if len(exams) < len(wanted):
        sys.exit(f"exams of this guide: {', '.join(exam.id for exam in corpus.exams)}")
    seconds = [float(text) for text in options.seconds.split(",")]
    plan = {"days": options.days, "minutes": options.minutes, "seconds": seconds, "learners": options.learners}
    print(f"{options.days} days, {options.minutes} minutes a day, {options.learners} learners for each row\n")
    heads = ("Exam", "Seconds an answer", "Terms asked in the domain with the fewest", "Mean recall", "Score")
    print(f"| {' | '.join((*heads, 'Ten new a day', 'Glossary order, all minutes'))} |")
    print("|---|--:|--:|--:|--:|--:|--:|")
    for exam in exams:
        needed = set(terms_of_exam(exam))
        deck = [[card.id, card.term] for card in ctx.practice.cards if card.term in needed]
        given = json.dumps({**plan, "exam": exam_data(ctx, exam), "deck": deck})
        run = subprocess.run([node, RUNNER, ASSETS], input=given, capture_output=True, text=True, check=False)
        if run.returncode:
            sys.exit(run.stderr)
        for row in json.loads(run.stdout):
            print(_row(exam_label(exam), row))


def _row(label: str, row: dict[str, float]) -> str:
    asked = f"{row['least']:.0%} (ten new a day: {row['leastToday']:.0%})"
    shares = (f"{row[name]:.1%}" for name in ("recall", "score", "scoreToday", "scoreFilled"))
    cells = [label, f"{row['seconds']:.0f}", asked, *shares]
    return f"| {' | '.join(cells)} |".replace("%", " %")


if __name__ == "__main__":
    main()
