-- lease: a mutation of one entry that is a step of a load: see the class LoadLease.
--
-- mutate() is mutate.lua, with the same KEYS[1] and ARGV[1] to ARGV[8].
--
-- KEYS[2]   the lease of the entry: the token of who loads it, NUL, and the epoch in which that began. Whoever removes the entry
--           removes it first
-- KEYS[3]   the epoch of the cache: another one after a purge of many entries; missing if there was none lately
-- KEYS[4]   the open write intents of the entry
-- ARGV[9]   'acquire' | 'seize' | 'fill' | 'renew' | 'release'
-- ARGV[10]  the token of this load
-- ARGV[11]  how long the lease lasts from now, in milliseconds
--
-- Reply: as mutate.lua; {'leased'} for an 'acquire' where somebody else loads the entry, and for a 'fill' without the lease;
-- {'found'} for a 'renew' of a lease that is still held.

local entry, lease, epoch, intents = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local step, token, duration = ARGV[9], ARGV[10], ARGV[11]
-- In the place of the epoch: what is loaded is not stored.
local NEVER = '!'

local held = redis.call('GET', lease)
local holder, began
if held then
  holder, began = string.match(held, '^([^%z]*)%z(.*)$')
end
local mine = holder == token

if step == 'acquire' or step == 'seize' then
  local reply = mutate()
  if step == 'acquire' and reply[1] ~= 'missing' then
    return reply
  end
  if step == 'acquire' and held and not mine then
    return {'leased'}
  end
  -- What is read while the database is being written may be old when it is stored: others wait for it all the same.
  local begins = redis.call('EXISTS', intents) == 1 and NEVER or redis.call('GET', epoch) or ''
  redis.call('SET', lease, token .. '\0' .. begins, 'PX', duration)
  return reply
end

if step == 'release' then
  if mine then
    redis.call('UNLINK', lease)
  end
  return {'missing'}
end

-- Whether what is being loaded is older than something else: a purge, or a write to the database.
local function is_old()
  local now = redis.call('GET', epoch)
  return began == NEVER or (now and now ~= began) or redis.call('EXISTS', intents) == 1
end

-- An entry that came where none was is newer than what is being loaded, and may be gone before the load ends. So may what makes it
-- old, which is why each renewal looks.
if step == 'renew' then
  if not mine then
    return {'missing'}
  end
  if began ~= NEVER and (is_old() or (ARGV[1] == 'absent' and redis.call('EXISTS', entry) == 1)) then
    redis.call('UNLINK', lease)
    return {'missing'}
  end
  redis.call('PEXPIRE', lease, duration)
  return {'found'}
end

if not mine then
  return {'leased'}
end
if is_old() then
  redis.call('UNLINK', lease)
  return {'leased'}
end
local reply = mutate()
if string.sub(reply[1], 1, 5) ~= 'need-' then
  redis.call('UNLINK', lease)
end
return reply
