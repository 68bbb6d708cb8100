-- For wrk: changes records over GraphQL. Each thread has one connection and a record of its own, because an update needs the
-- etag that the last one answered. Arguments: type, token, a word that makes names unique.

local threads = {}

function setup(thread)
  table.insert(threads, thread)
  thread:set("number", #threads)
  thread:set("refused", 0)
end

function init(args)
  type_name, token, run = args[1], args[2], args[3]
  field = type_name:sub(1, 1):lower() .. type_name:sub(2)
  round = 0
end

function request()
  round = round + 1
  local name = string.format("load %s %d %d", run, number, round)
  local operation, input = "create", string.format('{"name":"%s"}', name)
  if etag then
    operation, input = "update", string.format('{"id":"%s","etag":"%s","name":"%s"}', id, etag, name)
  end
  local input_type = operation:gsub("^%l", string.upper) .. type_name .. "Input"
  local query = string.format(
    "mutation ($input: %s!) { %s%s(input: $input) { %s { id _etag } } }", input_type, operation, type_name, field)
  return wrk.format("POST", "/graphql",
    { ["content-type"] = "application/json", ["authorization"] = "Bearer " .. token },
    string.format('{"query":"%s","variables":{"input":%s}}', query, input))
end

function response(status, headers, body)
  local answered = body:match('"_etag":"([^"]+)"')
  if answered then
    etag, id = answered, body:match('"id":"?(%d+)"?')
  else
    refused = refused + 1
  end
end

function done(summary, latency)
  local refused = 0
  for _, thread in ipairs(threads) do refused = refused + thread:get("refused") end
  io.write(string.format("FIGURES %.1f %.2f %.2f %d\n", summary.requests / summary.duration * 1e6,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, refused))
end
