# Reads the System and Application logs of this machine and writes one text file. It changes nothing and sends nothing.
# Windows 7 and later:  powershell -ExecutionPolicy Bypass -File collect.ps1
$file = Join-Path $env:TEMP 'faultline-log.txt'
$levels = @{ 1 = 'Critical'; 2 = 'Error'; 3 = 'Warning' }
$most = 1500      # events of each log, the newest first
$longest = 1500   # characters of one text
$plain = [Globalization.CultureInfo]::InvariantCulture   # else a Thai machine writes the year 2567

function Write-Events($log) {
  "== $log, errors and warnings of the last 3 days"
  $wanted = @{ LogName = $log; Level = 1, 2, 3; StartTime = (Get-Date).AddDays(-3) }
  $found = @(Get-WinEvent -FilterHashtable $wanted -MaxEvents ($most + 1) -ErrorAction SilentlyContinue)
  if ($found.Count -gt $most) { "-- there are more; these are the newest $most" }
  foreach ($one in ($found | Select-Object -First $most)) {
    $text = $one.Message
    if (-not $text) { $text = ($one.Properties | ForEach-Object { $_.Value }) -join ' ' }
    $text = ("$text" -replace '\s+', ' ').Trim()
    if ($text.Length -gt $longest) { $text = $text.Substring(0, $longest) }
    ''
    "Log Name:      $log"
    "Source:        $($one.ProviderName)"
    "Date:          $($one.TimeCreated.ToString('yyyy-MM-dd HH:mm:ss', $plain))"
    "Event ID:      $($one.Id)"
    "Level:         $($levels[[int]$one.Level])"
    'Description:'
    "`"$text`""
  }
  ''
}

& {
  "Faultline collector 1, $([Environment]::OSVersion.VersionString)"
  foreach ($key in @({{keys}})) {
    "== Settings below $key"
    reg.exe query $key 2>$null
  }
  $optimizer = Join-Path $env:SystemRoot 'system32\perfopt.log'
  if (Test-Path $optimizer) { '== perfopt.log, its end'; Get-Content $optimizer | Select-Object -Last 200 }
  ''
  Write-Events 'System'
  Write-Events 'Application'
  '== end'
} | Out-File -FilePath $file -Encoding UTF8 -Width 4000
"Written: $file - open it, look through it, and paste or attach it in the chat."
