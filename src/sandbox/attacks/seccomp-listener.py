# Tries to answer the zygote's calls with a filter that notifies.
# Expect: refused
attempt(lambda: syscall(317 if machine == 'x86_64' else 277, 1, 8, bytes(16)))
