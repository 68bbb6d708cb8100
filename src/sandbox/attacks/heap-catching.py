# Tries to catch the MemoryError and go on.
# Expect: TIMED_OUT or OUT_OF_MEMORY
# Plain: without the prelude.
rows = []
while True:
    try:
        while True:
            rows.append('x' * 10_000)
    except MemoryError:
        pass
