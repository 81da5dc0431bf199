topic = "hcl.stale"
