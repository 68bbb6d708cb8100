# Tries to reach the file system of the server through its process.
# Expect: refused
attempt(*[lambda p=p: os.open('/proc/%d/root/etc/passwd' % p, 0) for p in (1, abs(os.getppid()))])
