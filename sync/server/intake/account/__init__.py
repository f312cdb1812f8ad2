"""The account of PostgreSQL under which the residents' pages run."""
