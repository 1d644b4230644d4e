"""Tests of the records, dates, views and settings."""
