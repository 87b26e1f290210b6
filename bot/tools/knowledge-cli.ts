import { knowledgeCommand } from './knowledge-command.ts';

process.exitCode = await knowledgeCommand(process.argv.slice(2), process);
