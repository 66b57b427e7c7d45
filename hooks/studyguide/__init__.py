"""Builds a study guide from a folder of notes and a glossary; `pipeline` shows the whole build."""
