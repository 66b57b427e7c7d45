"""Names the joined styles and scripts that pages load."""

READING_SCRIPT = "assets/reading.js"
REVIEW_SCRIPT = "assets/review_page.js"
PLAN_SCRIPT = "assets/plan_of_exam.js"
MOCK_SCRIPT = "assets/mock_exam.js"
STATISTICS_SCRIPT = "assets/statistics.js"
STUDY_SCRIPT = "assets/study.js"
"""Progress on pages that ask nothing; the reading script loads it where a browser has stored progress."""
SEARCH_SCRIPT = "assets/search.js"
"""The search; the reading script loads it when the search is first used."""
STYLE_SHEET = "assets/guide.css"
FILTER_SCRIPT = "assets/filter.js"
WATCH_SCRIPT = "assets/watch.js"
LOADED_BY_SCRIPTS = (
    STUDY_SCRIPT,
    "assets/exams/*.js",
    "assets/questions/*.js",
    SEARCH_SCRIPT,
    "search/*.js",
)
"""Patterns of the files that scripts of the home page and the review load when they need them: progress, questions and
search. An installed guide keeps them."""
