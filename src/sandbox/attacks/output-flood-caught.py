# Tries to print without end and catch what stops it.
# Expect: TIMED_OUT or FAILED: more than 256 KB
# Plain: without the prelude.
while True:
    try:
        print('x' * 1000)
    except BaseException:
        pass
