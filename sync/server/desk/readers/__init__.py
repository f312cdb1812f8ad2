"""Who read a tip, for who leads its officers."""
