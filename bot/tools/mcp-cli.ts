import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { mcpParts, mcpServer } from './mcp-server.ts';

// Standard output belongs to the protocol; what is wrong with a setting goes to standard error.
const parts = mcpParts();
if (parts.ok) await mcpServer(parts).connect(new StdioServerTransport());
else {
  process.stderr.write(`${parts.problems.join('\n')}\n`);
  process.exitCode = 2;
}
