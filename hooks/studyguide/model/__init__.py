"""Defines every noun of the engine as frozen records."""
