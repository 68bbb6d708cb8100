# Tries to print without end.
# Expect: FAILED: more than 256 KB
# Plain: without the prelude.
while True:
    print('x' * 1000)
