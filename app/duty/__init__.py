"""Duty and cover: who holds which district at which moment, and whether everybody has an officer."""
