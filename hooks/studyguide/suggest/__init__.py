"""Notes to what a glossary may want: terms, spellings of known terms, likely misspellings. A person decides."""
