"""What in the records of children can hardly be so: told by rules that are data, and nothing of a database."""
