; Installer of Evidence Desk for Windows, per user, without administrator rights. Made with Inno Setup 6.3 or newer:
;
;     iscc /DVersion=0.1.0 packaging\windows.iss
;
; Run after `python start.py build`; packaging\installer.ps1 does both. Written from Inno Setup's documentation and not
; yet run on a Windows computer.

#ifndef Version
  #error Give the version, as in pyproject.toml: iscc /DVersion=0.1.0 packaging\windows.iss
#endif

[Setup]
AppId={{5B0E6F0E-6E53-4C1B-9C35-2F1B1D5C7A41}
AppName=Evidence Desk
AppVersion={#Version}
VersionInfoVersion={#Version}
AppPublisher=The Evidence Desk founders
LicenseFile=..\LICENSE
; Below the user's own folder, so nobody has to be asked. A managed laptop whose policy forbids programs there needs IT to
; run the installer for all users, which the next two lines allow from the command line only (/ALLUSERS).
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=commandline
DefaultDirName={autopf}\Evidence Desk
DefaultGroupName=Evidence Desk
DisableProgramGroupPage=yes
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
ChangesAssociations=yes
SetupIconFile=..\build\made\evidence-desk.ico
UninstallDisplayIcon={app}\evidence-desk.exe
OutputDir=..\dist
OutputBaseFilename=evidence-desk-{#Version}-setup
Compression=lzma2/max
SolidCompression=yes
WizardStyle=modern

[Tasks]
Name: desktopicon; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked

[InstallDelete]
; What an earlier version brought and this one does not must not stay to be loaded. Workspaces are never in this folder.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "..\dist\evidence-desk\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[Icons]
Name: "{group}\Evidence Desk"; Filename: "{app}\evidence-desk.exe"
Name: "{autodesktop}\Evidence Desk"; Filename: "{app}\evidence-desk.exe"; Tasks: desktopicon

[Registry]
; HKA is the user's own part of the registry, or the machine's where IT installs for all users.
Root: HKA; Subkey: "Software\Classes\.evidence"; ValueType: string; ValueData: "EvidenceDesk.Workspace"; Flags: uninsdeletevalue
; Windows asks once where another program has these files, and then offers this one.
Root: HKA; Subkey: "Software\Classes\.evidence\OpenWithProgids"; ValueType: string; ValueName: "EvidenceDesk.Workspace"; ValueData: ""; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\EvidenceDesk.Workspace"; ValueType: string; ValueData: "Evidence Desk workspace"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\EvidenceDesk.Workspace\DefaultIcon"; ValueType: string; ValueData: "{app}\evidence-desk.exe,0"
Root: HKA; Subkey: "Software\Classes\EvidenceDesk.Workspace\shell\open\command"; ValueType: string; ValueData: """{app}\evidence-desk.exe"" ""%1"""

[Run]
Filename: "{app}\evidence-desk.exe"; Description: "{cm:LaunchProgram,Evidence Desk}"; Flags: nowait postinstall skipifsilent
