-- read-events: the next events of a stream after those that a subscriber has heard, and whether some in between are gone.
--
-- KEYS[1]  the stream: see publish.lua
-- KEYS[2]  where the subscriber's position is remembered; missing if it has no name
-- ARGV[1]  the position: the id of the last event that was heard, or '' for the remembered one, or else the end of the stream
-- ARGV[2]  the number of that event, counted from the first one that the stream ever had
-- ARGV[3]  how many to read at most
-- ARGV[4]  for how long the position is remembered, in milliseconds
--
-- Reply: {missed, id, number, id, message, id, message, …}
--   missed: how many events are gone; -1 if nobody knows, as the stream is another one than it was
--   id, number: the position from which the events go on
--
-- A stream knows how many events were ever added. Those that are gone, are gone from its beginning, so the number of the first one
-- that is there follows. Who makes the stream anew makes it with greater ids, as these are times, and with numbers from 1. A stream that
-- went back to what it was, as that of a replica that lags does, ends with another number than its reader counts, whatever was added since.

local stream, memory = KEYS[1], KEYS[2]
local id, number = ARGV[1], tonumber(ARGV[2])

local state = {['last-generated-id'] = '0-0', ['entries-added'] = 0, length = 0}
if redis.call('EXISTS', stream) == 1 then
  local info = redis.call('XINFO', 'STREAM', stream)
  for i = 1, #info, 2 do
    state[info[i]] = info[i + 1]
  end
end
local last, added = state['last-generated-id'], state['entries-added']

if id == '' then
  local remembered = memory and redis.call('GET', memory)
  if remembered then
    id, number = string.match(remembered, '^(%S+) (%d+)$')
    number = tonumber(number)
  else
    id, number = last, added
  end
end

local function is_before(one, other)
  local time, count = string.match(one, '^(%d+)-(%d+)$')
  local other_time, other_count = string.match(other, '^(%d+)-(%d+)$')
  if time ~= other_time then
    return tonumber(time) < tonumber(other_time)
  end
  return tonumber(count) < tonumber(other_count)
end

local missed = 0
if is_before(last, id) then
  missed, id, number = -1, last, added
elseif is_before(id, last) and (state.length == 0 or is_before(id, state['recorded-first-entry-id'])) then
  local gone = added - state.length
  missed = math.max(gone - number, -1)
  number = gone
end

local events = {}
if is_before(id, last) then
  events = redis.call('XRANGE', stream, '(' .. id, '+', 'COUNT', ARGV[3])
end
if #events < tonumber(ARGV[3]) and number + #events ~= added then
  missed, number = -1, added - #events
end

local reply = {missed, id, number}
for _, event in ipairs(events) do
  reply[#reply + 1] = event[1]
  reply[#reply + 1] = event[2][2]
end
-- Of what is missed its subscriber is to hear first.
if memory and missed == 0 then
  redis.call('SET', memory, id .. ' ' .. number, 'PX', ARGV[4])
end
return reply
