"""Duty and cover at the server: absences and swaps become covers that begin and end by themselves."""
