"""Suggests what an author may want to add to the glossary."""
