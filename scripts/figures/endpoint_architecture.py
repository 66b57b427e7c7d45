"""Draws what is in a real-time endpoint and around it."""

from __future__ import annotations

from svg import arrow, bold, box, figure, muted, rect, text


def figures() -> dict[str, str]:
    """Returns the figure."""
    return {"endpoint-architecture": endpoint_architecture()}


def endpoint_architecture() -> str:
    """Draws the way of a request from the client to two production variants, and what they are made from."""
    parts = [
        box(0, 4, 92, 40, ["Client", "web or mobile"]),
        box(118, 4, 92, 40, ["API Gateway", "access, limits"]),
        box(236, 4, 92, 40, ["Lambda", "checks, calls"]),
        arrow(93, 24, 116, 24),
        arrow(211, 24, 234, 24),
        arrow(282, 45, 282, 75),
        text(274, 64, "InvokeEndpoint", "end"),
        rect(0, 78, 328, 172, "fg-axis", 1.5),
        bold(10, 98, "SageMaker endpoint (real time)"),
        rect(10, 108, 308, 24),
        text(164, 124, "splits requests by weight", "middle"),
        arrow(100, 133, 100, 153),
        text(106, 148, "90%"),
        arrow(264, 133, 264, 153),
        text(258, 148, "10%", "end"),
        rect(10, 156, 196, 84, "fg-accent"),
        bold(20, 173, "Variant A: model 1"),
        rect(216, 156, 102, 84, "fg-second"),
        bold(226, 173, "B: model 2"),
    ]
    for x in (20, 112, 225):
        parts += [
            rect(x, 181, 84, 50),
            text(x + 42, 202, "instance", "middle"),
            muted(x + 42, 219, "container", "middle"),
        ]
    parts += [
        box(0, 284, 100, 44, ["ECR", "container image"]),
        box(114, 284, 100, 44, ["S3", "model artifact"]),
        box(228, 284, 100, 44, ["CloudWatch", "counts, latency"]),
        arrow(50, 283, 50, 253),
        arrow(164, 283, 164, 253),
        arrow(278, 251, 278, 281),
        muted(58, 272, "loaded at start"),
        muted(272, 272, "metrics", "end"),
        text(0, 350, "Auto scaling reads the metrics and changes the", size=12),
        text(0, 366, "number of instances of each variant.", size=12),
    ]
    return figure(374, *parts)
