"""What does not follow, what would change it, and what else would change: cases that are not."""
