"""Draws when training starts in the three input modes, for an example with round numbers."""

from __future__ import annotations

from svg import Axes, at, bold, figure, line, muted, rect, text

GIGABYTES, GIGABYTES_PER_MINUTE, TRAINING_MINUTES = 120, 12, 20


def figures() -> dict[str, str]:
    """Returns the figure."""
    return {"pipe-and-file-mode": pipe_and_file_mode()}


def pipe_and_file_mode() -> str:
    """Draws a time line for each mode."""
    load = GIGABYTES / GIGABYTES_PER_MINUTE
    axes = Axes(20, 50, 304, 314, 0, load + TRAINING_MINUTES, 0, 1)
    middle, end = at(axes, load, 0)[0], at(axes, load + TRAINING_MINUTES, 0)[0]
    streamed = at(axes, TRAINING_MINUTES, 0)[0]
    parts = [
        text(0, 13, f"Example: {GIGABYTES} GB in S3, read at {GIGABYTES_PER_MINUTE} GB a minute,"),
        text(0, 29, f"{TRAINING_MINUTES} minutes of training"),
    ]
    for tick in (0, 10, 20, 30):
        x = at(axes, tick, 0)[0]
        parts += [
            *(line(x, 64 + row * 88, x, 100 + row * 88, "fg-grid", 1) for row in range(3)),
            muted(x, 330, f"{tick} min", "middle"),
        ]
    modes = (
        ("File mode", ("copies all files to disk, then starts", "random access; disk as large as the data")),
        ("Fast file mode", ("looks like files, streams from S3", "no change to the script; best read in order")),
        ("Pipe mode", ("a stream (FIFO), in order only", "the script must read it as a stream")),
    )
    for row, (name, words) in enumerate(modes):
        y = 60 + row * 88
        parts.append(bold(20, y, name))
        if row == 0:
            parts += [
                rect(axes.left, y + 7, middle - axes.left, 30, "fg-second", 1, 0),
                text((axes.left + middle) / 2, y + 26, "download", "middle"),
                rect(middle, y + 7, end - middle, 30, "fg-accent", 1, 0),
                text((middle + end) / 2, y + 26, "train", "middle"),
            ]
        else:
            parts += [
                rect(axes.left, y + 7, streamed - axes.left, 15, "fg-second", 1, 0),
                rect(axes.left, y + 22, streamed - axes.left, 15, "fg-accent", 1, 0),
                text((axes.left + streamed) / 2, y + 18.5, "stream", "middle", 11),
                text((axes.left + streamed) / 2, y + 33.5, "train", "middle", 11),
                text(streamed + 6, y + 27, f"{load:g} min saved"),
            ]
        parts += [text(20, y + 51, words[0], size=11), muted(20, y + 65, words[1])]
    return figure(336, *parts)
