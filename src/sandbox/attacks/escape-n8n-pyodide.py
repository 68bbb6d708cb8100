# n8n, CVE-2025-68668: leave Pyodide through its bridge to JavaScript.
# Expect: FAILED: not available to actions
# Plain: without the prelude.
from js import process
print('REACHED')
