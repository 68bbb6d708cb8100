# Tries to answer, then wait for ever to keep a process from the next action.
# Expect: ALLOWED
import json
def send(message, attachment=b''):
    body = message if isinstance(message, bytes) else json.dumps(message).encode()
    write(len(body).to_bytes(4, 'little') + body + attachment)
def write(data):
    while data:
        data = data[os.write(0, data):]
ALLOWED = {'outcome': 'ALLOWED', 'message': None, 'line': None, 'outputBytes': 0}
send(ALLOWED)
lock = builtin('_thread').allocate_lock()
lock.acquire()
lock.acquire()
