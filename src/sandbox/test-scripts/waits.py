import sys
_thread = sys.modules["_thread"]
lock = _thread.allocate_lock()
lock.acquire()
lock.acquire()
