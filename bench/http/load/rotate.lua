-- For wrk: sends the requests of a file in turn, as they stand there. Each is a line with its
-- length in bytes, then its bytes.
local requests = {}
local turn = 0

function init(args)
  local file = assert(io.open(args[1], "rb"))
  for length in file:lines() do
    requests[#requests + 1] = file:read(tonumber(length))
  end
  file:close()
end

function request()
  turn = turn % #requests + 1
  return requests[turn]
end

function done(summary)
  local errors = summary.errors
  local broken = errors.connect + errors.read + errors.write + errors.timeout
  local line = '{"requests":%d,"durationUs":%d,"bytes":%d,"refused":%d,"broken":%d}\n'
  io.write(line:format(summary.requests, summary.duration, summary.bytes, errors.status, broken))
end
