"""News by mail, asked for, confirmed and ended."""
