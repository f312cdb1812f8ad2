"""When a page in a browser takes a press."""

DRAWN = '(document.readyState === "complete" && performance.getEntriesByType("paint").length > 0)'
"""A browser drops what is pressed before it has drawn the page."""
