# Tries to send half a frame and wait.
# Expect: TIMED_OUT
write(bytes([100, 0, 0, 0]) + b'{')
lock = builtin('_thread').allocate_lock()
lock.acquire()
lock.acquire()
