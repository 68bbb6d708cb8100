# Tries to send a message that no database can store.
# Expect: BLOCKED: \x00
import json
def send(message, attachment=b''):
    body = message if isinstance(message, bytes) else json.dumps(message).encode()
    write(len(body).to_bytes(4, 'little') + body + attachment)
def write(data):
    while data:
        data = data[os.write(0, data):]
ALLOWED = {'outcome': 'ALLOWED', 'message': None, 'line': None, 'outputBytes': 0}
send(b'{"outcome": "BLOCKED", "message": "a\\u0000b\\ud800", "line": -5, "outputBytes": 0}')
os._exit(0)
