import type { FoundSource } from './source-names.ts';

/** Hyphens and capitals; at least one small letter, since a computer's name (`EX-MAIL-01`) has none. */
const PROVIDER = /(?<![\w-])[A-Z][A-Za-z0-9]{1,30}(?:-[A-Z0-9][A-Za-z0-9]{0,40}){2,6}(?![\w-])/g;

// Sources of Windows' own event logs whose names are no words of any language (`Print`, `Server` and `Disk` are).
const OF_WINDOWS =
  /(?<![\w.\\/-])(?:Tcpip6?|N(?:etlogon|ETLOGON)|W32Time|W3SVC|DCOM|Userenv|SceCli|TermDD|TermService|TermServDevices|Perflib|MsiInstaller|LsaSrv|LSASRV|Schannel|NetBT|NetBIOS|MRxSmb|Ftdisk|VolSnap|BTHUSB|DhcpServer|DnsApi|SNMP|W32Time|WinMgmt|Winlogon|SQLSERVERAGENT|MSSQLSERVER|MSSQLServer|SMTPSVC|IISADMIN|MSFTPSVC|NTDS|NtFrs|AppHostSvc|HTTPFilter|Ftpsvc|LicenseService|ESENT|IPSec|RemoteAccess|Rasman|Srv)(?![\w.\\/-])/g;

/** Programs of Windows that a text names, e.g. `Microsoft-Windows-Security-Auditing` or `Netlogon`: not ours, whatever their ids. */
export function providersIn(text: string): FoundSource[] {
  const newer = [...text.matchAll(PROVIDER)].filter(({ 0: name }) => /[a-z]/.test(name));
  return [...newer, ...text.matchAll(OF_WINDOWS)].map(({ 0: name, index }) => ({
    source: name,
    asWritten: name,
    misspelt: false,
    start: index,
    end: index + name.length,
  }));
}
