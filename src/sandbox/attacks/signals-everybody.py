# Tries to kill every process it may.
# Expect: refused
attempt(lambda: os.kill(-1, 9), lambda: os.kill(0, 9), lambda: os.killpg(1, 0))
