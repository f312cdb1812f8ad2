"""Remarks of ratings: released to the officers of their district or withheld, and read by them."""
