"""The screens. Importing the package guards Python's constants before any signal is emitted."""

from ui.python_singletons import lend_references

lend_references()
