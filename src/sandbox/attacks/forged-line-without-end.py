# Forges a line number that no number of GraphQL can hold.
# Expect: WARNED
send({"outcome": "WARNED", "message": "w", "line": 1e308, "outputBytes": 0})
