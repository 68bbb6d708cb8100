# Tries to fork.
# Expect: refused
attempt(lambda: os.fork() or os._exit(0))
