# Tries to find anything secret in what the process was started with.
# Expect: ALLOWED: nothing
text = ' '.join(sys.orig_argv)
print('REACHED' if any(word in text.lower() for word in ('token', 'password', 'secret', 'postgres')) else 'nothing')
