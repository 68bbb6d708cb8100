# Tries to hook every event of the interpreter for good.
# Expect: ALLOWED or FAILED
# Plain: without the prelude.
sys.addaudithook(lambda *event: None)
print('now')
