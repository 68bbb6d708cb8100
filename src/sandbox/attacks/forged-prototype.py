# Tries to send keys that JavaScript treats specially.
# Expect: ALLOWED
import json
def send(message, attachment=b''):
    body = message if isinstance(message, bytes) else json.dumps(message).encode()
    write(len(body).to_bytes(4, 'little') + body + attachment)
def write(data):
    while data:
        data = data[os.write(0, data):]
ALLOWED = {'outcome': 'ALLOWED', 'message': None, 'line': None, 'outputBytes': 0}

send(b'{"__proto__": {"outcome": "BLOCKED"}, "constructor": {"prototype": {"polluted": 1}}, "outcome": "ALLOWED"}')
os._exit(0)
