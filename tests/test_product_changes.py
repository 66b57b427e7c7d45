"""Changes of products: what the watch of a vendor's files writes, and what is due in a glossary because of it."""

from __future__ import annotations

import gzip
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from casefile import Case, agrees, cases
from replay_watch import ends_of_terms, recorded
from studyguide.analysis.due_terms import due_terms
from studyguide.cli.main import main
from studyguide.model.diagnostics import format_diagnostic
from studyguide.parse.product_changes import PRODUCT_CHANGE, read_product_changes
from tiny import copied
from watch_aws import changes, plain_text, read_release
from woven_from import woven_from


@pytest.mark.parametrize("case", cases("product_changes"), ids=str)
def test_what_is_due(case: Case, accept: bool) -> None:
    corpus, _ = woven_from(case.given)
    rows, faults = read_product_changes("rows.jsonl", case.given["rows"])
    found = [
        f"{due.why}: {f'{due.term} ({due.state})' if due.term else due.name}, "
        f"{due.change.text or f'{due.change.product} {due.change.change}'}"
        for due in due_terms(corpus.glossary, rows)
    ]
    agrees(case, [*found, *(format_diagnostic(fault).partition("\n")[0] for fault in faults)], accept)


def model(name: str, operations: Mapping[str, Any], documentation: str = "", **shapes: Any) -> dict[str, Any]:
    return {
        "metadata": {"serviceFullName": name, "serviceId": name.removeprefix("Amazon ")},
        "operations": dict(operations),
        "shapes": shapes,
        "documentation": documentation,
    }


def release(folder: Path, version: str, **models: Mapping[str, Any]) -> Path:
    """Return a wheel with a model for each service, one of them packed, and an older model that does not count."""
    wheel = folder / f"botocore-{version}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for service, content in models.items():
            text = json.dumps(content)
            older = zipfile.ZipInfo(f"botocore/data/{service}/2001-01-01/service-2.json", (2025, 1, 1, 0, 0, 0))
            archive.writestr(older, json.dumps(model("Old", {})))
            packed = zipfile.ZipInfo(f"botocore/data/{service}/2020-01-01/service-2.json.gz", (2026, 2, 3, 0, 0, 0))
            archive.writestr(packed, gzip.compress(text.encode()))
        archive.writestr(zipfile.ZipInfo("botocore/data/endpoints.json", (2025, 1, 1, 0, 0, 0)), "{}")
    return wheel


def rows_between(folder: Path, old: Mapping[str, Any], new: Mapping[str, Any]) -> list[dict[str, Any]]:
    before, after = read_release(release(folder, "1.0.0", **old)), read_release(release(folder, "1.0.1", **new))
    rows = list(changes(before, after))
    assert all((row["release"], row["day"]) == ("1.0.1", "2026-02-03") for row in rows)
    assert rows == [json.loads(json.dumps(row)) for row in rows]
    for row in rows:
        PRODUCT_CHANGE.validate_python(row)
    return rows


def test_services_and_operations_that_come_and_go(tmp_path: Path) -> None:
    oven = model("Amazon Oven", {"Bake": {}, "Toast": {}})
    rows = rows_between(
        tmp_path,
        {"oven": oven, "mill": model("Amazon Mill", {"Grind": {}})},
        {"oven": model("Amazon Oven", {"Bake": {}, "Roast": {}, "Broil": {}}), "scale": model("Scale", {"Weigh": {}})},
    )
    assert [(row["product"], row["change"], row["parts"]) for row in rows] == [
        ("Amazon Mill", "vanishes", []),
        ("Amazon Oven", "appears", ["Broil", "Roast"]),
        ("Amazon Oven", "vanishes", ["Toast"]),
        ("Scale", "appears", []),
    ]
    assert rows[0]["names"] == ["Mill", "mill", "AWS Mill", "Amazon mill", "AWS mill"]


def test_operations_that_are_deprecated_are_joined_by_their_message(tmp_path: Path) -> None:
    gone = {"deprecated": True, "deprecatedMessage": "Support ended. For more information, see x."}
    rows = rows_between(
        tmp_path,
        {"oven": model("Oven", {"A": {}, "B": {}, "C": gone}), "mill": model("Mill", {"A": {}, "B": {}})},
        {"oven": model("Oven", {"A": gone, "B": {}, "C": gone}), "mill": model("Mill", {"A": gone, "B": gone})},
    )
    assert [(row["product"], row["change"], row["parts"], row["text"]) for row in rows] == [
        ("Mill", "deprecated", [], "Support ended."),
        ("Oven", "deprecated", ["A"], "Support ended."),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "End of support notice: On May 20, 2026, the maker will end support for the oven.",
        "The oven is no longer open to new customers.",
        "The oven is no longer available to new customers and will be gone.",
        "The oven is not accepting new customers.",
        "The oven will be retired on May 1.",
        "The oven reached end of life.",
        "As announced on May 5, support is discontinued.",
        "It entered maintenance mode in July.",
    ],
)
def test_a_sentence_that_announces_an_end_is_found_once(tmp_path: Path, sentence: str) -> None:
    said = f"<p>Bakes bread.</p> <note><p>{sentence}</p></note><p>Hot!</p>"
    rows = rows_between(
        tmp_path,
        {"oven": model("Oven", {"Bake": {"documentation": "Bakes."}, "Cool": {}})},
        {"oven": model("Oven", {"Bake": {"documentation": said}, "Cool": {}}, Tin={"documentation": said})},
    )
    assert [(row["change"], row["parts"], row["text"]) for row in rows] == [("announced", ["Bake", "Tin"], sentence)]
    again = rows_between(
        tmp_path,
        {"oven": model("Oven", {"Bake": {"documentation": said}})},
        {"oven": model("Oven", {"Bake": {"documentation": said}, "Cool": {}}, said)},
    )
    assert [(row["change"], row["parts"]) for row in again] == [("appears", ["Cool"])]


@pytest.mark.parametrize(
    "sentence",
    [
        "This field is deprecated.",
        "The image is no longer available for scanning.",
        "The number of seconds before a worker is shut down.",
        "Welcomes new customers.",
        "The outgoing key is retired (NOT_USED).",
        "Ends the support case.",
    ],
)
def test_a_sentence_that_announces_nothing_is_skipped(tmp_path: Path, sentence: str) -> None:
    new = {"oven": model("Oven", {"Bake": {"documentation": sentence}})}
    assert rows_between(tmp_path, {"oven": model("Oven", {"Bake": {}})}, new) == []


def test_a_notice_of_the_service_itself_is_about_the_whole(tmp_path: Path) -> None:
    text = "The oven is closed to new customers."
    rows = rows_between(
        tmp_path,
        {"oven": model("Oven", {"Bake": {}})},
        {"oven": model("Oven", {"Bake": {}}, text, Tin={"members": {"size": {"documentation": text}}})},
    )
    assert [(row["parts"], row["text"]) for row in rows] == [([], text)]


def test_documentation_as_plain_text() -> None:
    markup = "<p>Amazon&nbsp;Web Services <i>Oven</i> , the <code>hot</code>\n one .</p>"
    assert plain_text(markup) == "AWS Oven, the hot one."


def test_the_replay_counts_what_the_glossary_records() -> None:
    corpus, _ = woven_from(
        {
            "terms": """
      - {id: skep, name: Skep, status: {state: discontinued, closed: 2024-12, since: 2025-06, checked: 2026-01-02, source: unconfirmed, confidence: low}}
      - {id: veil, name: Veil, status: {state: renamed, since: 2024-06, checked: 2026-01-02, source: unconfirmed, confidence: low}}
      - {id: frame, name: Frame, status: {state: active, since: 2025-06, checked: 2026-01-02, source: unconfirmed, confidence: low}}
"""  # noqa: E501
        }
    )
    assert [(term.id, day) for term, _, day in recorded(corpus.glossary, "2025-01-03", "2026-01-01")] == [
        ("skep", "2025-06")
    ]
    rows, _ = read_product_changes(
        "x", '{"change": "vanishes", "product": "Skep"}\n{"change": "appears", "product": "Veil", "parts": ["x"]}\n'
    )
    assert [term for term, _ in ends_of_terms(corpus.glossary, rows)] == ["skep"]


def test_the_command_lists_what_is_due(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(copied(tmp_path / "project"))
    report = tmp_path / "changes.jsonl"
    report.write_text('{"change": "appears", "product": "Hive scale", "day": "2026-01-02"}\nno row\n')
    run = CliRunner().invoke(main, ["facts", "--changes", str(report)])
    assert run.exit_code == 1
    assert run.stdout == "no term: Hive scale: Hive scale appears\n1 due; 1 no term\n"
    assert f"{report}:2: " in run.stderr
    run = CliRunner().invoke(main, ["facts", "--json", "--changes", str(report)])
    assert run.exit_code == 0
    row = json.loads(run.stdout)
    assert (row["why"], row["term"], row["name"]) == ("no term", None, "Hive scale")
    assert row["change"]["product"] == "Hive scale"
    report.write_text("")
    run = CliRunner().invoke(main, ["facts", "--changes", str(report)])
    assert (run.exit_code, run.stdout) == (0, "0 due\n")
