# Tries to learn where everything is in memory.
# Expect: refused
attempt(lambda: os.open('/proc/self/maps', 0), lambda: os.open('/proc/self/auxv', 0))
