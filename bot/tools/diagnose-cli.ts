import { diagnoseCommand } from './diagnose-command.ts';
import { runTool } from './run-tool.ts';

await runTool((args) => diagnoseCommand(args, process));
