"""Finds the cards that authors write in their notes."""
