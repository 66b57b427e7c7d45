"""Names the joined styles and scripts that pages load."""

READING_SCRIPT = "assets/reading.js"
REVIEW_SCRIPT = "assets/review_page.js"
STYLE_SHEET = "assets/guide.css"
FILTER_SCRIPT = "assets/filter.js"
