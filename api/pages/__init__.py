"""The public pages, without script: demo site, readable policies, a request's status."""
