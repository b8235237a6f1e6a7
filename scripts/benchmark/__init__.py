"""`make bench`: datasync, its peers and the tools of the system on the same data, by turns."""
