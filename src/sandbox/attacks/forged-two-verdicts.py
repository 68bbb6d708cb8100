# Tries to send a second verdict for whoever is next.
# Expect: ALLOWED
import json
def send(message, attachment=b''):
    body = message if isinstance(message, bytes) else json.dumps(message).encode()
    write(len(body).to_bytes(4, 'little') + body + attachment)
def write(data):
    while data:
        data = data[os.write(0, data):]
ALLOWED = {'outcome': 'ALLOWED', 'message': None, 'line': None, 'outputBytes': 0}
for _ in range(100):
    send(ALLOWED)
send({'outcome': 'BLOCKED', 'message': 'for the next', 'line': 1})
os._exit(0)
