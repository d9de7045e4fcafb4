# Builds, tries and packs Evidence Desk for Windows; leaves dist\evidence-desk-VERSION-setup.exe. Not yet run on Windows.
#
#     powershell -ExecutionPolicy Bypass -File packaging\installer.ps1
#
# Needs Python 3.11 to 3.13 (64 bit) and Inno Setup 6.3 or newer. Sign both programs and the installer with your own certificate.
$ErrorActionPreference = "Stop"
Set-Location (Join-Path $PSScriptRoot "..")

py -3 start.py build
if ($LASTEXITCODE -ne 0) { throw "The build or its trial failed; the reason is above." }

$version = (Select-String -Path pyproject.toml -Pattern '^version = "(.+)"').Matches[0].Groups[1].Value
$compiler = Join-Path ${env:ProgramFiles(x86)} "Inno Setup 6\ISCC.exe"
if (-not (Test-Path $compiler)) { $compiler = Join-Path $env:LOCALAPPDATA "Programs\Inno Setup 6\ISCC.exe" }
if (-not (Test-Path $compiler)) { throw "Inno Setup 6 is not installed." }
& $compiler "/DVersion=$version" packaging\windows.iss
if ($LASTEXITCODE -ne 0) { throw "The installer could not be made; the reason is above." }
