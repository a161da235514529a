-- intent: a mutation of one entry that is a step of a write intent: of a write to the database behind the cache.
--
-- mutate() is mutate.lua, with the same KEYS[1] and ARGV[1] to ARGV[8].
--
-- KEYS[2]   the open intents of the entry: a sorted set of their tokens by the time at which they count as given up, in
--           milliseconds of Redis's clock. A token that was overtaken has a '!' before it. Besides, '=' with the time at which
--           the entry would have expired if an intent had not shortened its life, or with infinity; and '#', which whoever removes
--           the entry past the intents takes away. No token goes before the entry that it puts in doubt has gone
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
local END, OVERTAKEN, UNTOUCHED = '=', '!', '#'

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

-- What is open: whether this one is and was not overtaken, the others, and the end of the entry's own life.
local mine, others, till, given_up, untouched = false, {}, nil, false, false
local members = redis.call('ZRANGE', intents, 0, -1, 'WITHSCORES')
for i = 1, #members, 2 do
  local member, score = members[i], members[i + 1]
  if member == END then
    till = score
  elseif member == UNTOUCHED then
    untouched = true
  elseif tonumber(score) < now then
    redis.call('ZREM', intents, member)
    given_up = true
  elseif member == token then
    mine = true
  elseif member ~= OVERTAKEN .. token then
    others[member] = score
  end
end

-- Whoever else is open was overtaken, and stays known until then at least.
local function overtake(latest)
  local overtaken = {}
  for member, score in pairs(others) do
    local name = string.sub(member, 1, 1) == OVERTAKEN and member or OVERTAKEN .. member
    score = math.max(tonumber(score), latest)
    redis.call('ZADD', intents, score, name)
    if name ~= member then
      redis.call('ZREM', intents, member)
    end
    overtaken[name] = score
  end
  others = overtaken
end

-- One that was given up may have written to the database all the same, after who was open beside it; and the entry may be older.
-- Who removed the entry may have changed the database after all.
if given_up or (#members > 0 and not untouched) then
  mine, till = false, nil
  overtake(0)
  redis.call('ZREM', intents, END)
  redis.call('ZADD', intents, 0, UNTOUCHED)
end
local alone = next(others) == nil

-- The entry lives for no longer than the fence, and the intents at least as long. What it was to live is remembered.
local function shorten()
  local left = redis.call('PTTL', entry)
  if left == -1 or left > fence then
    redis.call('ZADD', intents, 'NX', left == -1 and '+inf' or now + left, END)
    redis.call('PEXPIRE', entry, fence)
  end
  if redis.call('PTTL', intents) < fence then
    redis.call('PEXPIRE', intents, fence)
  end
end

local function announce()
  redis.call('ZADD', intents, now + fence, token)
  redis.call('ZADD', intents, 'NX', 0, UNTOUCHED)
  redis.call('ZREM', intents, OVERTAKEN .. token)
  shorten()
end

if step == 'announce' then
  local reply = mutate()
  local exists = reply[1] == 'found'
  if reply[1] ~= 'differs' and (ARGV[1] == 'any' or exists == (ARGV[1] ~= 'absent')) then
    announce()
  end
  return reply
end

-- The entry gets the life back that it was to have.
local function restore()
  local left = till and redis.call('PTTL', entry) or 0
  if left > 0 and left <= fence then
    if till == 'inf' then
      redis.call('PERSIST', entry)
    else
      redis.call('PEXPIRE', entry, till - now)
    end
  end
end

-- This intent ends. If it does with a change of the entry, whoever has another one was overtaken, and what the entry is now, is
-- in doubt until the last of them has ended.
local function close(changed)
  if alone then
    redis.call('UNLINK', intents)
    return
  end
  if changed then
    overtake(now + fence)
    redis.call('ZREM', intents, END)
    shorten()
  end
  redis.call('ZREM', intents, token, OVERTAKEN .. token)
end

if step == 'withdraw' then
  if alone then
    restore()
  end
  close(false)
  return {'missing'}
end

-- 'commit', or 'commit_or_repeat': who may not commit removes the entry, as the database may have another value than ours, so
-- that the next read asks it; or announces the intent anew.
local repeats = step == 'commit_or_repeat'

local function remove()
  ARGV[1], ARGV[2] = 'present', 'remove'
  local reply = mutate()
  close(true)
  return reply
end

if not mine then
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
close(true)
return reply
