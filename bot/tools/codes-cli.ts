import { codesCommand } from './codes-command.ts';
import { runTool } from './run-tool.ts';

await runTool((args) => codesCommand(args, process));
