# Tries to list folders.
# Expect: refused
attempt(lambda: os.listdir('/'), lambda: os.scandir('/proc'), lambda: os.getcwd())
