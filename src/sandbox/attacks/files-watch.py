# Tries to watch files of others.
# Expect: refused
attempt(lambda: check(libc.inotify_init1(0)), lambda: check(libc.fanotify_init(0, 0)))
