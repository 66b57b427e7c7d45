"""Loads the YAML files that people curate, and reports every fault with its line."""
