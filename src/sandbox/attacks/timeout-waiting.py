# Tries to wait on a lock without using the processor.
# Expect: TIMED_OUT
lock = builtin('_thread').allocate_lock()
lock.acquire()
lock.acquire()
