# Tries to make new descriptors of all kinds.
# Expect: refused
attempt(lambda: os.pipe(), lambda: check(libc.eventfd(0, 0)), lambda: check(libc.epoll_create(1)), lambda: check(libc.signalfd(-1, bytes(128), 0)), lambda: os.openpty())
