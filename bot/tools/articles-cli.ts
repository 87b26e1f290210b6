import { articlesCommand } from './articles-command.ts';
import { runTool } from './run-tool.ts';

await runTool((args) => articlesCommand(args, process));
