"""Tips that no district has yet."""
