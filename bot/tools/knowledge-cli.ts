import { knowledgeCommand } from './knowledge-command.ts';
import { runTool } from './run-tool.ts';

await runTool((args) => knowledgeCommand(args, process));
