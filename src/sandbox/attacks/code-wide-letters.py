# Tries to name forbidden functions in letters that Python reads as the same.
# Expect: refused
attempt(lambda: ｏｐｅｎ('/etc/passwd'), lambda: ｏｓ.ｏｐｅｎ('/etc/passwd', 0), lambda: __ｉｍｐｏｒｔ__('socket'))
