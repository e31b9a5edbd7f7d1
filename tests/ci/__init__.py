"""A repository of cases checked as a code host would check it: `python -m tests.ci`."""
