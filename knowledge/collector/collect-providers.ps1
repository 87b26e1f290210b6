# Writes what the programs of this machine say of their events: providers, ids, levels and message templates. It reads no log,
# changes nothing and sends nothing. Windows 7 and later:
#   powershell -ExecutionPolicy Bypass -File collect-providers.ps1
# Bring the file home:  npm run knowledge -- import faultline-providers.json --format providers
$file = Join-Path $env:TEMP 'faultline-providers.json'
$longest = 600    # characters of one template

function Read-Provider($name) {
  try { $meta = Get-WinEvent -ListProvider $name -ErrorAction Stop } catch { return }
  $events = @(foreach ($one in $meta.Events) {
    $text = ("$($one.Description)" -replace '\s+', ' ').Trim()
    if (-not $text) { continue }
    if ($text.Length -gt $longest) { $text = $text.Substring(0, $longest) }
    @{ id = [int]($one.Id -band 0xffff); level = "$($one.Level.DisplayName)"; message = $text }
  })
  if ($events.Count -gt 0) { @{ name = $name; events = $events } }
}

$names = [System.Diagnostics.Eventing.Reader.EventLogSession]::GlobalSession.GetProviderNames()
$providers = @(foreach ($name in ($names | Sort-Object)) { Read-Provider $name })
$all = @{ faultline = 'providers 1'; providers = $providers }
[System.IO.File]::WriteAllText($file, ($all | ConvertTo-Json -Depth 5 -Compress))
"Written: $file ($($providers.Count) providers)"
