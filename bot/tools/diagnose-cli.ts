import { diagnoseCommand } from './diagnose-command.ts';

process.exitCode = await diagnoseCommand(process.argv.slice(2), process);
