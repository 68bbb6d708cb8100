# Tries to trap into a debugger.
# Expect: FAILED or ALLOWED
# Plain: without the prelude.
breakpoint()
