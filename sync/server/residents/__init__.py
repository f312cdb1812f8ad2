"""The face for residents: pages that anybody may read."""
