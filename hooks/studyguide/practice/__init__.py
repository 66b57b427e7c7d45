"""Makes practice material: cards, distractors, comparisons, learning paths."""
