"""One page of every kind the site has, by what it is. A new kind of page is one line here."""

from __future__ import annotations

PAGE_KINDS: tuple[tuple[str, str], ...] = (
    ("home", ""),
    ("service", "services/amazon-lookout-for-vision/"),
    ("concept with a formula", "concepts/recall/"),
    ("concept with a lesson", "concepts/k-means/"),
    ("service with a lesson and code", "services/amazon-bedrock/"),
    ("services", "services/"),
    ("concepts", "concepts/"),
    ("glossary", "glossary/"),
    ("family", "families/metrics/"),
    ("kind", "kinds/algorithm/"),
    ("notes", "notes/"),
    ("note", "notes/aws-ml-class/"),
    ("notes by date", "notes/by-date/"),
    ("watch list", "notes/watch-list/"),
    ("lines without a term", "notes/no-term/"),
    ("learning path", "path/"),
    ("comparisons", "compare/"),
    ("comparison", "compare/confused-mlflow/"),
    ("review", "review/"),
    ("exam plan", "review/plan/"),
    ("mock exam", "review/mock/"),
    ("statistics", "review/statistics/"),
    ("decks", "decks/"),
    ("cheat sheets", "cheat-sheets/"),
    ("cheat sheet", "cheat-sheets/metrics/"),
    ("exams", "exams/"),
    ("exam", "exams/mla-c01/"),
    ("questions of an exam", "exams/aif-c01/questions/"),
    ("freshness", "trust/freshness/"),
    ("coverage", "trust/coverage/"),
    ("about", "about/"),
    ("not found", "404.html"),
)
"""What a page is, and its address below the site's root."""
