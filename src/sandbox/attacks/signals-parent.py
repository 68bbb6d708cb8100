# Tries to kill the zygote.
# Expect: refused
attempt(lambda: os.kill(os.getppid(), 9), lambda: os.kill(max(os.getppid(), 2), 0))
