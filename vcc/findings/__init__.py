"""What a reader gets: conclusions, findings, and why they hold. Data only; `render` words it."""
