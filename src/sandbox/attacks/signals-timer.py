# Tries to clear the timer of the time-out.
# Expect: refused
signal = builtin('_signal')
attempt(lambda: signal.setitimer(2, 0), lambda: check(libc.timer_create(0, None, ctypes.create_string_buffer(8))), lambda: check(libc.timerfd_create(1, 0)), lambda: syscall('getitimer', 2, ctypes.create_string_buffer(32)))
