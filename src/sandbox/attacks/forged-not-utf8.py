# Tries to send what is not UTF-8.
# Expect: FAILED: not a result
send(bytes(range(128, 256)))
os._exit(0)
