"""Draws generated questions at random, to be read aloud and judged, and prints how many choices are fair.

python3 scripts/sample_questions.py --seed 303              80 questions of all kinds
python3 scripts/sample_questions.py --seed 303 --number 20

The same seed draws the same questions as long as the cards are the same. A reader marks each: keep, reword or wrong.
"""

from __future__ import annotations

import argparse
import random
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "hooks"))

from studyguide.linked_corpus import link_corpus  # noqa: E402
from studyguide.practice.card import Card, CardKind  # noqa: E402
from studyguide.practice.deck import cards  # noqa: E402
from studyguide.practice.fairness import confusion_share  # noqa: E402
from studyguide.sources import load_sources  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--number", type=int, default=80)
    options = parser.parse_args()
    corpus = link_corpus(load_sources(ROOT)[0])[0]
    generated = [card for card in cards(corpus) if card.kind is not CardKind.OWN]
    drawn = random.Random(options.seed).sample(generated, min(options.number, len(generated)))
    for number, card in enumerate(drawn, 1):
        print(f"{number}. [{card.id}] {card.question}\n   {_answer(card)}")
    share = confusion_share(generated, corpus.glossary)
    used = f"{share.used} of {share.possible} ({share.used / max(share.possible, 1):.1%})"
    print(f"\n{share.choices} choices; a declared confusion is offered in {used} of those whose term has one")


def _answer(card: Card) -> str:
    if not card.options:
        return f"= {card.answer}"
    return " | ".join(f"{'*' if at == card.right else ''}{option.text}" for at, option in enumerate(card.options))


if __name__ == "__main__":
    main()
