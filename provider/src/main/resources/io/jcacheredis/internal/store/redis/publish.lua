-- publish: a mutation of which other JVMs are told, in the same atomic step: at most once by Pub/Sub, or by a stream.
--
-- step() is mutate.lua or a script that calls it, by way of noted.lua, with the same KEYS and ARGV; what is said here comes
-- after them.
--
-- KEYS[#KEYS]      the stream, if there is one
-- ARGV[#ARGV - 2]  the channel
-- ARGV[#ARGV - 1]  who tells it: 16 bytes
-- ARGV[#ARGV]      how many events the stream keeps at least; '' if there is none
--
-- Reply: that of the step. Where it could not be told, as the user may not, say, the outcome ends with '!'. A full memory is no reason:
-- a script that has changed something may go on.
--
-- A message is 01, a letter for the outcome, the 16 bytes, the length of the key in 4 bytes, the most significant first, the key,
-- the same of the value that was written, and the value before. On a stream it is the field 'e', and the message on the channel is empty:
-- there is something to read.

local LETTERS = {created = 'C', updated = 'U', ['updated-expired'] = 'V', removed = 'R', ['found-expired'] = 'E'}

local kept, origin, channel = table.remove(ARGV), table.remove(ARGV), table.remove(ARGV)
local stream = kept ~= '' and table.remove(KEYS)

local reply = step()
local noted = ARGV.noted
if not noted then
  return reply
end

local key, prior, written = KEYS[1], noted[2], noted[3]
local message = table.concat({
  '\1', LETTERS[noted[1]], origin, struct.pack('>I4', #key), key, struct.pack('>I4', #written), written, prior,
})
local told
if stream then
  told = redis.pcall('XADD', stream, 'MAXLEN', '~', kept, '*', 'e', message)
  message = ''
end
-- The entry is changed already: a refusal must not look like one of the change.
if not (type(told) == 'table' and told.err) then
  told = redis.pcall('PUBLISH', channel, message)
end
if type(told) == 'table' and told.err then
  reply[1] = reply[1] .. '!'
end
return reply
