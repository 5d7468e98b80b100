-- Drives the engine through the language server client that comes with Neovim; prints one line of
-- JSON. Arguments: the engine's command line.

local command, arguments = arg[1], vim.list_slice(arg, 2)
local seen = { events = {}, calls = {}, kinds = {} }
local exit_code

local function run(method, call)
  if method ~= 'agent/run' then
    return nil, { code = -32601, message = 'only agent/run is known here' }
  end
  table.insert(seen.calls, call.input)
  return { result = call.input .. ' through Neovim' }
end

local function note(method, params)
  if method == 'workflow/event' then
    table.insert(seen.events, params.event.seq)
    table.insert(seen.kinds, params.event.type)
  end
end

local client = vim.lsp.rpc.start(command, arguments, {
  server_request = run,
  notification = note,
  on_exit = function(code) exit_code = code end,
})

local function call(method, params)
  local answer
  client.request(method, params, function(err, result) answer = { err = err, result = result } end)
  assert(vim.wait(60000, function() return answer ~= nil end, 5), method .. ' was not answered')
  return answer
end

seen.server = call('initialize', {
  processId = vim.loop.getpid(),
  rootUri = vim.NIL,
  capabilities = vim.lsp.protocol.make_client_capabilities(),
  workspaceFolders = vim.NIL,
  trace = 'off',
}).result.serverInfo.name
client.notify('initialized', vim.empty_dict())
call('agent/register', { agents = { { agentId = 'editor' } } })
local workflow = call('workflow/create', {
  name = 'from Neovim',
  steps = { { agentId = 'editor', input = 'héllo' }, { agentId = 'editor' } },
}).result
seen.created = workflow.status
seen.executed = call('workflow/execute', { workflowId = workflow.id }).result.status
local ended = call('workflow/wait', { workflowId = workflow.id }).result
seen.status, seen.output = ended.status, ended.output
seen.missing = call('workflow/get', { workflowId = 'nowhere' }).err
call('shutdown')
client.notify('exit')
vim.wait(60000, function() return exit_code ~= nil end, 5)
seen.exit = exit_code
io.stdout:write(vim.json.encode(seen), '\n')
