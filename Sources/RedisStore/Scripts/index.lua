-- What a commit has to know of workflows' rows, and what an engine that looks for work asks for.

local adoptionFields = {'owner', 'scope', 'due', 'wants', 'priority'}
local known = {
  'owner', 'scope', 'due', 'wants', 'priority',
  'id', 'status', 'key', 'version', 'fence', 'operation', 'creation',
}

-- Rows as they are now, read once; false where there is none.
local rows = {}

-- The members of a workflow's row that matter here; nil where there is no workflow.
local function rowOf(id)
  if rows[id] == nil then
    local row, isThere = {}, false
    for index, value in ipairs(call('HMGET', workflowKey(id), unpack(known))) do
      row[known[index]] = value or nil
      isThere = isThere or value ~= false
    end
    row.scope, row.wants, row.priority = row.scope or '', row.wants or '[]', row.priority or '0'
    rows[id] = isThere and row
  end
  return rows[id] or nil
end

local function differs(old, new)
  for _, name in ipairs(adoptionFields) do
    if old[name] ~= new[name] then return true end
  end
  return false
end

local function enlist(isListed, key, score, id)
  if isListed then call('ZADD', key, score, id) else call('ZREM', key, id) end
end

local function enlistMail(isListed, id, row)
  local key = row.owner and ownedMailKey(row.owner) or mailKey(row.scope)
  enlist(isListed, key, -tonumber(row.priority), id)
end

local function enlistForAdoption(isListed, id, row)
  if call('EXISTS', workflowKey(id, ':inbox')) == 1 then enlistMail(isListed, id, row) end
  local rank = -tonumber(row.priority)
  if row.owner then return enlist(isListed, ownedKey(row.owner), rank, id) end
  if isListed then call('SADD', scopesKey, row.scope) end
  if row.due then enlist(isListed, dueKey(row.scope, row.priority), row.due, id) end
  for _, agent in ipairs(cjson.decode(row.wants)) do
    enlist(isListed, waitingKey(row.scope, agent), rank, id)
  end
end
