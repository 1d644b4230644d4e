"""Where records are kept: append-only changes and revisions, the data package in and out."""
