-- A workflow's events: a list of JSON texts, sorted by `seq`, each beginning
-- {"seq":1,"cursor":1,"at":"…","type":"…","data":…}

local function seqOf(event) return tonumber(event:match('^{"seq":(%d+)')) end
local function cursorOf(event) return tonumber(event:match('^{"seq":%d+,"cursor":(%d+)')) end

-- The type with its quotes, and where that ends.
local function typeOf(event)
  local _, at = event:find('"type":', 1, true)
  local last = stringEnd(event, at + 1)
  return event:sub(at + 1, last), last
end

local function dataOf(event)
  local _, last = typeOf(event)
  return event:sub(last + #',"data":' + 1, -2)
end

-- The place in the list of the first event whose number is not less, and the length of the list.
local function placeOf(key, seq, number)
  number = number or seqOf
  local count = call('LLEN', key)
  if count == 0 then return 0, 0 end
  local last = number(call('LINDEX', key, -1))
  if last < seq then return count, count end
  -- Numbers without gaps tell the place.
  local guess = count - 1 - (last - seq)
  if guess >= 0 and number(call('LINDEX', key, guess)) == seq then return guess, count end
  local low, high = 0, count
  while low < high do
    local middle = math.floor((low + high) / 2)
    if number(call('LINDEX', key, middle)) < seq then low = middle + 1 else high = middle end
  end
  return low, count
end

local function eventAt(workflow, seq)
  local key = workflowKey(workflow, ':events')
  local place, count = placeOf(key, seq)
  if place == count then return nil end
  local event = call('LINDEX', key, place)
  if seqOf(event) == seq then return event end
end

-- The number of a workflow's last event, 0 where there is none.
local tails = {}

local function lastSeq(workflow)
  if tails[workflow] == nil then
    local event = call('LINDEX', workflowKey(workflow, ':events'), -1)
    tails[workflow] = event and seqOf(event) or 0
  end
  return tails[workflow]
end
