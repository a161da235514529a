-- mutate: a condition and an action on one entry, as one atomic step.
--
-- This script is the definition of what a mutation does. Where one native command means the same, the provider sends
-- that command instead; the contract suite holds both to the same outcomes.
--
-- KEYS[1]  the entry
-- ARGV[1]  condition: 'any' | 'absent' | 'present' | 'equals'
-- ARGV[2]  action:    'none' | 'touch' | 'set' | 'remove'
-- ARGV[3]  report:    'nothing' | 'existence' | 'prior'
-- ARGV[4]  time to live on creation \
-- ARGV[5]  time to live on update    > '?' not known yet | '=' unchanged | 'eternal' | 'zero' | milliseconds
-- ARGV[6]  time to live on access   /
-- ARGV[7]  the value to set, for 'set'; else ''
-- ARGV[8]  the expected value, for 'equals'; else ''
--
-- Reply: {outcome} or {outcome, prior}
--   'created' | 'discarded' | 'missing'
--   'updated' | 'updated-expired' | 'removed' | 'found' | 'found-expired'   (with prior, if the report is 'prior')
--   'differs'           (always with prior)
--   'need-creation' | 'need-update' | 'need-access'
--                       nothing was done: that time to live is '?'; 'need-access' comes with prior as 'found' does
--
-- Only relative times (PX) are used, so the clock of Redis alone decides about expiry.

local key = KEYS[1]
local condition, action, report = ARGV[1], ARGV[2], ARGV[3]
local value, expected = ARGV[7], ARGV[8]

-- The value travels to the script only where somebody looks at it.
local prior
if condition == 'equals' or report == 'prior' then
  prior = redis.call('GET', key)
else
  prior = redis.call('EXISTS', key) == 1
end

local function reply(outcome)
  if report == 'prior' and prior then
    return {outcome, prior}
  end
  return {outcome}
end

if not prior then
  if condition == 'present' or condition == 'equals' or action ~= 'set' then
    return {'missing'}
  end
  local creation = ARGV[4]
  if creation == '?' then
    return {'need-creation'}
  elseif creation == 'zero' then
    return {'discarded'}
  elseif creation == 'eternal' or creation == '=' then
    redis.call('SET', key, value)
  else
    redis.call('SET', key, value, 'PX', creation)
  end
  return {'created'}
end

if condition == 'absent' then
  return reply('found')
end
if condition == 'equals' and prior ~= expected then
  return {'differs', prior}
end

if action == 'none' then
  return reply('found')
end

if action == 'remove' then
  redis.call('UNLINK', key)
  return reply('removed')
end

if action == 'touch' then
  local access = ARGV[6]
  if access == '?' then
    return reply('need-access')
  elseif access == 'zero' then
    redis.call('UNLINK', key)
    return reply('found-expired')
  elseif access == 'eternal' then
    redis.call('PERSIST', key)
  elseif access ~= '=' then
    redis.call('PEXPIRE', key, access)
  end
  return reply('found')
end

local update = ARGV[5]
if update == '?' then
  return {'need-update'}
elseif update == 'zero' then
  redis.call('UNLINK', key)
  return reply('updated-expired')
elseif update == '=' then
  redis.call('SET', key, value, 'KEEPTTL')
elseif update == 'eternal' then
  redis.call('SET', key, value)
else
  redis.call('SET', key, value, 'PX', update)
end
return reply('updated')
