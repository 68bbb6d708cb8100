# Tries to answer, then wait for ever to keep a process from the next action.
# Expect: ALLOWED
send(ALLOWED)
lock = builtin('_thread').allocate_lock()
lock.acquire()
lock.acquire()
