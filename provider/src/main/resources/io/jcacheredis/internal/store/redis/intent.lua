-- intent: a mutation of one entry that is a step of a write intent: of a write to the database behind the cache.
--
-- mutate() is mutate.lua, with the same KEYS[1] and ARGV[1] to ARGV[8].
--
-- KEYS[2]   the open intents of the entry: a sorted set of their tokens by the time at which they count as given up, in
--           milliseconds of Redis's clock. A token that was overtaken has a '!' before it. Besides, '=' with the time at which
--           the entry would have expired if an intent had not shortened its life, or with infinity
-- ARGV[9]   'announce' | 'commit' | 'commit_or_repeat' | 'withdraw' | 'yield'
-- ARGV[10]  the token of this intent; '' for 'yield'
-- ARGV[11]  the fence: how long an intent counts, and the most that an entry lives while one is open, in milliseconds
--
-- Reply: as mutate.lua, and {'found'} for a 'commit_or_repeat' that was overtaken where there is no entry now. The class
-- WriteIntent tells what the steps mean.
--
-- There is no lock, and nobody waits: who comes second removes the entry or comes again. As each one that has to come again was
-- overtaken by one that was committed, somebody always gets on.

local entry, intents = KEYS[1], KEYS[2]
local step, token, fence = ARGV[9], ARGV[10], tonumber(ARGV[11])
local END, OVERTAKEN = '=', '!'

if step == 'yield' then
  if redis.call('EXISTS', intents) == 1 then
    if ARGV[2] == 'set' then
      return {'discarded'}
    elseif ARGV[6] ~= 'zero' then
      ARGV[6] = '='
    end
  end
  return mutate()
end

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZREMRANGEBYSCORE', intents, '-inf', now)

local function others()
  local members = {}
  for _, member in ipairs(redis.call('ZRANGE', intents, 0, -1)) do
    if member ~= END and member ~= token and member ~= OVERTAKEN .. token then
      members[#members + 1] = member
    end
  end
  return members
end

-- The entry lives for no longer than the fence. What it was to live is remembered.
local function shorten()
  local left = redis.call('PTTL', entry)
  if left == -1 or left > fence then
    redis.call('ZADD', intents, left == -1 and '+inf' or now + left, END)
    redis.call('PEXPIRE', entry, fence)
  end
end

-- The entry gets the life back that it was to have.
local function restore()
  local till = redis.call('ZSCORE', intents, END)
  local left = redis.call('PTTL', entry)
  if till and left > 0 and left <= fence then
    if till == 'inf' then
      redis.call('PERSIST', entry)
    else
      redis.call('PEXPIRE', entry, till - now)
    end
  end
end

local function announce()
  redis.call('ZADD', intents, now + fence, token)
  redis.call('ZREM', intents, OVERTAKEN .. token)
  shorten()
  if redis.call('PTTL', intents) < fence then
    redis.call('PEXPIRE', intents, fence)
  end
end

-- This intent ends with a change of the entry: whoever has another one was overtaken.
local function close()
  redis.call('ZREM', intents, token, OVERTAKEN .. token, END)
  local open = others()
  for _, member in ipairs(open) do
    if string.sub(member, 1, 1) ~= OVERTAKEN then
      redis.call('ZADD', intents, redis.call('ZSCORE', intents, member), OVERTAKEN .. member)
      redis.call('ZREM', intents, member)
    end
  end
  if #open > 0 then
    shorten()
  end
end

-- The database may have another value than ours: the next read is to ask it.
local function remove()
  ARGV[1], ARGV[2] = 'present', 'remove'
  local reply = mutate()
  close()
  return reply
end

if step == 'announce' then
  local reply = mutate()
  local exists = reply[1] == 'found'
  if reply[1] ~= 'differs' and (ARGV[1] == 'any' or exists == (ARGV[1] ~= 'absent')) then
    announce()
  end
  return reply
end

if step == 'withdraw' then
  redis.call('ZREM', intents, token, OVERTAKEN .. token)
  if #others() == 0 then
    restore()
    redis.call('UNLINK', intents)
  end
  return {'missing'}
end

-- 'commit' or 'commit_or_repeat'

local repeats = step == 'commit_or_repeat'
if not redis.call('ZSCORE', intents, token) then
  if not repeats then
    return remove()
  end
  announce()
  local prior = redis.call('GET', entry)
  return prior and {'differs', prior} or {'found'}
end

if ARGV[5] == '=' then
  restore()
end
local reply = mutate()
local outcome = reply[1]
if string.sub(outcome, 1, 5) == 'need-' then
  shorten()
  return reply
end
local nothing_to_remove = ARGV[1] == 'present' and ARGV[2] == 'remove'
if outcome == 'found' or outcome == 'differs' or (outcome == 'missing' and not nothing_to_remove) then
  if not repeats then
    return remove()
  end
  announce()
  return reply
end
close()
return reply
