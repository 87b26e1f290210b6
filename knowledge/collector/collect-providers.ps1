# Writes what the programs of this machine say of their events: providers, ids, levels and message templates. It reads no log,
# changes nothing and sends nothing. PowerShell 3 and later: Windows 8, Server 2012, and Windows 7 with a newer PowerShell installed.
#   powershell -ExecutionPolicy Bypass -File collect-providers.ps1
# Bring the file home:  npm run knowledge -- import faultline-providers.json --format providers
$file = Join-Path $env:TEMP 'faultline-providers.json'
$longest = 600    # characters of one template

function Read-Provider($name) {
  try { $meta = Get-WinEvent -ListProvider $name -ErrorAction Stop } catch { return }
  $events = @(foreach ($one in $meta.Events) {
    # A provider whose message file is gone throws at each of its texts; nothing of the event before may stand there instead.
    try {
      $text = ("$($one.Description)" -replace '\s+', ' ').Trim()
      $level = "$($one.Level.DisplayName)"
    } catch { continue }
    if (-not $text) { continue }
    if ($text.Length -gt $longest) { $text = $text.Substring(0, $longest) }
    @{ id = [int]($one.Id -band 0xffff); level = $level; message = $text }
  })
  if ($events.Count -gt 0) { @{ name = "$name"; events = $events } }
}

$names = [System.Diagnostics.Eventing.Reader.EventLogSession]::GlobalSession.GetProviderNames()
$providers = @(foreach ($name in ($names | Sort-Object)) { Read-Provider $name })
$all = @{ faultline = 'providers 1'; providers = $providers }
[System.IO.File]::WriteAllText($file, ($all | ConvertTo-Json -Depth 5 -Compress))
"Written: $file ($($providers.Count) providers)"
