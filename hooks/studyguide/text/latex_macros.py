"""Reads the commands that the author of a note defines in LaTeX, and writes out formulas that use them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

MACRO_DEFINITION = re.compile(
    r"\\(?:((?:re)?newcommand|providecommand|DeclareMathOperator)(\*?)|(def))(?![A-Za-z*])\s*"
)
DEFINED_NAME = re.compile(r"\{\s*\\([A-Za-z]+)\s*\}|\\([A-Za-z]+)")
MACRO_ARGUMENTS = re.compile(r"\s*+(?:(?:\[([1-9])\]|((?:#[1-9])+))\s*+)?(?=\{)")
COMMAND = re.compile(r"\\([A-Za-z]+|.)", re.DOTALL)
ENDS_IN_COMMAND = re.compile(r"\\[A-Za-z]+\Z")
BRACE = re.compile(r"\\.|([{}])", re.DOTALL)
PLACE = re.compile(r"#([1-9])")
BLANKS_AHEAD = re.compile(r"\s*+")
LONGEST_BODY = 300
"""Characters of what a command means, so that a line of thousands of open groups takes no time."""
LONGEST = 20_000
"""Characters of a formula that is written out."""
DEEPEST = 10
"""How often commands may be defined by other commands."""


class Macro(Struct, frozen=True):
    """Says what a command means."""

    body: str
    arguments: int
    """How many groups behind the command take the places `#1` and so on."""


class OpenedFormula(Struct, frozen=True):
    """A formula without the definitions at its beginning."""

    definitions: str
    """As written."""
    macros: Mapping[str, Macro]
    rest: str


def macros_of(lines: Iterable[str]) -> Mapping[str, Macro]:
    """Returns the commands that lines define, each definition on one line. A command with two meanings is none."""
    macros: dict[str, Macro] = {}
    unclear: set[str] = set()
    for line in lines:
        for sign in MACRO_DEFINITION.finditer(line) if "\\" in line else ():
            try:
                name, macro, _ = _macro_of(line, sign)
            except ValueError:
                continue
            if macros.setdefault(name, macro) != macro:
                unclear.add(name)
    return {name: macro for name, macro in macros.items() if name not in unclear}


def open_formula(latex: str) -> OpenedFormula:
    """Takes the definitions off the beginning of a formula. Raises ValueError if one cannot be read, or follows
    later."""
    macros: dict[str, Macro] = {}
    at = _behind_blanks(latex, 0)
    while sign := MACRO_DEFINITION.match(latex, at):
        name, macros[name], end = _macro_of(latex, sign)
        at = _behind_blanks(latex, end)
    if MACRO_DEFINITION.search(latex, at):
        raise ValueError("a command is defined within the formula")
    return OpenedFormula(latex[:at].strip(), macros, latex[at:])


def written_out(latex: str, macros: Mapping[str, Macro]) -> str:
    """Returns a formula with the meanings of its commands. Raises ValueError if that has no end, or lacks a group."""
    if not macros:
        return latex
    for _ in range(DEEPEST):
        if not any(match[1] in macros for match in COMMAND.finditer(latex)):
            return latex
        latex = _once_written_out(latex, macros)
        if len(latex) > LONGEST:
            break
    raise ValueError("the meanings of its commands are too long")


def _once_written_out(latex: str, macros: Mapping[str, Macro]) -> str:
    parts: list[str] = []
    at = 0
    while match := COMMAND.search(latex, at):
        macro = macros.get(match[1])
        if macro is None:
            parts.append(latex[at : match.end()])
            at = match.end()
            continue
        parts.append(latex[at : match.start()])
        at, groups = match.end(), []
        for _ in range(macro.arguments):
            group, at = _argument(latex, at, LONGEST)
            groups.append(group)
        body = _with_arguments(macro.body, groups)
        is_joined = latex[at : at + 1].isalpha() and ENDS_IN_COMMAND.search(body)
        parts.append(f"{body} " if is_joined else body)
    return "".join((*parts, latex[at:]))


def _with_arguments(body: str, groups: Sequence[str]) -> str:
    return PLACE.sub(lambda place: groups[int(place[1]) - 1], body)


def _macro_of(latex: str, sign: re.Match[str]) -> tuple[str, Macro, int]:
    """Returns the name that is defined, its meaning, and where the definition ends. Raises ValueError for others, such
    as one with a default for an argument."""
    name = DEFINED_NAME.match(latex, sign.end())
    arguments = name and MACRO_ARGUMENTS.match(latex, name.end())
    if not name or not arguments:
        raise ValueError("not a definition")
    body, end = _argument(latex, arguments.end(), LONGEST_BODY)
    number = int(arguments[1] or len(arguments[2] or "") // 2)
    if sign[1] == "DeclareMathOperator":
        body = f"\\operatorname{sign[2]}{{{body}}}"
    if any(int(place) > number for place in PLACE.findall(body)):
        raise ValueError("a place has no argument")
    return name[1] or name[2], Macro(body, number), end


def _behind_blanks(latex: str, start: int) -> int:
    blanks = BLANKS_AHEAD.match(latex, start)
    return blanks.end() if blanks else start


def _argument(latex: str, start: int, longest: int) -> tuple[str, int]:
    """Returns a group without its braces, or one sign or command, and where it ends."""
    start = _behind_blanks(latex, start)
    if not latex.startswith("{", start):
        sign = COMMAND.match(latex, start)
        end = sign.end() if sign else start + 1
        if end > len(latex) or latex.startswith("}", start):
            raise ValueError("a group is missing")
        return latex[start:end], end
    depth = 0
    for brace in BRACE.finditer(latex, start, start + longest):
        depth += {"{": 1, "}": -1}.get(brace[1], 0)
        if not depth and brace[1]:
            return latex[start + 1 : brace.start()], brace.end()
    raise ValueError("a group has no end")
