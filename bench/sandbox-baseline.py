# The baseline of bench/sandbox.ts: one long-lived Python that runs action after action with the same guest, in the same
# process and without any isolation. Usage: sandbox-baseline.py GUEST_FOLDER SOCKET
import gc
import os
import socket
import sys

sys.path.insert(0, sys.argv[1])
import child
import kept_code

guest = kept_code.load_guest()
guest.load_modules()
pins = guest.Pins()
pins.place()
gc.collect()
gc.freeze()
listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
listener.bind(sys.argv[2])
listener.listen(16)
print("ready", flush=True)
LIMITS = {"memoryMb": 64, "outputBytes": 1 << 18}
while True:
    fd = listener._accept()[0]
    if os.fork():
        os.close(fd)
        continue
    os.dup2(fd, 0)
    while True:
        action = child.read_action(os.read)
        output = guest.Output(LIMITS["outputBytes"])
        result = guest.run_action(action, LIMITS, pins, guest.Stage(output))
        result["outputBytes"] = len(output.written)
        guest.left_behind.clear()  # which keeps what an action leaves until its process ends, and this one does not
        child.frame(os.write, result, bytes(output.written))
