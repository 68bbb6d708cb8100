# Tries to shut its connection down to leave the server waiting.
# Expect: refused
attempt(lambda: check(libc.shutdown(0, 2)))
