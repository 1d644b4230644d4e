"""Entries from a spreadsheet: read the file, match its columns, account for every row, and only then save."""
