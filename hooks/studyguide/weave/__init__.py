"""Records to relations: where terms are mentioned, what explains them, what is left out."""
