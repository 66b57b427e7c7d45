"""Draws the loop of an agent with one small example."""

from __future__ import annotations

from svg import arrow, arrow_through, bold, box, figure, line, muted, rows_of_text, text


def figures() -> dict[str, str]:
    """Returns the figure."""
    return {"agent-loop": agent_loop()}


def agent_loop() -> str:
    """Draws goal, model, tool and observation as a loop with its exits, and the example below."""
    parts = [
        box(94, 2, 140, 38, ["Goal", "from the user"]),
        arrow(164, 41, 164, 57),
        box(84, 58, 160, 42, ["Model decides", "next step, or done?"], "fg-accent"),
        arrow_through(((245, 79), (268, 79), (268, 121))),
        text(274, 98, "a tool"),
        box(208, 122, 120, 42, ["Tool call", "name and inputs"]),
        arrow(268, 165, 268, 179),
        box(208, 180, 120, 42, ["Tool runs", "API, search, code"], "fg-second"),
        arrow(206, 201, 132, 201),
        box(0, 180, 130, 42, ["Result", "added to the context"]),
        arrow_through(((42, 179), (42, 79), (82, 79))),
        text(48, 132, "again"),
        arrow(164, 101, 164, 121),
        text(171, 116, "done"),
        box(104, 122, 92, 42, ["Answer"]),
        muted(164, 244, "Stop also at a limit of steps, time or cost.", "middle", 12),
        line(0, 256, 328, 256, "fg-grid", 1),
        bold(0, 276, "Example"),
        text(66, 276, "\u201cWhere is order 17?\u201d"),
    ]
    rows = (
        ("decide", "I need the status of the order."),
        ("call", "get_order(id=17)"),
        ("result", "status: sent, arrives: Friday"),
        ("done", "\u201cIt was sent and arrives on Friday.\u201d"),
    )
    for i, (name, words) in enumerate(rows):
        parts += [muted(0, 296 + i * 19, name, size=12), rows_of_text(66, 296 + i * 19, (words,))]
    return figure(360, *parts)
