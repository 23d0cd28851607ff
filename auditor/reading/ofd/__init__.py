"""OFD (GB/T 33190), the national layout format, to pages."""
