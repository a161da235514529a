-- claim: the claims of one JVM to key spaces, compared with those of all other live JVMs, as one atomic step.
--
-- A claim says that a JVM has an open cache with the Redis keys <start>*, and in which form it writes them. It is refused
-- if another live JVM has a claim that contradicts it: to the same keys in another form, to some of these keys, or to
-- more than these. The others are kept.
--
-- KEYS[1]  the claims: a sorted set of <start> NUL <form> NUL <jvm>, all of score 0, so that it is ordered by <start>
-- KEYS[2]  the leases: a sorted set of JVMs by the time at which they count as ended, in milliseconds of Redis's clock
-- ARGV[1]  this JVM; no NUL in it
-- ARGV[2]  how long its lease is to last from now, in milliseconds
-- ARGV[3]… start and form of each claim, in turn; no NUL in a form. None of them just renews the lease
--
-- Reply: {whether this JVM's lease and the claims were still there: 1 or 0, refusal, refusal, …}
--   refusal: {number of the claim, counted from 1, the other's start, its form, its JVM}
--
-- The clock is Redis's own. Claims of JVMs that have ended go when a claim meets them, and all go with the last lease.

local claims, leases = KEYS[1], KEYS[2]
local jvm, duration = ARGV[1], tonumber(ARGV[2])

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZREMRANGEBYSCORE', leases, '-inf', now)
local unbroken = redis.call('ZSCORE', leases, jvm) and redis.call('EXISTS', claims) == 1

local alive = {}
local function lives(other)
  if alive[other] == nil then
    alive[other] = redis.call('ZSCORE', leases, other) and true or false
  end
  return alive[other]
end

-- The first live claim of another JVM in a range of the sorted set that contradicts this one, or nil.
local function contradiction(start, form, from, to)
  for _, member in ipairs(redis.call('ZRANGE', claims, from, to, 'BYLEX')) do
    local otherStart, otherForm, other = string.match(member, '^(.*)%z([^%z]*)%z([^%z]*)$')
    local same = otherStart == start and otherForm == form
    if other == jvm then
      -- An older claim of ours to the same keys gives way; what else we have was compared before we came here.
      if otherStart == start and not same then
        redis.call('ZREM', claims, member)
      end
    elseif not lives(other) then
      redis.call('ZREM', claims, member)
    elseif not same then
      return {otherStart, otherForm, other}
    end
  end
  return nil
end

local function refusal(start, form)
  -- Those that begin with this one, itself included; 0xFF is in no text.
  local found = contradiction(start, form, '[' .. start, '(' .. start .. '\255')
  -- Those that this one begins with; each ends with a colon.
  local colon = string.find(start, ':', 1, true)
  while not found and colon and colon < #start do
    local shorter = string.sub(start, 1, colon)
    found = contradiction(start, form, '[' .. shorter .. '\0', '(' .. shorter .. '\1')
    colon = string.find(start, ':', colon + 1, true)
  end
  return found
end

local reply = {unbroken and 1 or 0}
for i = 3, #ARGV, 2 do
  local start, form = ARGV[i], ARGV[i + 1]
  local found = refusal(start, form)
  if found then
    reply[#reply + 1] = {(i - 1) / 2, found[1], found[2], found[3]}
  else
    redis.call('ZADD', claims, 0, start .. '\0' .. form .. '\0' .. jvm)
  end
end

redis.call('ZADD', leases, now + duration, jvm)
redis.call('PEXPIRE', leases, 2 * duration)
redis.call('PEXPIRE', claims, 2 * duration)
return reply
