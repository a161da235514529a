-- remove-long: removes one entry if it is longer than anything its cache reads.
--
-- KEYS[1]  the entry
-- ARGV[1]  the most bytes that are read
--
-- Reply: how many entries were removed

if redis.call('STRLEN', KEYS[1]) > tonumber(ARGV[1]) then
  return redis.call('UNLINK', KEYS[1])
end
return 0
