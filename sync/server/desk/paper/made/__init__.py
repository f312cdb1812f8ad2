"""Printed documents as they are sent."""
