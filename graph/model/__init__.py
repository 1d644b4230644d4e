"""What a record is, what a view is, and the words both are written in. No input or output here."""
