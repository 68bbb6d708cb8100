# Tries to queue a signal with a forged sender.
# Expect: refused
attempt(lambda: check(libc.sigqueue(1, 9, 0)))
