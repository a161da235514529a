-- release: one JVM gives up a claim, or its lease, as one atomic step. See claim.lua.
--
-- KEYS[1]  the claims
-- KEYS[2]  the leases
-- ARGV[1]  'claim' | 'lease'
-- ARGV[2]  the claim's member of the sorted set, or the JVM
--
-- Reply: 0. With the last claim the set's token goes too, so that nothing is left.

redis.call('ZREM', ARGV[1] == 'claim' and KEYS[1] or KEYS[2], ARGV[2])
if redis.call('ZCARD', KEYS[1]) == 1 then
  redis.call('UNLINK', KEYS[1])
end
return 0
