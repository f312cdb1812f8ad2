"""How long what is kept of people: one table, from which the jobs, the pages and the command read."""
