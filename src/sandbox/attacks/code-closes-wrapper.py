# Tries to close the function it might be wrapped in.
# Expect: FAILED: IndentationError or FAILED: SyntaxError
# Plain: without the prelude.
return
  
except Exception:
    pass
print('REACHED')
