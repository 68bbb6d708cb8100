# Tries to learn the name and load of the machine.
# Expect: refused
attempt(lambda: os.uname(), lambda: os.getloadavg(), lambda: check(libc.sysinfo(ctypes.create_string_buffer(128))), lambda: check(libc.gethostname(ctypes.create_string_buffer(64), 64)))
