"""A tip by the digits that somebody was told by telephone."""
