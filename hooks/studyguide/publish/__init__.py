"""All of it to pages: one module per page kind."""
