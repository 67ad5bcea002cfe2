"""The HTTP API and the pages of Lotse."""
