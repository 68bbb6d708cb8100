# Tries to start a program through the C library.
# Expect: refused
attempt(lambda: os.posix_spawn('/bin/true', ['true'], {}), lambda: os.system('true') and refuse(), lambda: os.popen('true'))
