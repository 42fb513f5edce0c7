"""What stands between the network and the dashboard: whom it answers, what a browser may do with it."""
