# Tries to open a file by its handle, past its path.
# Expect: refused
attempt(lambda: check(libc.name_to_handle_at(-100, b'/', bytes(136), bytes(8), 0)), lambda: check(libc.open_by_handle_at(0, bytes(136), 0)))
