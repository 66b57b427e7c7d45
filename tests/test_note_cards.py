"""Cards that authors write in their notes, case by case (`tests/cases/note_cards`), and the schedules beside them.

`given` is the text of `note.md`. `expect` has for each card its lines, its question and its answer.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from casefile import Case, agrees, cases
from node import run_script
from studyguide.cli.main import main
from studyguide.model.note import Note, NotePath
from studyguide.parse.cards.schedules import Schedule, schedules_of, unattached_schedules
from studyguide.parse.note import parse_note
from studyguide.practice.progress_backup import progress_backup
from tiny import copied

RUNNER = Path(__file__).parent / "javascript" / "run_progress_cases.js"
SIGNS = (
    "::",
    ":::",
    "?",
    "??",
    "Q: ",
    "A: ",
    "A:",
    "C: [a]",
    "==a==",
    "{a}",
    "{{c1::b}}",
    "- ",
    "word",
    "",
    " ",
    "`",
    "$",
)
SCHEDULED = """# Greek #flashcards

- kafeneio ::: coffee house
  <!--SR:!2000-01-01,1,250!2024-12-06,3,267-->
- vrochi :: rain <!--SR:!2025-02-01,4.5,270-->

What is a henry?
?
The unit of inductance.
<!--SR:2025-03-01,10,130-->

Only words.
<!--SR:!2025-03-01,10,130-->
"""


def parsed(text: str) -> Note:
    note, _ = parse_note(NotePath("note.md"), text.encode())
    assert note is not None
    return note


@pytest.mark.parametrize("case", cases("note_cards"), ids=str)
def test_note_cards(case: Case, accept: bool) -> None:
    cards = [
        f"{card.first}-{card.last} {card.kind}: {card.question!r} -> {card.answer!r}"
        for card in parsed(case.given).cards
    ]
    agrees(case, cards, accept)


@given(st.lists(st.lists(st.sampled_from(SIGNS), max_size=5).map("".join), max_size=12).map("\n".join))
@settings(max_examples=200, deadline=None)
def test_cards_lie_in_their_note_and_say_something(text: str) -> None:
    note = parsed(f"words\n{text}")
    for card in note.cards:
        assert 1 <= card.first <= card.last <= len(note.lines)
        assert card.question.strip() and card.answer.strip()
        for parts in (*card.question_at, *card.answer_at):
            for part in parts:
                assert card.first <= part.line <= card.last
                assert 0 <= part.start < part.end <= len(note.lines[part.line - 1])
    assert len({(card.question, card.answer) for card in note.cards}) == len(note.cards)


def test_schedules_belong_to_the_cards_before_them() -> None:
    note = parsed(SCHEDULED)
    found = {card.question: schedule for card, schedule in schedules_of(note)}
    assert found == {
        "coffee house": Schedule(date(2024, 12, 6), 3.0, 267),
        "vrochi": Schedule(date(2025, 2, 1), 4.5, 270),
        "What is a henry?": Schedule(date(2025, 3, 1), 10.0, 130),
    }
    assert unattached_schedules(note) == (13,)


def test_the_review_restores_a_backup_from_schedules() -> None:
    schedules = [(f"note:{at:012x}", schedule) for at, (_, schedule) in enumerate(schedules_of(parsed(SCHEDULED)))]
    text = progress_backup("a", 1_700_000_000, schedules)
    steps = [
        {"clock": "2025-01-01 08:00"},
        {"open": {"cards": [card_id for card_id, _ in schedules]}},
        {"restore": {"text": text}},
        {"show": {"what": "cards"}},
    ]
    restored, shown = json.loads(run_script(RUNNER, json.dumps([steps])))[0]
    assert restored == {"taken": 3, "stayed": 0, "lost": 0, "foreign": 0}
    assert sorted(shown) == [card_id for card_id, _ in schedules]
    assert "2024-12-06" in str(shown["note:000000000000"])


def test_the_command_writes_the_backup_and_names_comments_without_a_card(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = copied(tmp_path / "guide", **{"seeds/greek.md": SCHEDULED})
    monkeypatch.chdir(project)
    done = CliRunner().invoke(main, ["progress", "--from-notes", "-o", str(tmp_path / "backup.json")])
    assert done.exit_code == 0, done.output
    assert "seeds/greek.md:13: this scheduling comment belongs to no card" in done.output
    backup = json.loads((tmp_path / "backup.json").read_text("utf-8"))
    assert (backup["format"], backup["version"], len(backup["log"])) == ("studyguide progress", 2, 3)


@pytest.mark.parametrize("arguments", [[], ["--from-notes", "-o", "docs/backup.json"]])
def test_the_command_refuses_what_it_cannot_do(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(copied(tmp_path / "guide"))
    assert CliRunner().invoke(main, ["progress", *arguments]).exit_code == 2


def test_the_command_says_when_there_is_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(copied(tmp_path / "guide"))
    done = CliRunner().invoke(main, ["progress", "--from-notes"])
    assert done.exit_code == 1 and "no card of the notes has a scheduling comment" in done.output
