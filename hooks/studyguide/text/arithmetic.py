"""Evaluates arithmetic expressions safely.

The language is arithmetic over given values: + - * / ** //, comparisons, `a if b else c`, the functions below and
comprehensions over lists. It has no attributes, no strings and no names but the given ones, so an expression cannot
reach anything else.
"""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Callable, Mapping
from typing import Any

FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "abs": abs, "exp": math.exp, "len": len, "log": math.log, "log10": math.log10, "log2": math.log2, "max": max,
    "mean": lambda values: math.fsum(values) / len(values),
    "min": min, "range": lambda *bounds: _numbers(*(int(b) for b in bounds)), "round": round, "sorted": sorted,
    "sqrt": math.sqrt, "sum": lambda values: math.fsum(values), "zip": lambda *lists: list(zip(*lists, strict=True)),
}  # fmt: skip
OPERATORS: Mapping[type[ast.AST], Callable[..., Any]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv, ast.Mod: operator.mod, ast.USub: operator.neg, ast.UAdd: operator.pos,
    ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt, ast.GtE: operator.ge, ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}  # fmt: skip
MAX_EXPONENT = 64
MAX_ITEMS = 10_000


def evaluate(expression: str, values: Mapping[str, float | tuple[float, ...]]) -> float:
    """Return the value of an arithmetic expression. Raises ValueError, with what is wrong, for anything else."""
    try:
        tree = ast.parse(expression, mode="eval")
        result = float(_evaluated(tree.body, dict(values)))
    except (SyntaxError, TypeError, ArithmeticError, IndexError, RecursionError, MemoryError) as error:
        raise ValueError(f"`{expression}` cannot be computed: {error}") from error
    if not math.isfinite(result):
        raise ValueError(f"`{expression}` has no finite result")
    return result


def format_number(value: float, digits: int = 3) -> str:
    """Return a number as a reader expects it: rounded, without trailing zeros."""
    text = f"{value:.{digits}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _evaluated(node: ast.AST, names: dict[str, Any]) -> Any:
    match node:
        case ast.Constant(value=int() | float() as number):
            return number
        case ast.Name(id=name) if name in names:
            return names[name]
        case ast.BinOp(left=left, op=ast.Pow(), right=right):
            exponent = _evaluated(right, names)
            if abs(exponent) > MAX_EXPONENT:
                raise ValueError(f"the exponent {exponent} is larger than {MAX_EXPONENT}")
            return _evaluated(left, names) ** exponent
        case ast.BinOp(left=left, op=op, right=right) if type(op) in OPERATORS:
            return OPERATORS[type(op)](
                _checked_number(_evaluated(left, names)), _checked_number(_evaluated(right, names))
            )
        case ast.UnaryOp(op=op, operand=operand) if type(op) in OPERATORS:
            return OPERATORS[type(op)](_evaluated(operand, names))
        case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in OPERATORS:
            return OPERATORS[type(op)](_evaluated(left, names), _evaluated(right, names))
        case ast.IfExp(test=test, body=body, orelse=other):
            return _evaluated(body if _evaluated(test, names) else other, names)
        case ast.Subscript(value=value, slice=index):
            return _evaluated(value, names)[int(_evaluated(index, names))]
        case ast.List(elts=items) | ast.Tuple(elts=items):
            return [_evaluated(item, names) for item in items]
        case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]) if name in FUNCTIONS:
            return FUNCTIONS[name](*(_evaluated(argument, names) for argument in arguments))
        case ast.GeneratorExp(elt=item, generators=[loop]) | ast.ListComp(elt=item, generators=[loop]):
            return _looped(item, loop, names)
    raise ValueError(f"`{ast.unparse(node)}` is not allowed in an example")


def _looped(item: ast.AST, loop: ast.comprehension, names: dict[str, Any]) -> list[Any]:
    results: list[Any] = []
    for value in _evaluated(loop.iter, names):
        bound = {**names, **_bound(loop.target, value)}
        if all(_evaluated(condition, bound) for condition in loop.ifs):
            results.append(_evaluated(item, bound))
        if len(results) > MAX_ITEMS:
            raise ValueError(f"more than {MAX_ITEMS} items")
    return results


def _bound(target: ast.AST, value: Any) -> dict[str, Any]:
    match target:
        case ast.Name(id=name):
            return {name: value}
        case ast.Tuple(elts=parts):
            return {k: v for part, one in zip(parts, value, strict=True) for k, v in _bound(part, one).items()}
    raise ValueError(f"`{ast.unparse(target)}` is not allowed in an example")


def _numbers(*bounds: int) -> range:
    """A range that nothing walks through for hours."""
    if len(numbers := range(*bounds)) > MAX_ITEMS:
        raise ValueError(f"more than {MAX_ITEMS} items")
    return numbers


def _checked_number(value: Any) -> Any:
    if not isinstance(value, int | float):
        raise TypeError("arithmetic needs numbers")
    return value
