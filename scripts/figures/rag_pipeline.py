"""Draws the two halves of retrieval-augmented generation."""

from __future__ import annotations

from svg import arrow, arrow_through, bold, box, figure, muted, rows_of_text


def figures() -> dict[str, str]:
    """Returns the figure."""
    return {"rag-pipeline": rag_pipeline()}


def rag_pipeline() -> str:
    """Draws preparation on the left, answering on the right, and the vector store that both share."""
    left = (
        ("Documents", "manuals, web pages"),
        ("Chunk", "cut into passages"),
        ("Embed", "passage to vector"),
        ("Vector store", "vectors and text"),
    )
    right = (
        ("Question", "from a user"),
        ("Embed", "same model as left"),
        ("Retrieve", "the nearest passages"),
        ("Prompt", "question + passages"),
        ("Model", "writes the answer"),
        ("Answer", "with its sources"),
    )
    parts = [bold(70, 14, "Prepare, once", "middle"), bold(254, 14, "Answer, each time", "middle")]
    for column, (steps, x, style) in enumerate(((left, 0, "fg-surface"), (right, 180, "fg-accent"))):
        for i, rows in enumerate(steps):
            y = 24 + i * 60
            shared = column == 0 and i == 3
            parts.append(box(x, y, 140 if column == 0 else 148, 42, rows, "fg-second" if shared else style))
            if i:
                parts.append(arrow(x + 72, y - 17, x + 72, y - 2))
    parts += [
        arrow_through(((141, 217), (160, 217), (160, 173), (178, 173))),
        arrow_through(((178, 157), (150, 157), (150, 198), (142, 204))),
        muted(0, 270, "New facts: update the"),
        muted(0, 285, "store. The weights of the"),
        muted(0, 300, "model do not change."),
        rows_of_text(0, 326, ("Wrong answer? First look", "at what was retrieved."), size=11),
    ]
    return figure(372, *parts)
