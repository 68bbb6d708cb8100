# Tries to read the environment of the processes above it.
# Expect: refused
attempt(*[lambda p=p: os.open('/proc/%s/environ' % p, 0) for p in ('self', os.getppid(), 1)])
