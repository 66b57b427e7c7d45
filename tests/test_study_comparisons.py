"""Every family of siblings and every declared confusion stands side by side somewhere."""

from __future__ import annotations

import re

from studied import of, shipped
from studyguide.practice.comparisons import (
    ComparisonKind,
    by_term,
    collide_only_by_name,
    comparisons,
)

BEES = """
- {id: hive, name: Hive, kind: tool, does: houses a colony}
- {id: skep, name: Skep, kind: tool, part_of: hive, does: houses a colony in straw, use_when: You like old ways.,
   confused_with: [{id: basket, apart: A skep has a hole for bees; a basket has a handle.}]}
- {id: box, name: Box, kind: tool, part_of: hive, does: houses a colony in wood, not_when: Bears live near by.}
- {id: basket, name: Basket, kind: tool, does: carries things}
"""


def test_every_declared_pair_is_side_by_side_unless_only_names_collide() -> None:
    terms, family_of = shipped().terms, dict(shipped().glossary.family_of)
    pairs = {
        frozenset((term.id, c.id))
        for term in shipped().glossary.terms
        for c in term.confused_with
        if not collide_only_by_name(term, terms[c.id], family_of)
    }
    assert pairs <= {frozenset(pair[:2]) for comparison in comparisons(shipped()) for pair in comparison.apart}


def test_all_parts_of_one_whole_stand_side_by_side() -> None:
    tables = [{row.term for row in comparison.rows} for comparison in comparisons(shipped())]
    wholes = {term.part_of for term in shipped().glossary.terms if term.part_of}
    for whole in wholes:
        parts = {term.id for term in shipped().glossary.terms if term.part_of == whole}
        assert len(parts) == 1 or any(parts <= table for table in tables), whole


def test_ids_and_rows_are_unique() -> None:
    made = comparisons(shipped())
    assert len({comparison.id for comparison in made}) == len(made)
    assert len({frozenset(row.term for row in comparison.rows) for comparison in made}) == len(made)
    for comparison in made:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", comparison.id) and len(comparison.rows) > 1
        assert len({row.term for row in comparison.rows}) == len(comparison.rows)


def test_trained_terms_are_sorted_by_what_they_learn_from() -> None:
    (inputs,) = [comparison for comparison in comparisons(shipped()) if comparison.kind is ComparisonKind.INPUTS]
    learnt = [training.learns_from for row in inputs.rows if (training := shipped().terms[row.term].training)]
    assert learnt == sorted(learnt)
    assert {row.term for row in inputs.rows} == {term.id for term in shipped().glossary.terms if term.training}


def test_a_table_by_decision() -> None:
    made = {comparison.id: comparison for comparison in comparisons(of(BEES))}
    assert [row.term for row in made["siblings-tool-hive"].rows] == ["hive", "skep", "box", "basket"]
    skep = made["siblings-tool-hive"].rows[1]
    assert (skep.want, skep.when, skep.cost) == ("Houses a colony in straw.", "You like old ways.", "")
    assert by_term(made.values())["skep"][-1] == "siblings-tool-hive"


def test_ended_products_say_so() -> None:
    terms = shipped().terms
    for comparison in comparisons(shipped()):
        for row in comparison.rows:
            status = terms[row.term].status
            assert bool(row.status) == (status is not None and status.state != "active")
