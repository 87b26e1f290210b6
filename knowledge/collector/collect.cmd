@echo off
rem Reads the System and Application logs of this machine and writes one text file. It changes nothing and sends nothing.
rem Windows NT 4 to 2003. NT 4 without Windows Script Host needs dumpel.exe of its Resource Kit, beside this file or in the path.
setlocal
set F=%TEMP%\faultline-log.txt
set V=%TEMP%\faultline-read.vbs
set K=%TEMP%\faultline-key.reg
echo Faultline collector 1, %OS%> "%F%"
ver >> "%F%"
{{keys}}
if not exist "%SystemRoot%\system32\perfopt.log" goto logs
echo == perfopt.log>> "%F%"
type "%SystemRoot%\system32\perfopt.log" >> "%F%"
:logs
echo.>> "%F%"
if exist "%SystemRoot%\system32\cscript.exe" goto script
echo == System, the last 3 days>> "%F%"
dumpel -l System -d 3 -t >> "%F%"
echo == Application, the last 3 days>> "%F%"
dumpel -l Application -d 3 -t >> "%F%"
goto written
:script
> "%V%" echo On Error Resume Next
>> "%V%" echo Set w = GetObject("winmgmts:{(Security)}!\\.\root\cimv2")
>> "%V%" echo d = DateAdd("d", -3, Now)
>> "%V%" echo d = Year(d) * 10000 + Month(d) * 100 + Day(d)
>> "%V%" echo For Each l In Array("System", "Application")
>> "%V%" echo   WScript.Echo "== " ^& l ^& ", errors and warnings of the last 3 days"
>> "%V%" echo   n = 0
>> "%V%" echo   For Each e In w.ExecQuery("SELECT * FROM Win32_NTLogEvent WHERE Logfile = '" ^& l ^& "' AND TimeWritten >= '" ^& d ^& "000000.000000+000'",, 48)
>> "%V%" echo     t = 0
>> "%V%" echo     t = e.EventType
>> "%V%" echo     If t ^< 3 Then n = n + 1
>> "%V%" echo     If t ^< 3 And n ^<= 1500 Then
>> "%V%" echo       m = "" ^& e.Message
>> "%V%" echo       If m = "" Then m = Join(e.InsertionStrings, " ")
>> "%V%" echo       WScript.Echo
>> "%V%" echo       WScript.Echo "Event Type: " ^& e.Type
>> "%V%" echo       WScript.Echo "Event Source: " ^& e.SourceName
>> "%V%" echo       WScript.Echo "Event ID: " ^& e.EventCode
>> "%V%" echo       WScript.Echo "Date: " ^& Left(e.TimeWritten, 14)
>> "%V%" echo       WScript.Echo "Description:"
>> "%V%" echo       WScript.Echo Chr(34) ^& Left(Trim(Replace(Replace(m, vbCr, ""), vbLf, " ")), 1500) ^& Chr(34)
>> "%V%" echo     End If
>> "%V%" echo   Next
>> "%V%" echo   If n ^> 1500 Then WScript.Echo "-- there are more; these are the newest 1500 of " ^& n
>> "%V%" echo   WScript.Echo
>> "%V%" echo Next
cscript //nologo "%V%" >> "%F%"
del "%V%"
:written
echo == end>> "%F%"
echo Written: %F% - open it, look through it, and paste or attach it in the chat.
