# Tries to send what is not UTF-8.
# Expect: FAILED: not a result
import json
def send(message, attachment=b''):
    body = message if isinstance(message, bytes) else json.dumps(message).encode()
    write(len(body).to_bytes(4, 'little') + body + attachment)
def write(data):
    while data:
        data = data[os.write(0, data):]
ALLOWED = {'outcome': 'ALLOWED', 'message': None, 'line': None, 'outputBytes': 0}
send(bytes(range(128, 256)))
os._exit(0)
