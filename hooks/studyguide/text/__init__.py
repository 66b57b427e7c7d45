"""Works on plain text: words, slugs, control characters, arithmetic and formulas. Pure functions."""
