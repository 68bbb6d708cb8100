# Tries to trace what runs after it.
# Expect: ALLOWED or FAILED
def trace(*rest):
    if 'json' in str(rest[0].f_code.co_filename):
        os.write(0, b'REACHED')
    return trace
sys.settrace(trace)
sys.setprofile(trace)
