"""Numbered sheets that collect ratings on paper: printed with a map, entered at the desk in batches, undone."""
