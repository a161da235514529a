-- replace: writes an entry if it has the expected value. What mutate.lua does for 'equals' and 'set' where the time to live is
-- known, in fewer steps: it is the second half of every read-modify-write.
--
-- KEYS[1]  the entry
-- ARGV[1]  the expected value
-- ARGV[2]  the value to set
-- ARGV[3]  'PX' or 'KEEPTTL'; nothing for an eternal entry
-- ARGV[4]  milliseconds, after 'PX'
--
-- Reply: 1 if it was written, 0 if there is no entry, or the value that it has instead

local prior = redis.call('GET', KEYS[1])
if not prior then
  return 0
elseif prior ~= ARGV[1] then
  return prior
elseif ARGV[4] then
  redis.call('SET', KEYS[1], ARGV[2], ARGV[3], ARGV[4])
elseif ARGV[3] then
  redis.call('SET', KEYS[1], ARGV[2], ARGV[3])
else
  redis.call('SET', KEYS[1], ARGV[2])
end
return 1
