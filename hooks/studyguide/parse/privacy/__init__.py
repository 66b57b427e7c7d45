"""Finds secrets and contact data that no reader may see."""
