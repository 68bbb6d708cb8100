# Tries to raise SystemExit.
# Expect: FAILED: SystemExit or ALLOWED
# Plain: without the prelude.
raise SystemExit(0)
