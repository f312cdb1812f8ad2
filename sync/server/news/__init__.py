"""News by mail: who gets them, and of what."""
