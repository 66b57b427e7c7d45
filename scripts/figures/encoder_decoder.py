"""Draws how an encoder and a decoder translate a sentence, and which models use which part."""

from __future__ import annotations

from svg import arrow, arrow_through, bold, box, figure, line, muted, rect, text

SOURCE = ("I", "am", "hungry")
TARGET = ("J\u2019", "ai", "faim")


def figures() -> dict[str, str]:
    """Returns the figure."""
    return {"encoder-decoder": encoder_decoder()}


def encoder_decoder() -> str:
    """Draws the source words, the encoder, its vectors, the decoder and the words it writes one by one."""
    parts = [
        bold(78, 14, "1. Read all at once", "middle"),
        bold(250, 14, "2. Write word by word", "middle"),
        box(0, 120, 156, 52, ["Encoder", "looks both ways"], "fg-accent"),
        box(182, 120, 146, 52, ["Decoder", "looks back only"], "fg-second"),
    ]
    for i, word in enumerate(SOURCE):
        x = 26 + i * 52
        parts += [
            box(x - 25, 196, 50, 26, [word]),
            arrow(x, 195, x, 175),
            rect(x - 14, 60, 28, 34, "fg-accent"),
            *(line(x - 9, y, x + 9, y, "fg-accent-line", 2) for y in (68, 77, 86)),
            arrow(x, 118, x, 97),
        ]
    parts += [
        muted(78, 48, "one vector per word", "middle"),
        arrow_through(((146, 77), (169, 77), (169, 146), (180, 146))),
    ]
    for i, word in enumerate(TARGET):
        x = 207 + i * 48
        parts += [box(x - 22, 60, 44, 26, [word]), arrow(x, 118, x, 89)]
        given = ("start", *TARGET)[i]
        parts += [box(x - 22, 196, 44, 26, [given]), arrow(x, 195, x, 175)]
    parts += [
        muted(250, 48, "the next word, repeated", "middle"),
        muted(78, 238, "the source sentence", "middle"),
        muted(250, 238, "the words so far go back in", "middle"),
        text(164, 258, "Middle arrow: cross-attention to all vectors", "middle"),
        line(0, 270, 328, 270, "fg-grid", 1),
    ]
    for row, (name, use) in enumerate(
        (
            ("Encoder only (BERT)", "classify, embed"),
            ("Decoder only (GPT)", "generate text"),
            ("Both (first transformer)", "translate, summarize"),
        )
    ):
        parts += [bold(0, 292 + row * 20, name), text(326, 292 + row * 20, use, "end")]
    return figure(340, *parts)
