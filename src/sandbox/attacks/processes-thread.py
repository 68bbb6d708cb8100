# Tries to start a thread through the real _thread.
# Expect: refused
thread = builtin('_thread')
attempt(lambda: thread.start_new_thread(print, ()), lambda: thread_error(libc.pthread_create(ctypes.create_string_buffer(8), None, libc.getpid, None)))
