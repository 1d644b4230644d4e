"""Forms in progress, drafts under review, actors that are one: what the room beside the store decides."""
