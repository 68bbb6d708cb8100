import sys
posix = sys.modules['posix']
try:
    posix.open('/etc/passwd', 0)
    print('reached')
except PermissionError:
    print('refused')
