"""Forms in progress, validation, duplicates, bulk import, review."""
