# Tries to wait for its siblings, so that the zygote does not hear of their deaths.
# Expect: refused
attempt(lambda: os.waitpid(-1, 1), lambda: os.waitid(0, 0, 5))
