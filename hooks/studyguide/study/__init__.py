"""Relations to practice: questions, comparisons, reading order."""
