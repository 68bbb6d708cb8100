# Tries to catch everything, for ever.
# Expect: TIMED_OUT
# Plain: without the prelude.
while True:
    try:
        while True:
            pass
    except BaseException:
        pass
