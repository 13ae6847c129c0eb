"""Formulas: arithmetic over named inputs, read with Python's own grammar and never run as code."""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from twiza.rulesets.evaluation.evidence import Content, as_list, evidence_of, is_to_be_validated
from twiza.rulesets.evaluation.norms import norm
from twiza.rulesets.evaluation.paths import value_at

MOST_CHARACTERS = 500
MOST_PARTS = 200
MOST_DEPTH = 40

OPERATORS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
FUNCTIONS: dict[str, Callable[..., float]] = {
    "floor": math.floor, "ceil": math.ceil, "round": round, "abs": abs, "min": min, "max": max,
}  # fmt: skip
ONE_NUMBER = frozenset({"floor", "ceil", "round", "abs"})


class ExpressionRefused(ValueError):
    """An expression holds something else than numbers, named inputs, + − × ÷ and the functions known here."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a result: the piece of the expression as written, and what it comes to."""

    expression: str
    value: float


@dataclass(frozen=True, slots=True)
class FormulaResult:
    """What a formula comes to: None when an input is missing, or where it has no value (a division by 0)."""

    value: float | None
    unit: str
    missing: tuple[str, ...]
    parts: tuple[Part, ...]
    to_be_validated: bool


def compute(content: Content, formula: str, given: Mapping[str, float | None]) -> FormulaResult:
    """
    Return what the formula at `formulas.<id>` comes to with these inputs.

    An input with a `ref` takes the norm at that path when it is not given. Raises NoSuchPath, ExpressionRefused.
    """
    row = value_at(content, f"formulas.{formula}")
    tree = parsed(row["expression"])
    known = {
        name: value for name in names_in(tree) if (value := value_of_input(content, row, name, given)) is not None
    }
    missing = tuple(name for name in names_in(tree) if name not in known)
    value = None if missing else finite(tree, known)
    return FormulaResult(
        value=value,
        unit=str(row.get("unit") or ""),
        missing=missing,
        parts=parts_of(tree, known) if value is not None else (),
        to_be_validated=is_to_be_validated(evidence_of(row)),
    )


def inputs_of_formula(content: Content, formula: str) -> list[Content]:
    """Return the inputs that a formula declares and reads. Raises NoSuchPath, ExpressionRefused."""
    row = value_at(content, f"formulas.{formula}")
    named = names_in(parsed(row["expression"]))
    return [one for one in as_list(row.get("inputs")) if one.get("id") in named]


def value_of_input(content: Content, row: Content, name: str, given: Mapping[str, float | None]) -> float | None:
    """Return an input of a formula: as given, else the norm it refers to, else None."""
    if given.get(name) is not None:
        return given[name]
    declared: Content = next((one for one in as_list(row.get("inputs")) if one.get("id") == name), {})
    found = norm(content, declared["ref"]) if declared.get("ref") else None
    return found if isinstance(found, int | float) and not isinstance(found, bool) else None


def parsed(expression: str) -> ast.expr:
    """Return the tree of an expression that holds arithmetic only. Raises ExpressionRefused."""
    if not isinstance(expression, str) or len(expression) > MOST_CHARACTERS:
        raise ExpressionRefused(f"An expression has at most {MOST_CHARACTERS} characters.")
    try:
        tree = ast.parse(expression.strip(), mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        raise ExpressionRefused("Expression not understood.") from error
    if sum(1 for _node in ast.walk(tree)) > MOST_PARTS:
        raise ExpressionRefused(f"An expression has at most {MOST_PARTS} parts.")
    refuse_all_but_arithmetic(tree, depth=0)
    return tree


def refuse_all_but_arithmetic(node: ast.expr, *, depth: int) -> None:
    """Raise ExpressionRefused for a node that is no arithmetic, or too deep."""
    if depth > MOST_DEPTH:
        raise ExpressionRefused("Expression too deep.")
    for child in operands_of(node):
        refuse_all_but_arithmetic(child, depth=depth + 1)


def operands_of(node: ast.expr) -> list[ast.expr]:
    """Return what a node computes with. Raises ExpressionRefused for a node that is no arithmetic."""
    match node:
        case ast.Constant(value=bool()):
            raise ExpressionRefused("A truth is no number.")
        case ast.Constant(value=int() | float()) | ast.Name():
            return []
        case ast.UnaryOp(op=ast.USub() | ast.UAdd(), operand=inner):
            return [inner]
        case ast.BinOp(left=left, op=op, right=right) if type(op) in OPERATORS:
            return [left, right]
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in FUNCTIONS and takes(name, args):
            return args
    raise ExpressionRefused(f"{ast.unparse(node)!r} is not understood.")


def takes(name: str, args: list[ast.expr]) -> bool:
    """Return whether a function takes so many numbers."""
    return len(args) == 1 if name in ONE_NUMBER else len(args) >= 1


def names_in(tree: ast.expr) -> list[str]:
    """Return the inputs that an expression names, in its order, each once."""
    functions = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    named = [node for node in ast.walk(tree) if isinstance(node, ast.Name) and id(node) not in functions]
    in_order = sorted(named, key=lambda node: (node.lineno, node.col_offset))
    return list(dict.fromkeys(node.id for node in in_order))


def finite(tree: ast.expr, known: Mapping[str, float]) -> float | None:
    """Return what an expression comes to, or None where it has no value."""
    try:
        value = evaluated(tree, known)
    except (ZeroDivisionError, OverflowError, ValueError):
        return None
    return value if math.isfinite(value) else None


def evaluated(node: ast.expr, known: Mapping[str, float]) -> float:
    """Return what a node comes to; all numbers are floats, so that none grows beyond bounds."""
    match node:
        case ast.Constant(value=int() | float() as value):
            return float(value)
        case ast.Name(id=name):
            return float(known[name])
        case ast.UnaryOp(op=op, operand=inner):
            return -evaluated(inner, known) if isinstance(op, ast.USub) else evaluated(inner, known)
        case ast.BinOp(left=left, op=op, right=right):
            return OPERATORS[type(op)](evaluated(left, known), evaluated(right, known))
        case ast.Call(func=ast.Name(id=name), args=args):
            if name in ONE_NUMBER:
                return float(FUNCTIONS[name](evaluated(args[0], known)))
            return float(FUNCTIONS[name]([evaluated(arg, known) for arg in args]))
    raise ExpressionRefused(f"{ast.unparse(node)!r} is not understood.")


def parts_of(tree: ast.expr, known: Mapping[str, float]) -> tuple[Part, ...]:
    """Return the parts that a result is the sum of, or else the product; none for a number alone."""
    kinds: tuple[type[ast.operator], ...] = (ast.Add, ast.Sub)
    if not (isinstance(tree, ast.BinOp) and isinstance(tree.op, kinds)):
        kinds = (ast.Mult, ast.Div)
    pieces = pieces_of(tree, kinds)
    values = [(piece, finite(piece, known)) for piece in pieces]
    return tuple(Part(ast.unparse(piece), value) for piece, value in values if value is not None)


def pieces_of(node: ast.expr, kinds: tuple[type[ast.operator], ...]) -> list[ast.expr]:
    """Return the operands of a chain of the same operators, from first to last."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, kinds):
        return [*pieces_of(node.left, kinds), node.right]
    return [node]
