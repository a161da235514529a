-- claim: the claims of one JVM to key spaces, compared with those of all other live JVMs, as one atomic step.
--
-- A claim says that a JVM has an open cache with the Redis keys <start>*, in which form it writes the keys, and which
-- formats it reads in the values. It is refused if another live JVM has a claim that contradicts it: to the same keys in
-- another form or without a format in common, to some of these keys, or to more than these. The others are kept.
--
-- KEYS[1]  the claims: a sorted set of <start> NUL <form> NUL <formats> NUL <jvm>, all of score 0, so that it is ordered
--          by <start>. Besides, NUL NUL NUL <token>: another token tells that the set was lost and made anew by somebody
-- KEYS[2]  the leases: a sorted set of JVMs by the time at which they count as ended, in milliseconds of Redis's clock
-- ARGV[1]  this JVM; no NUL in it
-- ARGV[2]  how long its lease is to last from now, in milliseconds
-- ARGV[3]  the token that this JVM knows, or ''
-- ARGV[4]… start, form and formats, separated by commas, of each claim, in turn; no NUL in form and formats. None of them
--          just renews the lease
--
-- Reply: {token, whether this JVM's lease and earlier claims are still there: 1 or 0, refusal, refusal, …}
--   refusal: {number of the claim, counted from 1, the other's start, its form, its formats, its JVM}
--
-- The clock is Redis's own. Claims of JVMs that have ended go when a claim meets them, and all go with the last lease.

local claims, leases = KEYS[1], KEYS[2]
local jvm, duration = ARGV[1], tonumber(ARGV[2])

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZREMRANGEBYSCORE', leases, '-inf', now)

local MARK = '\0\0\0'
local token = redis.call('ZRANGE', claims, '[' .. MARK, '(\0\0\1', 'BYLEX')[1]
if not token then
  token = MARK .. time[1] .. '.' .. time[2]
  redis.call('ZADD', claims, 0, token)
end
local unbroken = redis.call('ZSCORE', leases, jvm) and token == ARGV[3]

local alive = {}
local function lives(other)
  if alive[other] == nil then
    alive[other] = redis.call('ZSCORE', leases, other) and true or false
  end
  return alive[other]
end

local function common(formats, others)
  for format in string.gmatch(formats, '[^,]+') do
    if string.find(',' .. others .. ',', ',' .. format .. ',', 1, true) then
      return true
    end
  end
  return false
end

-- The first live claim of another JVM in a range of the sorted set that contradicts this one, or nil.
local function contradiction(claim, from, to)
  for _, member in ipairs(redis.call('ZRANGE', claims, from, to, 'BYLEX')) do
    local start, form, formats, other = string.match(member, '^(.*)%z([^%z]*)%z([^%z]*)%z([^%z]*)$')
    if other == jvm then
      -- An older claim of ours to the same keys gives way; what else we have was compared before we came here.
      if start == claim.start then
        redis.call('ZREM', claims, member)
      end
    elseif not lives(other) then
      redis.call('ZREM', claims, member)
    elseif start ~= claim.start or form ~= claim.form or not common(formats, claim.formats) then
      return {start, form, formats, other}
    end
  end
  return nil
end

local function refusal(claim)
  local start = claim.start
  -- Those that begin with this one, itself included; 0xFF is in no text.
  local found = contradiction(claim, '[' .. start, '(' .. start .. '\255')
  -- Those that this one begins with; each ends with a colon.
  local colon = string.find(start, ':', 1, true)
  while not found and colon and colon < #start do
    local shorter = string.sub(start, 1, colon)
    found = contradiction(claim, '[' .. shorter .. '\0', '(' .. shorter .. '\1')
    colon = string.find(start, ':', colon + 1, true)
  end
  return found
end

local reply = {token, unbroken and 1 or 0}
for i = 4, #ARGV, 3 do
  local claim = {start = ARGV[i], form = ARGV[i + 1], formats = ARGV[i + 2]}
  local found = refusal(claim)
  if found then
    reply[#reply + 1] = {(i - 1) / 3, found[1], found[2], found[3], found[4]}
  else
    redis.call('ZADD', claims, 0, table.concat({claim.start, claim.form, claim.formats, jvm}, '\0'))
  end
end

redis.call('ZADD', leases, now + duration, jvm)
redis.call('PEXPIRE', leases, 2 * duration)
redis.call('PEXPIRE', claims, 2 * duration)
return reply
