-- Members of a sorted set by score, highest first, ties by their bytes ascending. Redis itself has
-- ties the other way round there.

local function precedes(left, right)
  for index = 1, math.min(#left, #right) do
    local one, other = left:byte(index), right:byte(index)
    if one ~= other then return one < other end
  end
  return #left < #right
end

-- How many members of `score` come before or at `id`, which may be gone from there.
local function tiesUpTo(set, score, id)
  local first = call('ZCOUNT', set, '-inf', '(' .. score)
  local current = call('ZSCORE', set, id)
  if current and tonumber(current) == tonumber(score) then
    return call('ZRANK', set, id) - first + 1
  end
  local low, high = 0, call('ZCOUNT', set, score, score)
  while low < high do
    local middle = math.floor((low + high) / 2)
    local member = call('ZRANGE', set, first + middle, first + middle)[1]
    if precedes(id, member) then high = middle else low = middle + 1 end
  end
  return low
end

-- The ids of a page: `count` of them, `offset` after the place `score`, `id` (nil: the beginning).
local function page(set, score, id, offset, count)
  local start = offset
  if score then
    start = start + call('ZCOUNT', set, '(' .. score, '+inf') + tiesUpTo(set, score, id)
  end
  local ids = {}
  if count < 1 then return ids end
  -- Positions of the same score are the same whichever way ties go; only their members are not.
  local found = call('ZREVRANGE', set, start, start + count, 'WITHSCORES')
  local index = 1
  while index <= #found and #ids < count do
    local tie = found[index + 1]
    local last = index
    while found[last + 3] == tie do last = last + 2 end
    if index == last and index > 1 and last + 2 <= #found then
      ids[#ids + 1] = found[index]
    else
      local above = call('ZCOUNT', set, '(' .. tie, '+inf')
      local below = call('ZCOUNT', set, '-inf', '(' .. tie)
      local from = below + start + (index - 1) / 2 - above
      local to = math.min(below + call('ZCOUNT', set, tie, tie), from + count - #ids) - 1
      for _, member in ipairs(call('ZRANGE', set, from, to)) do ids[#ids + 1] = member end
    end
    index = last + 2
  end
  return ids
end
