# Tries to print through the raw stream, past the limit.
# Expect: FAILED
buffer = sys.stdout.buffer
while True:
    buffer.max_bytes = 10**12
    buffer.write(b'x' * 100_000)
