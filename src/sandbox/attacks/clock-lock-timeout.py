# Tries to measure time with a lock that times out.
# Expect: ALLOWED: 0
lock = builtin('_thread').allocate_lock()
lock.acquire()
lock.acquire(timeout=0.05)
print(0)
