# Tries to wait on a lock without using the processor.
# Expect: TIMED_OUT
# Plain: without the prelude.
lock = __import__('sys').modules['_thread'].allocate_lock()
lock.acquire()
lock.acquire()
