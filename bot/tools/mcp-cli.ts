import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { mcpParts, mcpServer } from './mcp-server.ts';
import { runTool } from './run-tool.ts';

// Standard output belongs to the protocol; what is wrong with a setting goes to standard error.
await runTool(async () => {
  const parts = mcpParts();
  if (!parts.ok) throw new Error(parts.problems.join('\n'));
  await mcpServer(parts).connect(new StdioServerTransport());
});
