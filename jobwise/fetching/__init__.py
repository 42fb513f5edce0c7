"""Fetches what somebody gives the address of: the public web alone, and little of it."""
