import { z } from 'zod';
import { dataRows } from '../paste/data-rows.ts';
import { eventOf } from '../paste/event-fields.ts';
import { type JsonObject, jsonObjects } from '../paste/json-objects.ts';
import type { FoundEvent, PasteReader } from '../paste/paste-reader.ts';
import { severityOf, severityOfLevel } from '../words/severity-words.ts';

const number = z.number().or(z.string()).transform(String).optional().catch(undefined);
const text = z.string().optional().catch(undefined);
const texts = z.array(z.union([z.string(), z.number().transform(String)])).catch([]);

/** What ConvertTo-Json makes of Get-EventLog, Get-WinEvent and the WMI event class; unknown keys are left alone. */
const JsonEvent = z.object({
  EventID: number,
  Id: number,
  EventCode: number,
  InstanceId: number,
  EventIdentifier: number,
  Source: text,
  ProviderName: text,
  SourceName: text,
  EntryType: number,
  Type: number,
  LevelDisplayName: text,
  Level: z.number().optional().catch(undefined),
  Category: number,
  CategoryString: text,
  TaskDisplayName: text,
  TimeGenerated: text,
  TimeCreated: text,
  MachineName: text,
  ComputerName: text,
  Message: text,
  ReplacementStrings: texts,
  InsertionStrings: texts,
  Properties: z.array(z.object({ Value: z.union([z.string(), z.number()]).transform(String) })).catch([]),
  Data: z.array(z.number().int().min(0).max(255)).catch([]),
});

/** Winlogbeat and what is built on it put the event into an object of their own, under names with underscores. */
const Winlog = z.object({
  winlog: z.object({
    event_id: number,
    provider_name: text,
    computer_name: text,
    event_data: z.record(z.string(), z.unknown()).catch({}),
  }),
  log: z.object({ level: text }).optional().catch(undefined),
  message: text,
  '@timestamp': text,
});

/** The object under the names that PowerShell gives its fields. */
function underPowershellNames(value: unknown): unknown {
  const beat = Winlog.safeParse(value).data;
  if (beat === undefined) return value;
  const { winlog, log, message } = beat;
  return {
    Id: winlog.event_id,
    ProviderName: winlog.provider_name,
    MachineName: winlog.computer_name,
    LevelDisplayName: log?.level,
    TimeCreated: beat['@timestamp'],
    Message: message,
    InsertionStrings: Object.values(winlog.event_data).filter((one) => typeof one === 'string'),
  };
}

/** Reads JSON of Get-EventLog and Get-WinEvent, one object or an array, from Windows PowerShell 5.1 or PowerShell 7, and Winlogbeat's. */
export const readPowershellJson: PasteReader = (lines) =>
  lines.some((line) => line.includes('{')) ? jsonObjects(lines).flatMap((object) => eventIn(object) ?? []) : [];

function eventIn({ value, line, lastLine }: JsonObject): FoundEvent | undefined {
  const json = JsonEvent.safeParse(underPowershellNames(value)).data;
  const source = json?.Source ?? json?.ProviderName ?? json?.SourceName;
  if (json === undefined || source === undefined) return undefined;
  const strings = [json.ReplacementStrings, json.InsertionStrings, json.Properties.map((one) => one.Value)];
  const description = json.Message || strings.find((list) => list.length > 0)?.join(' ') || '';
  const category = json.CategoryString ?? json.TaskDisplayName ?? json.Category;
  const time = json.TimeGenerated ?? json.TimeCreated;
  const computer = json.MachineName ?? json.ComputerName;
  const event = eventOf(
    {
      id: json.EventID ?? json.Id ?? json.EventCode ?? json.InstanceId ?? json.EventIdentifier ?? '',
      source,
      description,
      ...(category !== undefined && { category }),
      ...(time !== undefined && { time }),
      ...(computer !== undefined && { computer }),
    },
    { line, lastLine },
  );
  if (event === undefined) return undefined;
  const word = json.LevelDisplayName ?? json.EntryType ?? json.Type;
  const severity = severityOf(word ?? '') ?? severityOfLevel(json.Level ?? 0);
  return { ...event, ...(severity && { severity }), ...(json.Data.length > 0 && { data: dataRows(json.Data, line) }) };
}
