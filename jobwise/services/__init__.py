"""What a person can do, one class a subject. Services know adapters by their Protocols alone."""
