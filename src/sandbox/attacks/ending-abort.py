# Tries to abort.
# Expect: FAILED: crashed
libc.abort()
