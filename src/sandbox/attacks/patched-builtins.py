# Tries to replace builtins for the next action.
# Expect: ALLOWED
# Plain: without the prelude.
import builtins
builtins.len = lambda x: 7
builtins.print = None
builtins.ValidationError = Exception
