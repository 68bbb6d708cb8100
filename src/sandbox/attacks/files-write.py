# Tries to write a file.
# Expect: refused
attempt(lambda: os.open('/tmp/attack', os.O_CREAT | os.O_WRONLY), lambda: os.mkdir('/tmp/attack-folder'))
