-- Whether what a commit expects is so. A guard that does not hold gives the outcome.

-- Places that the commit takes once all its guards have passed.
local places = {}

local function documentRevision(kind, key)
  return call('HGET', documentKey(kind, key), 'revision')
end

local guards = {}

function guards.workflowAbsent()
  local id, key = take(), takeMaybe()
  local isFree = not rowOf(id) and not isDeleted(id)
  if not isFree or (key and call('HEXISTS', keysKey, key) == 1) then return 'conflict' end
end

function guards.workflow()
  local id, version, fence = take(), take(), take()
  local row = rowOf(id)
  if not row then return 'notFound' end
  if (row.fence or '0') ~= fence then return 'fenced' end
  if (row.version or '0') ~= version then return 'conflict' end
end

function guards.workflowExists()
  if not rowOf(take()) then return 'notFound' end
end

function guards.documentAbsent()
  if documentRevision(take(), take()) then return 'conflict' end
end

function guards.document()
  local found = documentRevision(take(), take())
  local revision = take()
  if not found then return 'notFound' end
  if found ~= revision then return 'conflict' end
end

function guards.threadAbsent()
  if call('EXISTS', threadKey(take())) == 1 then return 'conflict' end
end

function guards.threadExists()
  if call('EXISTS', threadKey(take())) == 0 then return 'notFound' end
end

-- The places held, those promised to this commit's other holders, and the queue before this one.
function guards.claim()
  local key, limit, holder = take(), tonumber(take()), take()
  local holders, queue = holdersKey(key), queueKey(key)
  if call('SISMEMBER', holders, holder) == 0 then
    local ahead = call('ZRANK', queue, holder) or call('ZCARD', queue)
    for _, place in ipairs(places) do
      if place.key == key and place.holder ~= holder then ahead = ahead + 1 end
    end
    if call('SCARD', holders) + ahead >= limit then
      if not call('ZSCORE', queue, holder) then
        call('ZADD', queue, call('HINCRBY', meta, 'queued', 1), holder)
      end
      return 'contended', key
    end
  end
  places[#places + 1] = {key = key, holder = holder}
end

local function takePlaces()
  for _, place in ipairs(places) do
    call('ZREM', queueKey(place.key), place.holder)
    call('SADD', holdersKey(place.key), place.holder)
  end
end
