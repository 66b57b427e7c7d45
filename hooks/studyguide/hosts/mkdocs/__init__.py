"""Connects the engine to MkDocs: the only package that imports MkDocs or its theme."""
