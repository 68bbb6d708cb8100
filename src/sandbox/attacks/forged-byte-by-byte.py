# Tries to answer one byte at a time.
# Expect: ALLOWED
import json
body = json.dumps(ALLOWED).encode()
for byte in len(body).to_bytes(4, 'little') + body:
    os.write(0, bytes([byte]))
os._exit(0)
