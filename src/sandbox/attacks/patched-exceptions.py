# Tries to replace the exceptions that block a change.
# Expect: ALLOWED
# Plain: without the prelude.
ValidationError.__init__ = lambda self, *a: None
ValidationError.__str__ = lambda self: 'patched'
ValidationWarning.__bases__ = (ValueError,)
