# Tries to print 30 MB at once.
# Expect: FAILED: more than 256 KB
# Plain: without the prelude.
print('x' * 30_000_000)
