"""The hub of the HTTP server as other threads see it: the jobs that they give it, and whether it hangs."""
