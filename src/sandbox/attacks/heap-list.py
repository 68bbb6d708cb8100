# Tries to fill the memory with objects.
# Expect: OUT_OF_MEMORY or TIMED_OUT
# Plain: without the prelude.
rows = []
while True:
    rows.append([1] * 1000)
