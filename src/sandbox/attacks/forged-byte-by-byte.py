# Tries to answer one byte at a time.
# Expect: ALLOWED
import json
def send(message, attachment=b''):
    body = message if isinstance(message, bytes) else json.dumps(message).encode()
    write(len(body).to_bytes(4, 'little') + body + attachment)
def write(data):
    while data:
        data = data[os.write(0, data):]
ALLOWED = {'outcome': 'ALLOWED', 'message': None, 'line': None, 'outputBytes': 0}
body = json.dumps(ALLOWED).encode()
for byte in len(body).to_bytes(4, 'little') + body:
    os.write(0, bytes([byte]))
os._exit(0)
