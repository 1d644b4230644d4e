"""Tests of the rule: who says so, and who answers."""
