# Tries to handle or ignore the signal of the time-out.
# Expect: refused
signal = builtin('_signal')
attempt(lambda: signal.signal(27, 1), lambda: check(libc.sigaction(27, bytes(152), None)))
