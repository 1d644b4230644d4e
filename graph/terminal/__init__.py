"""Attest from a terminal: the command line, and what each command does."""
