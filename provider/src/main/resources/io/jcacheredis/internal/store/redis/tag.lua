-- tag: a mutation, and if it wrote the entry, the tags by which it can be purged, as one atomic step.
--
-- mutate() is mutate.lua, with the same KEYS[1] and ARGV[1] to ARGV[8]. The rest is counted from the end.
--
-- KEYS[#KEYS - n …]  the index of each of n tags: a sorted set of entries by the time at which to look whether they are still there,
--                    in milliseconds of Redis's clock
-- KEYS[#KEYS]        the directory: a sorted set of the indexes by the time at which to look through them
-- ARGV[#ARGV - 1]    what the keys of the cache begin with; an index has what follows
-- ARGV[#ARGV]        n
--
-- Reply: as mutate.lua.
--
-- An entry stays in an index for as long as it is there, whatever is done to its time to live, so that no purge misses it. That it
-- is gone is found out when its time has come and somebody writes an entry with a tag to the same directory: each one looks
-- through a few. Entries and indexes that are looked at there are not among KEYS, but in their slot.

local HOUR = 3600000
local INDEXES, ENTRIES = 2 * ARGV[#ARGV], 20

local reply = mutate()
if reply[1] ~= 'created' and reply[1] ~= 'updated' then
  return reply
end

local entry, directory = KEYS[1], KEYS[#KEYS]
local start = ARGV[#ARGV - 1]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

-- When to look next at an entry that has so much time left, or an eternal one.
local function next_look(left)
  return now + math.max(1, left < 0 and HOUR or math.min(left, HOUR))
end

local look = next_look(redis.call('PTTL', entry))
for i = #KEYS - ARGV[#ARGV], #KEYS - 1 do
  redis.call('ZADD', KEYS[i], look, string.sub(entry, #start + 1))
  redis.call('ZADD', directory, 'NX', look, KEYS[i])
end

for _, index in ipairs(redis.call('ZRANGE', directory, '-inf', now, 'BYSCORE', 'LIMIT', 0, INDEXES)) do
  for _, member in ipairs(redis.call('ZRANGE', index, '-inf', now, 'BYSCORE', 'LIMIT', 0, ENTRIES)) do
    local left = redis.call('PTTL', start .. member)
    if left == -2 then
      redis.call('ZREM', index, member)
    else
      redis.call('ZADD', index, next_look(left), member)
    end
  end
  local first = redis.call('ZRANGE', index, 0, 0, 'WITHSCORES')
  if first[2] then
    redis.call('ZADD', directory, first[2], index)
  else
    redis.call('ZREM', directory, index)
  end
end
return reply
