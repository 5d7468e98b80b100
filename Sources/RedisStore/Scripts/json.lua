-- Values out of JSON text as it was written, digit by digit: cjson would round numbers and lose the
-- order of members. The text is compact, as the engine writes it.

local quote, backslash, comma = 34, 92, 44
local openObject, openArray, closeArray = 123, 91, 93

-- Where the string ends that begins at `at`.
local function stringEnd(text, at)
  while true do
    at = text:find('["\\]', at + 1)
    if text:byte(at) == quote then return at end
    at = at + 1
  end
end

-- Where the value ends that begins at `at`.
local function valueEnd(text, at)
  local first = text:byte(at)
  if first == quote then return stringEnd(text, at) end
  if first ~= openObject and first ~= openArray then
    return (text:find('[,%]}]', at) or #text + 1) - 1
  end
  local depth = 0
  repeat
    at = text:find('["%[%]{}]', at)
    local byte = text:byte(at)
    if byte == quote then
      at = stringEnd(text, at)
    elseif byte == openObject or byte == openArray then
      depth = depth + 1
    else
      depth = depth - 1
    end
    at = at + 1
  until depth == 0
  return at - 1
end

-- Where the value of a member begins; `key` as it stands between the quotes.
local function memberAt(text, at, key)
  if text:byte(at) ~= openObject then return nil end
  at = at + 1
  while text:byte(at) == quote do
    local last = stringEnd(text, at)
    if text:sub(at + 1, last - 1) == key then return last + 2 end
    at = valueEnd(text, last + 2) + 2
  end
end

local function elementAt(text, at, index)
  if text:byte(at) ~= openArray or text:byte(at + 1) == closeArray then return nil end
  at = at + 1
  for _ = 1, index do
    at = valueEnd(text, at) + 1
    if text:byte(at) ~= comma then return nil end
    at = at + 1
  end
  return at
end

-- The text of the value at a payload's place: a member's name, or `$.a.b[0].c`.
local function valueAt(text, path)
  local at = 1
  if path:sub(1, 2) == '$.' then
    for key, indices in path:sub(3):gmatch('([^.%[]+)([^.]*)') do
      at = at and memberAt(text, at, key)
      for index in indices:gmatch('%[(%d+)%]') do
        at = at and elementAt(text, at, tonumber(index))
      end
    end
  else
    at = memberAt(text, at, path)
  end
  return at and text:sub(at, valueEnd(text, at))
end

-- The text that a JSON string stands for.
local function plain(json) return cjson.decode('[' .. json .. ']')[1] end
