"""Connects the engine to what publishes its pages."""
