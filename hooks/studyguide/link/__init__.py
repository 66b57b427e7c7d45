"""Links notes to the glossary: mentions, rejections, passages, backlinks, coverage."""
