"""The mail of the demo city: real servers, and the residents who write."""
