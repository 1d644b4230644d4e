"""Ties to a networkx graph: build and place. Pure."""
