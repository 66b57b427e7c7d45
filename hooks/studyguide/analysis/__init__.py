"""Derives what a corpus says about itself: freshness, open points, exam readiness."""
