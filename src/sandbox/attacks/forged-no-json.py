# Tries to send what is not JSON.
# Expect: FAILED: not a result
send(b'hello')
os._exit(0)
