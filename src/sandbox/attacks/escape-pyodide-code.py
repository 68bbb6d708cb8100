# Pyodide as a sandbox: run JavaScript from Python.
# Expect: FAILED: not available to actions
# Plain: without the prelude.
import pyodide_js, _pyodide_core
print('REACHED')
