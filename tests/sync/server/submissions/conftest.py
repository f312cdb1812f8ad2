"""Somebody at the residents' pages, for all tests of this folder."""

from tests.sync.server.residents.visitor import visitor

__all__ = ["visitor"]
