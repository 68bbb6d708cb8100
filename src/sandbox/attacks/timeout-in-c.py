# Tries to stay inside one call of C code.
# Expect: TIMED_OUT
# Plain: without the prelude.
sum(range(10**12))
