-- purge-tagged: removes the first entries of the index of a tag, and from the index, as one atomic step.
--
-- KEYS[1]  the index: see tag.lua. The entries are not among KEYS, but in its slot
-- KEYS[2]  the epoch of the cache: see lease.lua. A full server may refuse a new one; then loads under way are not ended
-- ARGV[1]  what the keys of the cache begin with
-- ARGV[2]  how many entries to remove at most
-- ARGV[3]  the new epoch
-- ARGV[4]  how long it lasts, in milliseconds
--
-- Reply: {how many were removed, how many the index had}

local index, start = KEYS[1], ARGV[1]
redis.pcall('SET', KEYS[2], ARGV[3], 'PX', ARGV[4])
local count = redis.call('ZCARD', index)
local removed = 0
for _, member in ipairs(redis.call('ZRANGE', index, 0, ARGV[2] - 1)) do
  removed = removed + redis.call('UNLINK', start .. member)
  redis.call('ZREM', index, member)
end
return {removed, count}
