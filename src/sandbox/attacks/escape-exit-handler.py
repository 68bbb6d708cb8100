# Terrarium and others: replace what the host calls when the code has ended.
# Expect: ALLOWED or FAILED
sys.excepthook = sys.unraisablehook = sys.displayhook = lambda *a: os.write(0, b'REACHED')
sys.stdout.__class__.flush = lambda self: None
print('now')
