# Tries to send values of the wrong type.
# Expect: FAILED: not a result
import json
def send(message, attachment=b''):
    body = message if isinstance(message, bytes) else json.dumps(message).encode()
    write(len(body).to_bytes(4, 'little') + body + attachment)
def write(data):
    while data:
        data = data[os.write(0, data):]
ALLOWED = {'outcome': 'ALLOWED', 'message': None, 'line': None, 'outputBytes': 0}
send({'outcome': ['ALLOWED'], 'message': {'toString': 1}, 'outputBytes': '5'})
os._exit(0)
