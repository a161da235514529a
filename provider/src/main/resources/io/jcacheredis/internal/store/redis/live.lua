-- live: the claims of JVMs whose lease lasts. See claim.lua. Changes nothing.
--
-- KEYS[1]  the claims
-- KEYS[2]  the leases
--
-- Reply: {start, form, formats, jvm, start, form, formats, jvm, …} in the order of starts

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local reply = {}
for _, member in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
  local start, form, formats, jvm = string.match(member, '^(.*)%z([^%z]*)%z([^%z]*)%z([^%z]*)$')
  local lease = start ~= nil and start ~= '' and redis.call('ZSCORE', KEYS[2], jvm)
  if lease and tonumber(lease) > now then
    for _, part in ipairs({start, form, formats, jvm}) do
      reply[#reply + 1] = part
    end
  end
end
return reply
