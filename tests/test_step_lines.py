"""What a command says of its steps where there is no terminal."""

from __future__ import annotations

import io

from studyguide.hosts.progress import LONGEST_SILENCE, Progress, begin_step, end_progress, show_count


def test_a_step_that_counts_has_a_line_and_more_after_a_silence() -> None:
    lines: list[str] = []
    progress = Progress(io.StringIO(), False, lines.append)
    begin_step(progress, "reading the notes")
    show_count(progress, 1, 90)
    show_count(progress, 2, 90)
    assert lines == ["reading the notes: 90"]
    progress.said -= LONGEST_SILENCE
    show_count(progress, 3, 90)
    show_count(progress, 4, 90)
    assert lines[1:] == ["reading the notes: 3 of 90"]
    progress.said -= LONGEST_SILENCE
    show_count(progress, 90, 90)
    assert len(lines) == 2
    end_progress(progress)


def test_a_step_without_a_count_has_a_line_only_after_a_silence() -> None:
    lines: list[str] = []
    progress = Progress(io.StringIO(), False, lines.append)
    begin_step(progress, "resolving links")
    assert not lines
    progress.said -= LONGEST_SILENCE
    begin_step(progress, "relating notes and glossary")
    assert lines == ["relating notes and glossary"]
