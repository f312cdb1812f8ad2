"""What anybody may read of the town, written down as documents: the residents' pages read these and nothing behind."""
