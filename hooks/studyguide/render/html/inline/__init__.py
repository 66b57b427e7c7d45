"""The words of a line: what their author wrote as markup, links on terms, labels for what is masked."""
