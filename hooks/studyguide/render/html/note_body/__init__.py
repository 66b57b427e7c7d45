"""A note as a document: its blocks as markup, every line of the file with an anchor."""
