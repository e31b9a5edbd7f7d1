"""Text for people and files for machines, one format per module. Decides nothing."""
