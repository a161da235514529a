-- noted: a mutation, and a note of what it did to the entry, for publish.lua.
--
-- change() is mutate.lua, with the same KEYS[1] and ARGV[1] to ARGV[8]; so is this one, for the scripts that call it.
--
-- The note is ARGV.noted, as both scripts see that table and no other: {outcome, value before, value that was written}. There
-- is none if listeners hear nothing of the outcome. A script that mutates twice does so only if the first one did nothing.

local NOTED = {created = true, updated = true, ['updated-expired'] = true, removed = true, ['found-expired'] = true}

local report = ARGV[3]
ARGV[3] = 'prior'
local reply = change()
ARGV[3] = report

local outcome = reply[1]
if NOTED[outcome] then
  ARGV.noted = {outcome, reply[2] or '', ARGV[2] == 'set' and ARGV[7] or ''}
  if report ~= 'prior' then
    return {outcome}
  end
elseif report ~= 'prior' and outcome ~= 'differs' then
  return {outcome}
end
return reply
