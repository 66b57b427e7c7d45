"""Computes the worked examples of the glossary: a result is always computed, never typed."""

from __future__ import annotations

from studyguide.model.glossary import Example
from studyguide.model.texts import Texts, text_of
from studyguide.text.arithmetic import evaluate, format_number


def worked_example(texts: Texts, example: Example) -> tuple[str, str]:
    """Returns an example's sentence, and its result with its unit; after a complete sentence "Result:" follows."""
    result = format_number(example_result(example), example.digits)
    unit = example.unit if example.unit in {"", "%"} else f" {example.unit}"
    text = worked_sentence(example)
    return text_of(texts, "term.result", sentence=text) if text.endswith((".", "?", "!")) else text, result + unit


def example_result(example: Example) -> float:
    """Returns the result of an example. Raises ValueError, with what is wrong, for anything that is not arithmetic."""
    return evaluate(example.computes, example.values)


def worked_sentence(example: Example) -> str:
    """Returns the example's sentence with its values filled in, without the result."""
    return _with_values(example, example.says)


def worked_question(example: Example) -> str:
    """Returns the example's question with its values filled in; '' if it has none."""
    return _with_values(example, example.asks or "")


def _with_values(example: Example, text: str) -> str:
    for name, value in example.values.items():
        listed = ", ".join(format_number(v, 6) for v in value) if isinstance(value, tuple) else format_number(value, 6)
        text = text.replace("{" + name + "}", listed)
    return text
