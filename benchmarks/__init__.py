"""What JobWise takes in time, and how right it is: `make bench` and `make eval`."""
