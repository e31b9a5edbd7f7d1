"""Where things were written: texts, spans, diagnostics. Knows no language and no theory."""
