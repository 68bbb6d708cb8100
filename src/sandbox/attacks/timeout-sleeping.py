# Tries to sleep through the C library.
# Expect: ALLOWED: refused or TIMED_OUT
libc.sleep(1000)
attempt(lambda: check(libc.nanosleep(bytes([1] + [0] * 15), None)), lambda: check(libc.poll(None, 0, 100000)), lambda: check(libc.pause()))
