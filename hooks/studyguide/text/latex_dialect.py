"""Rewrites LaTeX that editors of notes can show into the part of LaTeX that the converter to MathML can read."""

from __future__ import annotations

import re

ALIGNED_ENVIRONMENT = re.compile(
    r"\\(begin|end)\{(?:aligned|alignedat|alignat|flalign|eqnarray)(\*?)\}(?:\{\d{1,2}\}|\[[tcb]\])?"
)
"""Environments that differ from `align` in where the page puts them, but not in their lines and columns."""
NUMBERED_ENVIRONMENT = re.compile(r"\\(begin|end)\{(align|equation)\}")
"""Environments that number their lines on a printed page; editors of notes show no numbers."""
CENTERED_ENVIRONMENT = re.compile(r"\\(begin|end)\{(?:gather|gathered|multline)\*?\}")
"""Environments of lines without columns."""
WITHOUT_EFFECT = re.compile(r"\\(?:label\{[^{}]*\}|(?:nonumber|notag|nolimits|par|hfill|displaylimits)(?![A-Za-z]))")
"""Commands about numbers, references and places on a printed page."""
SIZED_FENCE = re.compile(r"\\(?:[bB]igg?|[bB]igg?[lrm]|middle)(?![A-Za-z]) *(?=\\(?:[{}|]|[lr][vV]ert(?![A-Za-z])))")
"""A size of a fence that the converter reads only in front of other fences."""
MIDDLE_FENCE = re.compile(r"\\middle(?![A-Za-z]) *")
NUMBER_SETS = re.compile(r"\\([RNZQC])(?![A-Za-z])")
"""Short names of sets of numbers, which most authors of mathematical notes define for themselves."""
SPELLED_COMMANDS = {
    "arg": r"\operatorname{arg}",
    "argmax": r"\operatorname*{arg\,max}",
    "argmin": r"\operatorname*{arg\,min}",
    "infin": r"\infty",
    "newline": r"\\",
    "overrightharpoon": r"\vec",
    "backslash": r"\setminus",
    "textsc": r"\text",
    "ensuremath": "",
    "xspace": "",
}
SPELLED_COMMAND = re.compile(rf"\\({'|'.join(SPELLED_COMMANDS)})(?![A-Za-z])")
OPERATOR_NAME = re.compile(
    r"\\operatorname(\*?)\s*\{((?>(?:[^{}]|\{[^{}]*+\})*))\}(?:\s*\\limits(?![A-Za-z]))?(\s*[_^])?"
)
NAME_IN_LETTERS = re.compile(r"\\(?:mathrm|mathsf|mathup|text|textrm)\s*\{([^{}\\]*)\}")
SPACE_IN_NAME = re.compile(r"\\[,:; ]|~")
THIN_SPACE = "\u2009"
NAME_OF_LETTERS = re.compile(f"[a-zA-Z{THIN_SPACE} ]+")
NAME_OF_WORDS = re.compile(f"[\\w{THIN_SPACE} -]+")


def converter_latex(latex: str) -> str:
    """Returns a formula as the converter reads it; what it reads anyway stays as it is."""
    latex = WITHOUT_EFFECT.sub("", latex)
    latex = NUMBERED_ENVIRONMENT.sub(r"\\\1{\2*}", ALIGNED_ENVIRONMENT.sub(r"\\\1{align*}", latex))
    latex = CENTERED_ENVIRONMENT.sub(r"\\\1{matrix}", latex)
    latex = MIDDLE_FENCE.sub("", SIZED_FENCE.sub("", latex))
    latex = NUMBER_SETS.sub(r"\\mathbb{\1}", latex)
    latex = SPELLED_COMMAND.sub(lambda match: SPELLED_COMMANDS[match[1]], latex)
    return OPERATOR_NAME.sub(_operator, latex)


def _operator(match: re.Match[str]) -> str:
    """Returns an operator with a name: the converter reads only letters and spaces as one."""
    star, name, index = match[1], match[2], match[3] or ""
    name = SPACE_IN_NAME.sub(THIN_SPACE, NAME_IN_LETTERS.sub(r"\1", name).replace("\\!", "")).strip()
    if not NAME_OF_LETTERS.fullmatch(name):
        return (rf"\text{{{name}}}" if NAME_OF_WORDS.fullmatch(name) else f"{{{name}}}") + index
    return rf"\operatorname{star}{{{name}}}" + (r"\limits" if star and index else "") + index
