"""Change the code of a package in small ways, one at a time, and list the changes that no test notices.

    python scripts/mutants.py hooks/studyguide/parse/privacy tests/test_privacy.py tests/test_read_cases.py
    python scripts/mutants.py hooks/studyguide/parse/privacy tests/test_privacy.py -- -k "not published"

Each mutant differs in one place of one function: a comparison, a condition, a number, a text, a returned value. It
runs in a fork of this process, in which the functions' code is exchanged, so modules are imported once. Constants and
tables of a module are not changed. What is behind `--` goes to pytest. A mutant that a test runs on for more than a
minute counts as killed.
"""

from __future__ import annotations

import argparse
import ast
import copy
import importlib
import os
import signal
import sys
from collections.abc import Callable, Iterator
from functools import partial
from itertools import zip_longest
from pathlib import Path
from types import CodeType, FunctionType
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parent.parent
LIMIT = 60
"""Seconds."""
COMPARED = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
COMPUTED = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.BitOr: ast.BitAnd, ast.Mod: ast.Mult}


class Mutant(NamedTuple):
    """One change: where it is, what it says, and the module with it."""

    place: str
    change: str
    module: str
    tree: ast.Module


def main() -> None:
    own = sys.argv[1 : sys.argv.index("--")] if "--" in sys.argv else sys.argv[1:]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("package", type=Path, help="a folder of modules or one module")
    parser.add_argument("tests", nargs="+")
    args = parser.parse_args(own)
    more = sys.argv[len(own) + 2 :]
    files = sorted(args.package.rglob("*.py")) if args.package.is_dir() else [args.package]
    mutants = [mutant for file in files for mutant in mutants_of(file)]
    arguments = ["-q", "-s", "-p", "no:cacheprovider", "--no-header", "--no-summary", *args.tests, *more]
    sys.exit(pytest.main(arguments, plugins=[Mutation(mutants)]))


class Mutation:
    """A plugin that runs the collected tests once for each mutant, in a fork, until one fails."""

    def __init__(self, mutants: list[Mutant]) -> None:
        self.mutants = mutants

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        if _in_fork(lambda: self._failures(session)):
            sys.exit("the tests fail before anything is changed")
        killed = 0
        for mutant in self.mutants:
            if _in_fork(partial(self._failures, session, mutant)):
                killed += 1
            else:
                print(f"{mutant.place}: {mutant.change}", flush=True)
        print(f"{killed} of {len(self.mutants)} mutants killed, {100 * killed / len(self.mutants):.1f} %")
        return True

    def _failures(self, session: pytest.Session, mutant: Mutant | None = None) -> int:
        if mutant:
            exchange(mutant)
        for item, following in zip_longest(session.items, session.items[1:]):
            session.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if session.testsfailed:
                return 1
        return 0


def mutants_of(file: Path) -> Iterator[Mutant]:
    """Yield every mutant of a module."""
    tree = ast.parse(file.read_text("utf-8"))
    module = ".".join(file.resolve().relative_to(ROOT / "hooks").with_suffix("").parts)
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            documentation = ast.get_docstring(function) is not None
            for statement in function.body[documentation:]:
                for node in ast.walk(statement):
                    for changed in changes(node):
                        place = f"{file.resolve().relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"
                        text = f"{_shown(node)} -> {_shown(changed)}"
                        yield Mutant(place, text, module, _replaced(tree, node, changed))


def changes(node: ast.AST) -> Iterator[ast.AST]:
    """Yield a node changed in each way that is tried."""
    new = copy.copy(node)
    if isinstance(node, ast.Compare) and isinstance(new, ast.Compare):
        for at, operator in enumerate(node.ops):
            new = copy.copy(node)
            new.ops = [*node.ops[:at], COMPARED[type(operator)](), *node.ops[at + 1 :]]
            yield new
    elif isinstance(new, ast.BoolOp):
        new.op = ast.Or() if isinstance(new.op, ast.And) else ast.And()
        yield new
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node.operand
    elif isinstance(new, ast.BinOp) and type(new.op) in COMPUTED:
        new.op = COMPUTED[type(new.op)]()
        yield new
    elif isinstance(new, ast.Constant) and isinstance(new.value, bool):
        new.value = not new.value
        yield new
    elif isinstance(new, ast.Constant) and isinstance(new.value, int):
        new.value += 1
        yield new
    elif isinstance(new, ast.Constant) and isinstance(new.value, str):
        new.value = f"{new.value}X"
        yield new
    elif isinstance(new, ast.If | ast.IfExp | ast.While):
        new.test = ast.UnaryOp(ast.Not(), new.test)
        yield new
    elif isinstance(new, ast.Return) and not isinstance(new.value, ast.Constant | type(None)):
        new.value = ast.Constant(None)
        yield new
    elif isinstance(node, ast.Continue | ast.Break):
        yield ast.copy_location(ast.Break() if isinstance(node, ast.Continue) else ast.Continue(), node)


def exchange(mutant: Mutant) -> None:
    """Give the functions of a module the code of a mutant."""
    module = importlib.import_module(mutant.module)
    codes = {code.co_qualname: code for code in _codes(compile(mutant.tree, str(module.__file__), "exec"))}
    for value in vars(module).values():
        if isinstance(value, FunctionType) and value.__module__ == mutant.module:
            value.__code__ = codes[value.__qualname__]


def _codes(code: CodeType) -> Iterator[CodeType]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from _codes(constant)


class _Replacer(ast.NodeTransformer):
    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        return self.new if node is self.old else self.generic_visit(node)


def _replaced(tree: ast.Module, old: ast.AST, new: ast.AST) -> ast.Module:
    """Return a tree with one node exchanged; the tree itself stays as it is."""
    memo: dict[int, object] = {}
    copied = copy.deepcopy(tree, memo)
    changed = copy.deepcopy(new, {key: value for key, value in memo.items() if key != id(old)})
    _Replacer(memo[id(old)], changed).visit(copied)  # type: ignore[arg-type]
    return ast.fix_missing_locations(copied)


def _shown(node: ast.AST) -> str:
    text = ast.unparse(node) if not isinstance(node, ast.If | ast.While) else f"if {ast.unparse(node.test)}"
    return " ".join(text.split())[:90]


def _in_fork(run: Callable[[], int]) -> int:
    """Run a function in a fork of this process with its output thrown away; return what it returns."""
    child = os.fork()
    if not child:
        signal.alarm(LIMIT)
        silent = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silent, 1)
        os.dup2(silent, 2)
        code = 1
        try:
            code = run()
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


if __name__ == "__main__":
    main()
